import type { Quantity } from '../../../judge/evidence.ts'
import { type FoundBox, type MissPoint, missAtFalseDetection } from '../../../metrics/detection/person-passes.ts'
import { proportion } from '../../proportion.ts'
import type { ImageResult } from './params.ts'

/** Miss rate by person-pass at the threshold that the limit of false detections allows; nothing where the standard names no limit. */
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
  return {
    quantities: {
      missRate: point === null ? null : proportion(point.missed, point.passes, confidences),
      falseDetectionRate: point === null ? null : proportion(point.falseBoxes, point.boxes, confidences),
      personPasses: places.size,
    },
    detail: { personPasses: detailOf(point, limit) },
  }
}

function detailOf(point: MissPoint | null, limit: string | number) {
  return {
    convention: 'IoU at least 0.5; the lowest threshold with false boxes within the limit; chosen on the same data',
    limit: String(limit),
    ...(point === null ? { reached: false } : { reached: true, ...point }),
  }
}
