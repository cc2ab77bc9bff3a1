import type { Quantity } from '../../../judge/evidence.ts'
import type { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { leastCostPoint } from '../../../metrics/verification/detection-cost.ts'
import { crossing, eer, eerConventions } from '../../../metrics/verification/eer.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'
import { detPicture } from '../verification/det-picture.ts'
import { pooled } from '../verification/pool.ts'
import { cllrOf, costsOf, equalErrors, floats, minCllrOf, type Part } from './estimates.ts'
import { type SpeakerParams, type SpeakerResult, speakerParams } from './params.ts'

/** The curve gives EER and costs, the sums give Cllr, and bounds are the wider of exact ones and those of resampled speakers. */
export const speakerReducer: Reducer<SpeakerParams, SpeakerResult> = {
  name: 'recognition/speaker',
  version: '1',
  params: speakerParams,
  reduce: (results, params, confidences) => {
    const all = [...results].map((r) => r.result)
    const part = <K extends SpeakerResult['kind']>(kind: K) => all.find((r): r is Part<K> => r.kind === kind)
    const [curve, calibration, resamples, intake] = [
      part('curve'),
      part('calibration'),
      part('resamples'),
      part('intake'),
    ]
    const pool = curve && pooled([curve])
    const det = pool?.det
    const trials = curve ? curve.genuine + curve.impostor : 0
    const both = det !== undefined && det.genuine > 0 && det.impostor > 0 && pool!.proven(crossing(det))
    const costs = both ? costsOf(det, curve!, resamples, params, confidences) : undefined
    const share = (k: number | undefined, n: number) =>
      k === undefined || n === 0 ? null : proportion(k, n, confidences)
    const sign = curve?.polarity === 'distance' ? -1 : 1
    const quantities: Record<string, Quantity> = {
      eer: both ? equalErrors(det, resamples, params, confidences) : null,
      minDcf: costs?.least ?? null,
      actDcf: costs?.actual ?? null,
      cllr: cllrOf(calibration, resamples, confidences),
      minCllr: both ? minCllrOf(det, resamples, confidences) : null,
      missRate: share(curve?.actual?.misses, curve?.genuine ?? 0),
      falseAlarmRate: share(curve?.actual?.falseAlarms, curve?.impostor ?? 0),
      failures: share(curve && curve.genuineFailures + curve.impostorFailures + curve.missing.nonTargets, trials),
      targets: curve?.genuine ?? null,
      nonTargets: curve?.impostor ?? null,
      refusedLines: intake?.intake.refused ?? null,
    }
    const at = det && both ? leastCostPoint(det, floats(params)) : undefined
    return {
      n: trials,
      evidence: trials === 0 ? 'none' : 'recomputed',
      quantities,
      detail: {
        convention:
          'accepted iff score >= threshold; a trial without a score is a miss or no alarm, one without a line is an error of either kind; costs over the cost of deciding without looking',
        cost: {
          prior: String(params.prior),
          missCost: String(params.missCost),
          falseAlarmCost: String(params.falseAlarmCost),
        },
        eerConvention: params.eer,
        eer: both ? Object.fromEntries(eerConventions.map((c) => [c, text(eer(det, c).value)])) : {},
        thresholds: {
          least: at === undefined || det === undefined ? null : shown(det.thresholds[at]!, sign),
          actual: curve?.actual ? shown(curve.actual.threshold, sign) : null,
        },
        missing: curve?.missing ?? null,
        failures: curve ? { targets: curve.genuineFailures, nonTargets: curve.impostorFailures } : null,
        bounds: resamples
          ? {
              by: resamples.by,
              clusters: resamples.clusters,
              targetClusters: resamples.targetClusters,
              nonTargetPairs: resamples.nonTargetPairs,
            }
          : null,
        ...(intake ? { intake: intake.intake } : {}),
      },
      pictures: both
        ? detPicture(det, at === undefined ? [] : [{ name: 'minDCF', point: at }], {
            title: { zh: 'DET 曲线', en: 'DET curve' },
            x: { zh: '虚警率', en: 'false alarm rate' },
            y: { zh: '漏警率', en: 'miss rate' },
            mark: '',
          })
        : [],
    }
  },
}

function text(x: Exact | null): string | null {
  return x === null ? null : decimal(x.toNumber())
}

function shown(threshold: number, sign: number): string | null {
  return Number.isFinite(threshold) && threshold < Number.MAX_VALUE ? decimal(threshold * sign, 17) : null
}
