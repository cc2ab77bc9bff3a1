import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { zeroFailureTrials } from '../../../metrics/intervals.ts'
import { tailBounds } from '../../../metrics/tails.ts'
import { crossing, eer, eerConventions } from '../../../metrics/verification/eer.ts'
import { pointAtFmr } from '../../../metrics/verification/operating-point.ts'
import { dPrime, joined, type Moments } from '../../../metrics/verification/separation.ts'
import { complement } from '../../clustered-proportion.ts'
import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { bounds, proportion } from '../../proportion.ts'
import { detPicture } from './det-picture.ts'
import { eerBounds } from './eer-bounds.ts'
import {
  type ClusteredRates,
  type StatedRate,
  statedRates,
  type VerificationParams,
  type VerificationResult,
  verificationParams,
} from './params.ts'
import { type Pool, pooled } from './pool.ts'
import { widened } from './widened.ts'

/** Adds up the counts of all files; a point that the counts do not prove to be the one of the whole curve is not known. */
export const verificationReducer: Reducer<VerificationParams, VerificationResult> = {
  name: 'recognition/verification',
  version: '2',
  params: verificationParams,
  reduce: (results, params, confidences) => {
    const files = [...results].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    const own = files.map((f) => f.result)
    const sum = (of: (r: VerificationResult) => number) => own.reduce((total, r) => total + of(r), 0)
    const share = (k: number, n: number) => (n === 0 ? null : proportion(k, n, confidences))
    const pool = pooled(own)
    const complete = pool !== undefined && own.length === own[0]?.files && pool.proven(crossing(pool.det))
    const stated = statedRates(params.fmr)
    const at = pool ? points(pool, stated) : []
    const sign = own[0]?.polarity === 'distance' ? -1 : 1
    const comparisons = sum((r) => r.genuine + r.impostor)

    const clustered = complete ? own.find((r) => r.clustered)?.clustered : undefined
    const rows = pool
      ? at.map(({ rate, point, falseMatches: m, falseNonMatches: k }) => {
          const { genuine, impostor, thresholds } = pool.det
          const t = thresholds[point]!
          const subjects = clustered?.points.find((point) => point.fmr === rate.text)
          const fnmr = widened(share(k, genuine), subjects?.fnmr)
          return {
            fmr: rate.text,
            fnmr,
            tar: subjects ? complement(fnmr) : share(genuine - k, genuine),
            threshold: Number.isFinite(t) ? t * sign + 0 : null,
            measuredFmr: widened(share(m, impostor), subjects?.measuredFmr),
            falseMatches: m,
            falseNonMatches: k,
            ruleOf3: impostor >= zeroFailureTrials(rate.value.toNumber(), 0.95),
            ruleOf30: m >= 30 && k >= 30,
          }
        })
      : []
    const strictest = rows.reduce<(typeof rows)[number] | undefined>(
      (best, row) => (best && Exact.parse(best.fmr)!.compare(Exact.parse(row.fmr)!) <= 0 ? best : row),
      undefined,
    )
    const some = rows.length > 0
    const quantities: Record<string, Quantity> = {
      fnmr: strictest?.fnmr ?? null,
      tar: strictest?.tar ?? null,
      eer: pool && complete ? equalErrors(pool, params, confidences, clustered) : null,
      dPrime: separation(own),
      failureToAcquire: share(
        sum((r) => r.genuineFailures + r.impostorFailures),
        comparisons,
      ),
      genuineComparisons: sum((r) => r.genuine),
      impostorComparisons: sum((r) => r.impostor),
      refusedLines: sum((r) => r.refused.lines + (r.reference?.refused ?? 0)),
      fnmrAtFmr: some ? rows.map(({ tar: _, ...row }) => row) : null,
      tarAtFar: some ? rows.map(({ fmr, tar, threshold }) => ({ far: fmr, tar, threshold })) : null,
      strata: some ? byStratum(own, at, share) : null,
    }
    return {
      n: comparisons,
      evidence: comparisons === 0 ? 'none' : 'recomputed',
      quantities,
      detail: {
        convention:
          'match iff similarity >= threshold (distance <= threshold); a failure is a non-match in every denominator',
        eerConvention: params.eer,
        bounds: clustered ? { by: 'subject', subjects: clustered.subjects } : { by: 'comparison' },
        repeated: own.some((r) => r.repeated !== undefined) ? sum((r) => r.repeated ?? 0) : null,
        eer: pool && complete ? everyEer(pool) : {},
        notProven: stated.filter((r) => !at.some((p) => p.rate === r)).map((r) => r.text),
        failures: { genuine: sum((r) => r.genuineFailures), impostor: sum((r) => r.impostorFailures) },
        ...referenceOf(own),
        refused: files.filter((f) => f.result.refused.lines > 0).map((f) => ({ file: f.id, ...f.result.refused })),
        det: pool && complete ? picture(pool, sign) : null,
      },
      pictures:
        pool && complete
          ? [
              ...detPicture(
                pool.det,
                at.map(({ rate, point }) => ({ name: rate.text, point })),
              ),
              ...stated.flatMap(({ text }) => strataPicture(text, quantities['strata'])),
            ]
          : [],
    }
  },
}

/** FNMR of each stratum at the threshold of one stated FMR. */
function strataPicture(fmr: string, strata: Quantity | undefined) {
  const own = Array.isArray(strata) ? strata.filter((s) => (s as { fmr?: unknown }).fmr === fmr) : null
  return estimateBars(
    { zh: `各分层的 FNMR（FMR ${fmr} 的阈值）`, en: `FNMR by stratum, at the threshold for FMR ${fmr}` },
    { title: { zh: 'FNMR', en: 'FNMR' }, scale: 'linear', percent: true },
    own as Quantity,
    'stratum',
    'falseNonMatchRate',
  )
}

/** The reference that lies apart from the scores, where there is one. */
function referenceOf(results: readonly VerificationResult[]) {
  const reference = results.find((r) => r.reference)?.reference
  return reference === undefined ? {} : { reference }
}

interface Point {
  readonly rate: StatedRate
  readonly point: number
  readonly falseMatches: number
  readonly falseNonMatches: number
}

function points({ det, proven }: Pool, targets: readonly StatedRate[]): readonly Point[] {
  if (det.genuine === 0 || det.impostor === 0) return []
  return targets.flatMap((rate) => {
    const point = pointAtFmr(det, rate.value)
    if (!proven(point)) return []
    return [{ rate, point, falseMatches: det.falseMatches[point]!, falseNonMatches: det.falseNonMatches[point]! }]
  })
}

function equalErrors(
  { det }: Pool,
  params: VerificationParams,
  confidences: readonly string[],
  clustered: ClusteredRates | undefined,
): Estimate | null {
  const { value } = eer(det, params.eer)
  if (value === null) return null
  const number = value.toNumber()
  return {
    value: `${value.n}/${value.d}`,
    n: Math.min(det.genuine, det.impostor),
    bounds: confidences.map((c) => {
      // the conventions differ by less than a step of the curve; the bounds hold whichever is asked for
      const { lower, upper } = eerBounds(det, Number(c))
      const drawn = clustered ? (tailBounds(clustered.eer[params.eer], Number(c)) ?? { lower: 0, upper: 1 }) : undefined
      return bounds(c, Math.min(lower, number, drawn?.lower ?? 1), Math.max(upper, number, drawn?.upper ?? 0))
    }),
  }
}

function everyEer({ det }: Pool) {
  return Object.fromEntries(
    eerConventions.map((c) => {
      const { value } = eer(det, c)
      return [c, value === null ? null : decimal(value.toNumber())]
    }),
  )
}

function separation(results: readonly VerificationResult[]): string | null {
  const none: Moments = { n: 0, mean: 0, squares: 0 }
  const of = (kind: 'genuine' | 'impostor') => results.map((r) => r.moments[kind]).reduce(joined, none)
  const value = dPrime(of('genuine'), of('impostor'))
  return value === null ? null : decimal(value)
}

/** Each stratum at the thresholds of all together: what a door that has one threshold does to each group. */
function byStratum(
  results: readonly VerificationResult[],
  at: readonly Point[],
  share: (k: number, n: number) => Estimate | null,
) {
  const names = [...new Set(results.map((r) => r.stratum))].sort()
  return names.flatMap((stratum) => {
    const { det } = pooled(results.filter((r) => r.stratum === stratum))!
    return at.map(({ rate, point }) => ({
      stratum,
      fmr: rate.text,
      falseMatchRate: share(det.falseMatches[point]!, det.impostor),
      falseNonMatchRate: share(det.falseNonMatches[point]!, det.genuine),
    }))
  })
}

/** The curve at the kept thresholds, in counts. */
function picture({ det }: Pool, sign: number) {
  return {
    thresholds: Array.from(det.thresholds.subarray(0, -1), (t) => decimal(t * sign, 17)),
    falseMatches: [...det.falseMatches],
    falseNonMatches: [...det.falseNonMatches],
    genuine: det.genuine,
    impostor: det.impostor,
  }
}
