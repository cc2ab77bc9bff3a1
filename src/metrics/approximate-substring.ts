/**
 * The fewest insertions, deletions and substitutions that turn `pattern` into some substring of `text` (UTF-16 units).
 * Source: P. H. Sellers, Journal of Algorithms 1 (1980) 359-373: as Levenshtein, but a match may begin and end anywhere. Time |pattern| · |text|.
 */
export function substringDistance(pattern: string, text: string): number {
  const column = Uint32Array.from({ length: pattern.length + 1 }, (_, i) => i)
  let best = pattern.length
  for (let j = 0; j < text.length; j++) {
    const unit = text.charCodeAt(j)
    let diagonal = 0
    for (let i = 1; i <= pattern.length; i++) {
      const above = column[i]!
      const changed = diagonal + (pattern.charCodeAt(i - 1) === unit ? 0 : 1)
      column[i] = Math.min(changed, above + 1, column[i - 1]! + 1)
      diagonal = above
    }
    best = Math.min(best, column[pattern.length]!)
  }
  return best
}
