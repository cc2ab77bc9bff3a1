import { AREAS, MOST_DETECTIONS } from './convention.ts'

/** Room for matching one class of one image, used again by the next: half a million of them leave no garbage. */
export class Scratch {
  /** rows of the detections and of the objects, in the order in which they are matched */
  detections = new Int32Array(0)
  objects = new Int32Array(0)
  /** places of objects: those that count first */
  order = new Int32Array(0)
  /** places of detections that overlap any object enough */
  near = new Int32Array(0)
  taken = new Uint8Array(0)
  /** [area range][object]: 1 where it does not count */
  ignored: readonly Uint8Array[] = AREAS.map(() => new Uint8Array(0))
  /** by detection, then object */
  overlaps = new Float64Array(0)
  /** five a detection: one by area range, one of PASCAL VOC */
  flags = new Int32Array(0)

  enter(objects: number, detections: number): void {
    if (this.objects.length < objects) {
      const size = 2 * objects
      this.objects = new Int32Array(size)
      this.order = new Int32Array(size)
      this.taken = new Uint8Array(size)
      this.ignored = AREAS.map(() => new Uint8Array(size))
    }
    if (this.detections.length < detections) {
      this.detections = new Int32Array(2 * detections)
      this.near = new Int32Array(2 * detections)
      this.flags = new Int32Array(10 * detections)
    }
    const cells = Math.min(detections, MOST_DETECTIONS[2]) * objects
    if (this.overlaps.length < cells) this.overlaps = new Float64Array(2 * cells)
  }
}
