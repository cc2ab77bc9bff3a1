import { z } from 'zod'
import type { Instrument, Item, Reducer } from '../contract.ts'

/** What became of one measure's items: how many there were, and how many ended in an error of the set-up. */
export interface RunTally {
  readonly items: number
  readonly errors: number
}

const runParams = z.strictObject({})
type RunParams = z.output<typeof runParams>

export const runReducer: Reducer<RunParams, RunTally> = {
  name: 'records/run',
  version: '1.0.0',
  params: runParams,
  reduce(results) {
    const tallies = new Map<string, RunTally>()
    for (const { id, result } of results) tallies.set(id, result)
    const sum = (of: keyof RunTally) => [...tallies.values()].reduce((n, t) => n + t[of], 0)
    const [items, errors] = [sum('items'), sum('errors')]
    return {
      n: items,
      evidence: items === 0 ? 'none' : 'measured',
      quantities: {
        errors: items === 0 ? null : `${errors}/${items}`,
        // a journal with a broken line ends the run before anything is reduced
        intact: items === 0 ? null : true,
      },
      detail: { measures: tallies.size },
    }
  },
}

/**
 * The run itself, counted by the road when all other measures are done: share of set-up errors over the measures that numbers rest on, and
 * that every journal was whole. A measure with too many errors is invalid and not among them.
 */
export const runRecord: Instrument<RunParams, Item, RunTally> = {
  ...runReducer,
  title: { zh: '运行记录', en: 'Record of the run' },
  method: {
    title: { zh: '由各测量的日志清点', en: 'counted from the journals of the measures' },
    source: 'Plumbline reference design',
  },
  produces: {
    errors: { kind: 'ratio', better: 'lower', title: { zh: '测试环境错误占比', en: 'share of set-up errors' } },
    intact: { kind: 'yes-no', title: { zh: '日志完整', en: 'journals whole' } },
  },
  check: async () => [],
  items: async function* () {},
  measure: async () => {
    throw new Error('the run is counted, not measured')
  },
}
