import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { withoutDraws } from '../../without-draws.ts'
import { rowsAndIntake } from '../records/results.ts'
import { shareByName } from '../records/shares.ts'
import { type DelayRow, type RegulationParams, type RegulationResult, regulationParams } from './params.ts'

/** seconds at which a longer class of delays begins, for the list */
const CLASSES = [0, 60, 120, 300, 600]

/** Delays of at least `from` seconds: those absorbed without a dispatcher, over all of them. */
export const regulationReducer: Reducer<RegulationParams, RegulationResult> = {
  name: 'rail/regulation',
  version: '1',
  params: regulationParams,
  reduce(results, { from }, confidences) {
    const { rows, intake } = rowsAndIntake<DelayRow>(results)
    const counted = rows.filter((r) => r.seconds >= from)
    const success = (of: readonly DelayRow[]) =>
      shareByName(
        of,
        (r) => r.disturbance,
        (r) => [r.absorbed && !r.dispatcher ? 1 : 0, 1],
        confidences,
      )
    const bySize = sizes(from).flatMap(({ name, least, below }) => {
      const own = counted.filter((r) => r.seconds >= least && r.seconds < below)
      return own.length === 0 ? [] : [{ size: name, delays: own.length, success: withoutDraws(success(own)) }]
    })
    const all = success(counted)
    const count = (is: (r: DelayRow) => boolean) => counted.filter(is).length
    return {
      n: counted.length,
      evidence: counted.length === 0 ? 'none' : 'record',
      quantities: {
        success: all,
        delays: counted.length,
        byDispatcher: count((r) => r.dispatcher),
        notAbsorbed: count((r) => !r.absorbed),
        tooShort: rows.length - counted.length,
        bySize: bySize.length === 0 ? null : bySize,
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        from,
        disturbances: new Set(counted.flatMap((r) => (r.disturbance === '' ? [] : [r.disturbance]))).size,
        bounds: 'Clopper-Pearson; delays of one disturbance together where the table names it',
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: estimateBars(
        { zh: '按延误大小的自动调整成功率', en: 'Automatic regulation by size of the delay' },
        { title: { zh: '成功率', en: 'success' }, scale: 'linear', range: [0, 1], percent: true },
        bySize,
        'size',
        'success',
        all,
      ),
    }
  },
}

function sizes(from: number) {
  const ends = [from, ...CLASSES.filter((c) => c > from)]
  return ends.map((least, k) => {
    const below = ends[k + 1] ?? Number.POSITIVE_INFINITY
    return { name: Number.isFinite(below) ? `${least}–${below} s` : `≥ ${least} s`, least, below }
  })
}
