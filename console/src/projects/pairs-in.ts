/** Counterparts as they are written, a pair a line: `local=national`. `wrong`: the first line that is none. */
export function pairsIn(text: string): {
  readonly pairs: readonly (readonly [local: string, national: string])[]
  readonly wrong?: string
} {
  const pairs: (readonly [string, string])[] = []
  for (const line of text.split(/[\n,，;；]/).map((l) => l.trim())) {
    if (line === '') continue
    const [, local, national] = /^([^=＝\s]+)\s*[=＝]\s*([^=＝\s]+)$/.exec(line) ?? []
    if (local === undefined || national === undefined) return { pairs: [], wrong: line }
    pairs.push([local, national])
  }
  return { pairs }
}
