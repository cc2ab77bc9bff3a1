/** Columns and rows of the picture that is hashed: each row gives eight comparisons of neighbours. */
const COLUMNS = 9
const ROWS = 8

/**
 * Difference hash of a gray picture, 16 hexadecimal digits. The picture is brought to 9 × 8 fields; row by row from the top left, a bit is 1 where a field
 * is brighter than the one to its left, the first bit highest. Fields are means over their area, pixels on an edge by the part that lies inside, and
 * are compared as whole-number sums: no rounding, the same hash everywhere. `gray` row by row, 0 black; width and height from 1.
 * Source: N. Krawetz, "Kind of Like That" (2013). Libraries that shrink with another filter give hashes some bits apart: hash both sets with one program.
 */
export function differenceHash(gray: ArrayLike<number>, width: number, height: number): string {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1))
    throw new RangeError(`a width and a height from 1 are needed, got ${width} × ${height}`)
  if (gray.length !== width * height) throw new RangeError(`${width * height} pixels are needed, got ${gray.length}`)
  const sums = new Float64Array(COLUMNS * ROWS)
  for (let y = 0; y < height; y++) {
    for (const [row, tall] of overlaps(y, height, ROWS)) {
      for (let x = 0; x < width; x++) {
        const value = gray[y * width + x]!
        for (const [column, wide] of overlaps(x, width, COLUMNS)) sums[row * COLUMNS + column]! += value * tall * wide
      }
    }
  }
  let hash = ''
  for (let row = 0; row < ROWS; row++) {
    let byte = 0
    for (let c = 1; c < COLUMNS; c++) byte = byte * 2 + Number(sums[row * COLUMNS + c]! > sums[row * COLUMNS + c - 1]!)
    hash += byte.toString(16).padStart(2, '0')
  }
  return hash
}

/** The fields that a pixel lies in, and how much of it, in units of a pixel over the number of fields. */
function overlaps(pixel: number, size: number, fields: number): readonly (readonly [field: number, length: number])[] {
  const [from, to] = [pixel * fields, (pixel + 1) * fields]
  const out: (readonly [number, number])[] = []
  for (let field = Math.floor(from / size); field * size < to; field++) {
    out.push([field, Math.min(to, (field + 1) * size) - Math.max(from, field * size)])
  }
  return out
}
