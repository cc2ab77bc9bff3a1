import type { Instrument, Item } from '../../contract.ts'
import { tableWork } from '../../table-work.ts'
import { sectionOf } from '../access.ts'
import { type Trial, type TrialParams, type TrialResult, trialParams, trialProduces } from './params.ts'
import { type TrialAccess, trialAccess, trialColumns, trialOf } from './read.ts'
import { trialReducer } from './reduce.ts'

/** Counts trials: success with confidence, in the worst cell of the operational design domain, by disturbance, and how many more would decide. */
export const trials: Instrument<TrialParams, Item & { readonly result: TrialResult }, TrialResult> = {
  ...trialReducer,
  params: trialParams,
  title: { zh: '机器人试验', en: 'robot trials' },
  method: {
    title: {
      zh: '逐次试验计数；成功率取 Clopper-Pearson 单侧界，按工况单元分层；计划试验次数取二项分布的最小 n',
      en: 'trial by trial; success with one-sided Clopper-Pearson bounds, by cell; planned trials are the least n of the binomial law',
    },
    source: 'Clopper and Pearson (1934); IEC 61123; Anderson et al. (2018) for SPL',
  },
  produces: trialProduces,
  ...tableWork<TrialParams, TrialAccess, keyof typeof trialColumns, Trial>({
    section: 'trials',
    access: (subject, { section }) =>
      sectionOf(
        subject,
        section,
        trialAccess,
        'trials.csv | [a.csv, b.jsonl] | {files: [trials.csv], cells: [day, night]}',
      ),
    columns: trialColumns,
    row: trialOf,
    declared: ({ cells }) => {
      if (cells === undefined) return {}
      return Array.isArray(cells) ? { cells } : { cells: Object.keys(cells), shares: cells }
    },
  }),
}
