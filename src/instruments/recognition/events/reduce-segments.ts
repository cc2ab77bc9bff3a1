import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED } from '../../../metrics/bootstrap.ts'
import { clusterSpread } from '../../../metrics/cluster-spread.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { averagePrecisions, rankingOf, type SegmentRanking } from '../../../metrics/events/average-precision.ts'
import { matchSegments } from '../../../metrics/events/segments.ts'
import type { Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { bounds } from '../../proportion.ts'
import type { Part } from '../../spread-proportion.ts'
import { bounded, ratioOf } from './estimates.ts'
import type { EventParams, VideoResult } from './params.ts'

interface TypeMatches {
  readonly type: string
  readonly ranking: SegmentRanking
  /** by video, at an overlap of 0.5: found, segments, predictions */
  readonly counts: readonly (readonly [found: number, segments: number, predictions: number])[]
}

/** Average precision over types and thresholds, and what all predictions together find at an overlap of 0.5. Videos in the order of their names. */
export function reduceSegments(
  byName: readonly VideoResult[],
  params: EventParams,
  confidences: readonly string[],
): Reduction {
  const { mode } = params
  const videos = mode === 'compatible' ? [...byName].sort((a, b) => a.place - b.place) : byName
  const known = videos.length > 0
  const types = [...new Set(videos.flatMap((v) => v.segments.map(([type]) => type)))].sort()
  const all = types.map((type) => matchesOf(videos, type, mode))
  const weights = new Float64Array(videos.length).fill(1)
  const curves = all.map(({ ranking }) => averagePrecisions(ranking, weights))
  const aps = curves.map(mean)
  const spread = clusterSpread(
    videos.length,
    [...all.map(() => [0, 1] as const), [0, 1] as const],
    confidences,
    (drawn, unseen) => {
      const own = all.map(({ ranking }) => mean(averagePrecisions(ranking, drawn, unseen)))
      return [...own, mean(own.filter((x) => !Number.isNaN(x)))]
    },
  )
  const estimate = (score: number, value: number): Estimate | null =>
    Number.isNaN(value)
      ? null
      : {
          value: decimal(value),
          n: videos.length,
          bounds: confidences.map((c) => {
            const { lower, upper } = spread.bounds(score, value, Number(c))
            return bounds(c, lower, upper)
          }),
          distribution: { kind: 'samples', values: Array.from(spread.samples(score), (x) => decimal(x)) },
        }
  const parts = (of: (counts: TypeMatches['counts'][number]) => Part): readonly Part[] =>
    videos.map((_, v) => all.map((t) => of(t.counts[v]!)).reduce(([k, n], [own, m]) => [k + own, n + m], [0, 0]))
  const predictions = videos.flatMap((v) => v.predictions)
  const elsewhere = videos.map((v) => v.predictions.filter(([type]) => !types.includes(type)).length)
  const quantities: Record<string, Quantity> = {
    recall: ratioOf(
      parts(([found, n]) => [found, n]),
      confidences,
    ),
    precision: ratioOf(
      parts(([found, , n]) => [found, n]).map(([k, n], v) => [k, n + elsewhere[v]!] as const),
      confidences,
    ),
    map: estimate(all.length, mean(aps)),
    events: known ? videos.reduce((n, v) => n + v.segments.length, 0) : null,
    alarms: known ? predictions.length : null,
    scoreFailures: known ? predictions.filter((p) => p[3] === null).length : null,
    cameraHours: hours(videos),
    types: known
      ? all.map(({ type, counts }, k) => ({
          type,
          recall: bounded(
            ratioOf(
              counts.map(([found, n]) => [found, n] as const),
              confidences,
            ),
          ),
          falseAlarmsPerHour: null,
          timeToAlertP95: null,
          ap: bounded(estimate(k, aps[k]!)),
          events: counts.reduce((n, [, segments]) => n + segments, 0),
        }))
      : null,
  }
  return {
    n: videos.length,
    evidence: known ? 'recomputed' : 'none',
    quantities,
    detail: {
      ...params,
      convention:
        mode === 'compatible'
          ? 'ActivityNet eval_detection.py with stable sorting: of equal scores and of equal overlaps the later line first; where its sorting is not stable its own result is not defined'
          : 'predictions of equal score count together; equal overlaps by the earlier segment; thresholds not rounded',
      recallAndPrecision: 'all predictions at a temporal overlap of 0.5',
      bootstrap: { by: 'video', rounds: spread.rounds, seed: String(DEFAULT_SEED) },
      mapByThreshold: Array.from({ length: 10 }, (_, t) => {
        const value = mean(curves.map((c) => c[t]!))
        return { overlap: ((50 + 5 * t) / 100).toFixed(2), map: Number.isNaN(value) ? null : decimal(value) }
      }),
      predictionsOfUnknownTypes: elsewhere.reduce((a, b) => a + b, 0),
      predictionsInUnlistedVideos: videos.reduce((n, v) => n + (v.listed ? 0 : v.predictions.length), 0),
      videosWithoutPredictions: videos.filter((v) => v.listed && v.place < 0).length,
    },
    pictures: estimateBars(
      { zh: '各类别的平均精度', en: 'Average precision by type' },
      {
        title: { zh: '平均精度 AP（0.50 至 0.95）', en: 'average precision (0.50 to 0.95)' },
        scale: 'linear',
        range: [0, 1],
        percent: true,
      },
      quantities['types'],
      'type',
      'ap',
      quantities['map'],
    ),
  }
}

function matchesOf(videos: readonly VideoResult[], type: string, mode: EventParams['mode']): TypeMatches {
  const matched = videos.map((v) => {
    const segments = v.segments.filter((s) => s[0] === type).map(([, start, end]) => ({ start, end }))
    const own = v.predictions.filter((p) => p[0] === type).map(([, start, end, score]) => ({ start, end, score }))
    return { segments: segments.length, ranked: matchSegments(segments, own, mode) }
  })
  return {
    type,
    ranking: rankingOf(matched, mode),
    counts: matched.map((m) => [m.ranked.filter((r) => (r.found & 1) === 1).length, m.segments, m.ranked.length]),
  }
}

/** Null unless the length of every video is known. */
function hours(videos: readonly VideoResult[]): string | null {
  const listed = videos.filter((v) => v.listed)
  if (listed.length === 0 || listed.some((v) => v.seconds === null)) return null
  return decimal(listed.reduce((sum, v) => sum + v.seconds!, 0) / 3600)
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
