import { binomialDraw } from './binomial-draw.ts'
import type { Random } from './random.ts'

/**
 * Draws that put as many balls as the counts have in all into boxes with chances in proportion to the counts: a bootstrap of independent rows
 * of which only the counts by kind matter. `counts` are whole numbers from 0; their order is part of the seed's meaning. The array that a
 * draw gives is used again by the next. Source: Devroye (1986), XI.1.4 (conditional binomials); one by one where there are nearly as many
 * kinds as rows.
 */
export function multinomialDraws(random: Random, counts: Int32Array): () => Int32Array {
  const n = counts.reduce((sum, x) => sum + x, 0)
  const drawn = new Int32Array(counts.length)
  if (n <= 8 * counts.length) {
    const kinds = new Int32Array(n)
    let at = 0
    for (const [k, count] of counts.entries()) {
      kinds.fill(k, at, at + count)
      at += count
    }
    return () => {
      drawn.fill(0)
      for (let i = 0; i < n; i++) drawn[kinds[random.below(n)]!]!++
      return drawn
    }
  }
  return () => {
    let [balls, rest] = [n, n]
    for (let k = 0; k < counts.length; k++) {
      const count = counts[k]!
      drawn[k] = rest === count ? balls : binomialDraw(random, balls, count / rest)
      balls -= drawn[k]!
      rest -= count
    }
    return drawn
  }
}
