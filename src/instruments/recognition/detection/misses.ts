import type { Quantity } from '../../../judge/evidence.ts'
import {
  type FoundBox,
  type MissPoint,
  missAtFalseDetection,
  passesFrom,
} from '../../../metrics/detection/person-passes.ts'
import { proportion } from '../../proportion.ts'
import { type Part, spreadProportion } from '../../spread-proportion.ts'
import type { ImageResult } from './params.ts'

type Passes = NonNullable<ImageResult['passes']>

/**
 * Miss rate by person-pass at the threshold that the limit of false detections allows; nothing where the standard names no limit. Where passes name
 * a cluster (person, camera, session) the bounds are of clusters like these; else passes are taken as independent, and the detail says so.
 */
export function misses(
  images: readonly ImageResult[],
  limit: string | number | undefined,
  confidences: readonly string[],
): { readonly quantities: Record<string, Quantity>; readonly detail: Readonly<Record<string, unknown>> } {
  const none = { missRate: null, falseDetectionRate: null, personPasses: null }
  const given = images.flatMap(({ passes }) => (passes === undefined ? [] : [passes]))
  if (limit === undefined || given.length === 0) return { quantities: none, detail: {} }
  const places = new Map<number, number>()
  for (const { wanted } of given) for (const pass of wanted) if (!places.has(pass)) places.set(pass, places.size)
  const boxes = given.flatMap(({ found }) =>
    found.map(([score, pass]): FoundBox => [score, pass === null ? -1 : (places.get(pass) ?? -1)]),
  )
  const point = missAtFalseDetection(boxes, places.size, Number(limit))
  const clusters = clustersOf(given, places)
  return {
    quantities: {
      missRate: point === null ? null : missRateOf(point, boxes, clusters, confidences),
      falseDetectionRate: point === null ? null : proportion(point.falseBoxes, point.boxes, confidences),
      personPasses: places.size,
    },
    detail: { personPasses: detailOf(point, limit, clusters) },
  }
}

/** Clusters by id, each with its passes, then every pass without one; undefined where no pass names any. */
function clustersOf(given: readonly Passes[], places: ReadonlyMap<number, number>): readonly number[][] | undefined {
  const named = new Map<number, Set<number>>()
  const alone = new Set(places.values())
  for (const { wanted, clusters } of given) {
    for (const [i, cluster] of (clusters ?? []).entries()) {
      if (cluster === null) continue
      const place = places.get(wanted[i]!)!
      alone.delete(place)
      const own = named.get(cluster)
      if (own === undefined) named.set(cluster, new Set([place]))
      else own.add(place)
    }
  }
  if (named.size === 0) return undefined
  const inOrder = [...named].sort(([a], [b]) => a - b).map(([, own]) => [...own])
  return [...inOrder, ...Array.from(alone, (place) => [place])]
}

function missRateOf(
  point: MissPoint,
  boxes: readonly FoundBox[],
  clusters: readonly number[][] | undefined,
  confidences: readonly string[],
): Quantity {
  if (clusters === undefined || clusters.length === point.passes)
    return proportion(point.missed, point.passes, confidences)
  const found = passesFrom(boxes, point.threshold)
  const parts = clusters.map((own): Part => [own.filter((place) => !found.has(place)).length, own.length])
  return spreadProportion(parts, confidences)
}

function detailOf(point: MissPoint | null, limit: string | number, clusters: readonly number[][] | undefined) {
  return {
    convention: 'IoU at least 0.5; the lowest threshold with false boxes within the limit; chosen on the same data',
    limit: String(limit),
    independent: clusters === undefined ? 'passes' : 'clusters',
    ...(clusters === undefined ? {} : { clusters: clusters.length }),
    ...(point === null ? { reached: false } : { reached: true, ...point }),
  }
}
