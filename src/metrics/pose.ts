export type Point = readonly [x: number, y: number, z: number]

export interface PoseSpread {
  /** distance of the mean attained pose from the command (AP) */
  readonly accuracy: number
  /** mean distance of the attained poses from their mean */
  readonly meanDistance: number
  /** its standard deviation, n - 1 */
  readonly deviation: number
  /** mean distance and three standard deviations (RP) */
  readonly repeatability: number
}

/** Positional accuracy and repeatability of poses attained for one command, in the unit of the points; at least two poses. Source: ISO 9283 (GB/T 12642). */
export function poseSpread(attained: readonly Point[], command: Point): PoseSpread {
  const n = attained.length
  if (n < 2) throw new RangeError(`repeatability needs at least two poses, got ${n}`)
  const mean = [0, 1, 2].map((axis) => attained.reduce((sum, p) => sum + p[axis]!, 0) / n) as unknown as Point
  const distances = attained.map((p) => distance(p, mean))
  const meanDistance = distances.reduce((a, b) => a + b, 0) / n
  const deviation = Math.sqrt(distances.reduce((sum, d) => sum + (d - meanDistance) ** 2, 0) / (n - 1))
  return { accuracy: distance(mean, command), meanDistance, deviation, repeatability: meanDistance + 3 * deviation }
}

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
