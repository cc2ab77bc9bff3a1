/**
 * `compatible`: number for number what pycocotools 2.0 gives, its rounding and its ties by place in the file included.
 * `by-definition`: an object with id 0 can be found, thresholds and recall are compared without rounding, detections of equal score count
 * together, and `ignore` of an object is heeded.
 */
export type DetectionMode = 'compatible' | 'by-definition'

/** Area ranges in square pixels, both ends inclusive: all, small, medium, large (COCO `areaRng`). */
export const AREAS: readonly (readonly [low: number, high: number])[] = [
  [0, 1e10],
  [0, 1024],
  [1024, 9216],
  [9216, 1e10],
]

/** Detections per image and class that count (COCO `maxDets`). */
export const MOST_DETECTIONS = [1, 10, 100] as const
export const THRESHOLDS = 10
export const RECALLS = 101

/** The ten thresholds 0.50, 0.55 … 0.95 of intersection over union; compatible: as `numpy.linspace(.5, .95, 10)` rounds them. */
export function iouThresholds(mode: DetectionMode): Float64Array {
  const step = (0.95 - 0.5) / 9
  return Float64Array.from({ length: THRESHOLDS }, (_, i) =>
    i === 9 ? 0.95 : mode === 'compatible' ? i * step + 0.5 : (50 + 5 * i) / 100,
  )
}

/** Whether `found` of `objects` reaches the recall i/100; compatible: against `numpy.linspace(0, 1, 101)[i]`, where 57/100 does not reach 0.57. */
export function reaches(found: number, objects: number, i: number, mode: DetectionMode): boolean {
  if (mode === 'by-definition') return 100 * found >= i * objects
  return found / objects >= (i === 100 ? 1 : i * 0.01)
}
