/** What a reader asks tables by. */
export const dimensions = ['layer', 'subclass', 'level', 'kind', 'district', 'section', 'class', 'size']
/** From coarse to fine: a sub-class lies in its layer, a class of GB/T 4754 in its section. */
const chains = {
  subclass: ['layer', 'subclass'],
  class: ['section', 'class'],
}
const order = ['layer', 'subclass', 'level', 'kind', 'section', 'class', 'size', 'district']
const sorted = (g) => [...new Set(g)].sort((a, b) => order.indexOf(a) - order.indexOf(b))
export const groupingId = (g) => g.join(' ')
export const finest = (by) => sorted(by.flatMap((d) => chains[d] ?? [d]))
export function groupingsOf(tables) {
  const all = new Map()
  const sums = new Map()
  // one object a grouping, so that it can be looked up by
  const grouping = (columns) => {
    const g = sorted(columns)
    const had = all.get(groupingId(g))
    if (!had) all.set(groupingId(g), g)
    return had ?? g
  }
  for (const by of tables) {
    const ways = by.map((d) => chains[d] ?? [d])
    const walk = (depths) => {
      const coarse = grouping(depths.flatMap((n, i) => ways[i].slice(0, n)))
      for (const [i, n] of depths.entries()) {
        if (n === ways[i].length) continue
        const deeper = depths.map((d, k) => (k === i ? d + 1 : d))
        const fine = grouping(deeper.flatMap((d, k) => ways[k].slice(0, d)))
        if (fine.length > coarse.length) sums.set(`${groupingId(coarse)} | ${groupingId(fine)}`, { coarse, fine })
        walk(deeper)
      }
    }
    walk(by.map(() => 0))
  }
  return { all: [...all.values()], sums: [...sums.values()] }
}
/** The words of a row in a grouping, such as `layer=F;district=310104`; the total is empty text. */
export const coordinate = (row, g) => g.map((c) => `${c}=${row.words[c]}`).join(';')
//# sourceMappingURL=grouping.js.map
