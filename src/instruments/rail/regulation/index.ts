import type { Instrument, Item } from '../../contract.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { tableWork } from '../../table-work.ts'
import { recordsOf } from '../records/access.ts'
import { amountOf, maybe, yesOrNo } from '../records/cells.ts'
import { type DelayRow, type RegulationParams, type RegulationResult, regulationProduces } from './params.ts'
import { regulationReducer } from './reduce.ts'

const columns = {
  delay: { names: ['delay_s', 'delay', '延误秒', '晚点秒'] },
  absorbed: { names: ['absorbed', 'recovered', '已消除', '是否消除'] },
  dispatcher: { names: ['dispatcher', 'manual', '调度员介入', '人工介入'] },
  disturbance: maybe('disturbance', 'cause_id', '扰动', '事件编号'),
}
type Columns = keyof typeof columns

const access = tableFiles.transform((files) => ({ files }))

/** Records of automatic train supervision: how many delays it made good by itself. */
export const regulation: Instrument<RegulationParams, Item & { readonly result: RegulationResult }, RegulationResult> =
  {
    ...regulationReducer,
    title: { zh: '自动调整记录（ATS）', en: 'records of automatic regulation (ATS)' },
    method: {
      title: {
        zh: '逐条延误计数：起算值及以上的延误中，无调度员介入而消除的份额',
        en: 'delay by delay: of those from the least that counts, the share absorbed without a dispatcher',
      },
      source: 'Plumbline reference design; Clopper and Pearson (1934)',
    },
    produces: regulationProduces,
    ...tableWork<RegulationParams, { readonly files: readonly string[] }, Columns, DelayRow>({
      section: 'regulation',
      access: (subject, { section }) => recordsOf(subject, section, access, 'ats.csv | [a.csv, b.jsonl]'),
      columns,
      row: delayOf,
      declared: () => ({}),
    }),
  }

function delayOf(row: Row<Columns>): Parsed<DelayRow> {
  const seconds = amountOf(row.cell('delay'))
  const [absorbed, dispatcher] = [yesOrNo(row.cell('absorbed')), yesOrNo(row.cell('dispatcher'))]
  if (seconds === undefined || seconds === null)
    return { expected: 'delay_s: seconds from 0', got: row.cell('delay').slice(0, 80) }
  if (absorbed === undefined)
    return { expected: 'absorbed: yes or no (是、否)', got: row.cell('absorbed').slice(0, 80) }
  if (dispatcher === undefined)
    return { expected: 'dispatcher: yes or no (是、否)', got: row.cell('dispatcher').slice(0, 80) }
  return { seconds, absorbed, dispatcher, disturbance: row.cell('disturbance').slice(0, 200) }
}
