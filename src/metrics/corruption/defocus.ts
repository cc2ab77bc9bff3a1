import type { Picture } from './picture.ts'

/** Points along the side of a pixel by which the edge of the disk is weighed. */
const FINE = 8

/** One row of the disk: pixels from `-whole` to `whole` are covered wholly (none where it is -1), `edge` lists the others, in points. */
interface DiskRow {
  readonly dy: number
  readonly whole: number
  readonly edge: readonly { readonly dx: number; readonly points: number }[]
}

/**
 * A disk of the given radius in pixels; at its edge a pixel counts with the part that the disk covers (8 by 8 points); borders are repeated.
 * Sums are of whole numbers, so they are exact; running sums keep large disks on large pictures affordable.
 */
export function defocusBlur(picture: Picture, radius: number): Picture {
  const { width, height, channels, data } = picture
  const disk = diskRows(radius)
  const total = disk.reduce(
    (sum, { whole, edge }) => sum + Math.max(0, 2 * whole + 1) * FINE * FINE + edge.reduce((s, e) => s + e.points, 0),
    0,
  )
  const out = new Uint8Array(data.length)
  const sums = runningSums(picture)
  const row = new Float64Array(width)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      row.fill(0)
      for (const part of disk) addRow(row, part, Math.min(height - 1, Math.max(0, y + part.dy)), c)
      for (let x = 0; x < width; x++) out[(y * width + x) * channels + c] = Math.floor(row[x]! / total + 0.5)
    }
  }
  return { ...picture, data: out }

  function addRow(to: Float64Array, { whole, edge }: DiskRow, y: number, c: number): void {
    const at = (x: number) => data[(y * width + Math.min(width - 1, Math.max(0, x))) * channels + c]!
    const first = (c * height + y) * (width + 1)
    const [left, right] = [at(0), at(width - 1)]
    for (let x = 0; x < width; x++) {
      let points = 0
      for (const { dx, points: weight } of edge) points += weight * at(x + dx)
      if (whole >= 0) {
        const from = Math.max(0, x - whole)
        const end = Math.min(width - 1, x + whole)
        const beyond = left * (from - x + whole) + right * (x + whole - end)
        points += FINE * FINE * (sums[first + end + 1]! - sums[first + from]! + beyond)
      }
      to[x]! += points
    }
  }
}

/** For each channel and row, the sums of its first 0, 1, 2, … values. */
function runningSums({ width, height, channels, data }: Picture): Float64Array {
  const sums = new Float64Array(channels * height * (width + 1))
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      const first = (c * height + y) * (width + 1)
      for (let x = 0; x < width; x++) sums[first + x + 1] = sums[first + x]! + data[(y * width + x) * channels + c]!
    }
  }
  return sums
}

function diskRows(radius: number): DiskRow[] {
  const reach = Math.ceil(radius)
  const rows: DiskRow[] = []
  for (let dy = -reach; dy <= reach; dy++) {
    const covered = Array.from({ length: 2 * reach + 1 }, (_, i) => coveredPoints(i - reach, dy, radius))
    // covered pixels of a row are symmetric and without a gap
    let whole = -1
    while (whole < reach && covered[reach + whole + 1] === FINE * FINE) whole++
    const edge = covered.flatMap((points, i) =>
      points > 0 && Math.abs(i - reach) > whole ? [{ dx: i - reach, points }] : [],
    )
    if (whole >= 0 || edge.length > 0) rows.push({ dy, whole, edge })
  }
  // a disk smaller than the distance to the nearest point is the pixel itself
  return rows.length > 0 ? rows : [{ dy: 0, whole: 0, edge: [] }]
}

function coveredPoints(dx: number, dy: number, radius: number): number {
  let points = 0
  for (let i = 0; i < FINE * FINE; i++) {
    const x = dx + ((i % FINE) + 0.5) / FINE - 0.5
    const y = dy + (Math.floor(i / FINE) + 0.5) / FINE - 0.5
    if (x * x + y * y <= radius * radius) points++
  }
  return points
}
