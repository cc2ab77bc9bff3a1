import type { Tabulation } from '../tables/tabulate.ts'

/** Why one cell is withheld. Restricted: it says which cells are sensitive, though no value. */
export interface Reason {
  readonly measure: string
  readonly cell: string
  readonly because: readonly string[]
}

export function reasonsOf(t: Tabulation): readonly Reason[] {
  const found: Reason[] = []
  for (const [measure, m] of t.measures)
    for (const [i, c] of m.cells.system.cells.entries()) {
      const p = m.protection.cells[i]!
      if (p.kind === 'shown' || p.kind === 'never' || c.never) continue
      const because = p.kind === 'protects' ? ['protects-others'] : [...p.because]
      if (p.kind === 'too-late') because.push('published-before')
      if (m.protection.hopeless.includes(i)) because.push('known-too-nearly')
      found.push({ measure, cell: c.key, because })
    }
  return found
}
