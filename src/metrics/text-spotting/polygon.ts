/** Corners in order, at least three, as x and y in turn; the last is joined to the first. */
export type Polygon = readonly number[]

/** Area without sign. A polygon that crosses itself counts each part by how often it goes round. */
export function areaOf(polygon: Polygon): number {
  return Math.abs(signedArea(polygon))
}

/**
 * Area that two simple polygons share, convex or not. Each is a signed sum of the triangles between its first corner and its sides; triangles
 * are clipped against each other (Sutherland and Hodgman, 1974).
 */
export function sharedArea(a: Polygon, b: Polygon): number {
  if (!boxesMeet(a, b)) return 0
  let shared = 0
  for (const one of trianglesOf(a))
    for (const other of trianglesOf(b)) shared += one.sign * other.sign * clippedArea(one.at, other.at)
  return Math.abs(shared)
}

interface Triangle {
  /** counter-clockwise, in the sense in which its area is positive */
  readonly at: readonly number[]
  readonly sign: 1 | -1
}

function trianglesOf(p: Polygon): readonly Triangle[] {
  const found: Triangle[] = []
  for (let i = 2; i + 3 < p.length; i += 2) {
    const at = [p[0]!, p[1]!, p[i]!, p[i + 1]!, p[i + 2]!, p[i + 3]!]
    const area = signedArea(at)
    if (area > 0) found.push({ at, sign: 1 })
    else if (area < 0) found.push({ at: [at[0]!, at[1]!, at[4]!, at[5]!, at[2]!, at[3]!], sign: -1 })
  }
  return found
}

function signedArea(p: Polygon): number {
  let twice = 0
  for (let i = 0; i < p.length; i += 2) {
    const j = i + 2 < p.length ? i + 2 : 0
    twice += p[i]! * p[j + 1]! - p[j]! * p[i + 1]!
  }
  return twice / 2
}

/** Area of a triangle inside another, both with positive area. */
function clippedArea(subject: readonly number[], clip: readonly number[]): number {
  let left = subject
  for (let i = 0; i < 6 && left.length > 0; i += 2) {
    const j = i < 4 ? i + 2 : 0
    left = insideOf(left, clip[i]!, clip[i + 1]!, clip[j]!, clip[j + 1]!)
  }
  return left.length < 6 ? 0 : Math.max(0, signedArea(left))
}

function insideOf(p: readonly number[], ax: number, ay: number, bx: number, by: number): number[] {
  const side = (x: number, y: number) => (bx - ax) * (y - ay) - (by - ay) * (x - ax)
  const kept: number[] = []
  for (let i = 0; i < p.length; i += 2) {
    const j = i + 2 < p.length ? i + 2 : 0
    const [x, y, u, v] = [p[i]!, p[i + 1]!, p[j]!, p[j + 1]!]
    const [here, there] = [side(x, y), side(u, v)]
    if (here >= 0) kept.push(x, y)
    if (here > 0 !== there > 0 && here !== 0 && there !== 0) {
      const t = here / (here - there)
      kept.push(x + t * (u - x), y + t * (v - y))
    }
  }
  return kept
}

function boxesMeet(a: Polygon, b: Polygon): boolean {
  for (const axis of [0, 1]) {
    let [lowA, highA, lowB, highB] = [Infinity, -Infinity, Infinity, -Infinity]
    for (let i = axis; i < a.length; i += 2) {
      lowA = Math.min(lowA, a[i]!)
      highA = Math.max(highA, a[i]!)
    }
    for (let i = axis; i < b.length; i += 2) {
      lowB = Math.min(lowB, b[i]!)
      highB = Math.max(highB, b[i]!)
    }
    if (highA <= lowB || highB <= lowA) return false
  }
  return true
}
