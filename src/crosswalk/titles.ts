/** Words in small letters, and each Han character by itself: what a title is made of, whatever its order and marks. */
function tokens(title: string): Set<string> {
  return new Set(
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [],
  )
}

/** 2 x common subsequence / both lengths, 0 to 1. */
function likeness(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  if (x.length + y.length === 0) return 1
  let row = new Uint32Array(y.length + 1)
  for (const character of x) {
    const next = new Uint32Array(y.length + 1)
    for (let j = 1; j <= y.length; j++)
      next[j] = character === y[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!)
    row = next
  }
  return (2 * row[y.length]!) / (x.length + y.length)
}

/**
 * How alike two titles are, 0 to 1, whatever the order of their words: what they share against each of them, the best counts. 1 where the words of
 * one are all in the other. Definition: the token set ratio of RapidFuzz, over the tokens above.
 */
export function titleLikeness(a: string, b: string): number {
  const [x, y] = [tokens(a), tokens(b)]
  if (x.size === 0 || y.size === 0) return 0
  const shared = [...x].filter((t) => y.has(t)).sort()
  const onlyX = [...x].filter((t) => !y.has(t)).sort()
  const onlyY = [...y].filter((t) => !x.has(t)).sort()
  if (shared.length > 0 && (onlyX.length === 0 || onlyY.length === 0)) return 1
  const with_ = (own: readonly string[]) => [...shared, ...own].join(' ')
  const both = likeness(with_(onlyX), with_(onlyY))
  if (shared.length === 0) return both
  const common = shared.join(' ')
  return Math.max(both, likeness(common, with_(onlyX)), likeness(common, with_(onlyY)))
}
