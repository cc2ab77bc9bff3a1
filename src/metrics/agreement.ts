/** Chance-corrected agreement of two raters; a square table of counts, rows one rater, columns the other. Null where chance alone agrees wholly. Source: J. Cohen (1960). */
export function cohenKappa(table: readonly (readonly number[])[]): number | null {
  const size = table.length
  if (size === 0 || table.some((row) => row.length !== size || row.some((x) => !(x >= 0)))) {
    throw new RangeError('a square table of counts is needed')
  }
  let total = 0
  let agreed = 0
  const rows = new Float64Array(size)
  const columns = new Float64Array(size)
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      total += count
      rows[i]! += count
      columns[j]! += count
      if (i === j) agreed += count
    })
  })
  if (total === 0) throw new RangeError('the table is empty')
  let chance = 0
  for (let i = 0; i < size; i++) chance += (rows[i]! / total) * (columns[i]! / total)
  return chance === 1 ? null : (agreed / total - chance) / (1 - chance)
}

/**
 * The same where classes have an order, and a disagreement counts by how far apart they are: linear weights |i - j| / (classes - 1). Rows and
 * columns stand in that order. Null where chance alone agrees wholly. Source: J. Cohen, Psychological Bulletin 70 (1968) 213-220.
 */
export function linearKappa(table: readonly (readonly number[])[]): number | null {
  const size = table.length
  if (size < 2 || table.some((row) => row.length !== size || row.some((x) => !(x >= 0)))) {
    throw new RangeError('a square table of counts of two classes or more is needed')
  }
  const rows = table.map((row) => row.reduce((sum, x) => sum + x, 0))
  const columns = rows.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  const total = rows.reduce((sum, x) => sum + x, 0)
  if (!(total > 0)) throw new RangeError('the table is empty')
  let observed = 0
  let chance = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const apart = Math.abs(i - j)
      observed += apart * table[i]![j]!
      chance += (apart * rows[i]! * columns[j]!) / total
    }
  }
  return chance === 0 ? null : 1 - observed / chance
}

/**
 * The true share behind an observed one, given the judge's sensitivity and specificity, clipped to [0, 1]; null where the judge does
 * not tell the classes apart (Se + Sp <= 1). Source: Rogan and Gladen, American Journal of Epidemiology 107 (1978) 71-76.
 */
export function roganGladen(observed: number, sensitivity: number, specificity: number): number | null {
  for (const p of [observed, sensitivity, specificity]) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a share from 0 to 1 is needed, got ${p}`)
  }
  const power = sensitivity + specificity - 1
  if (power <= 0) return null
  return Math.min(1, Math.max(0, (observed + specificity - 1) / power))
}
