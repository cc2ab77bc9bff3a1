import type { Clause } from '../../drafting/clauses.ts'
import type { Raw } from '../../language/source.ts'
import type { Part, Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block } from '../document/block.ts'
import type { PaperWords } from './words.ts'

/** Clauses of one part as numbered provisions: `4.2`, below it `4.2.1`; the number that is printed in the standard stands in brackets. */
export function core(part: Part, chapter: number, paper: Paper): readonly Block[] {
  const { standard, w } = paper
  const out: Block[] = [{ kind: 'heading', text: `${chapter} ${w[part]}` }]
  const visit = (ids: readonly string[], above: string) => {
    let n = 0
    for (const id of ids) {
      const node = standard.nodes.get(id)
      // what is written in another place is told there
      if (!node || node.part !== part) continue
      const number = `${above}.${++n}`
      out.push(...provision(id, number, paper))
      visit(
        node.of.filter((child) => standard.nodes.get(child)?.parent === id),
        number,
      )
    }
  }
  visit(standard[part], String(chapter))
  return out
}

export interface Paper {
  readonly standard: Standard
  readonly clauses: ReadonlyMap<string, Clause>
  /** label of a table on paper, by its name or the id of its clause */
  readonly tables: ReadonlyMap<string, string>
  readonly w: PaperWords
  readonly lang: Lang
}

function provision(id: string, number: string, { standard, clauses, tables, w, lang }: Paper): readonly Block[] {
  const node = standard.nodes.get(id)!
  const clause = clauses.get(id)
  const said = (field: 'text' | 'note') => {
    const all = clause?.words.filter((x) => x.field === field) ?? []
    return (all.find((x) => x.lang === lang) ?? all[0])?.raw.text
  }
  const printed = node.clause !== undefined && node.clause !== number ? ` [${node.clause}]` : ''
  const text = said('text')
  const lines: [string, string | undefined][] = [
    [w.clause.when, written(clause, 'when')],
    [w.clause.holds, written(clause, 'holds')],
    [w.clause.check, written(clause, 'check')],
    [w.clause.value, written(clause, 'value')],
    [w.clause.weight, written(clause, 'weight')],
    [w.clause.score, written(clause, 'score')],
    [w.clause.level, written(clause, 'level')],
  ]
  const says = node.says?.op === 'word' ? w.clause.says[node.says.value] : undefined
  const title = say(node.title, lang) || id
  const table = tables.get(id)
  const note = said('note')
  return [
    { kind: 'subheading', text: `${number}${printed} ${title}${says ? ` · ${says}` : ''}` },
    ...(text !== undefined && text !== title
      ? text.split(/\n+/).flatMap((line) => (line.trim() ? [{ kind: 'paragraph', text: line.trim() } as const] : []))
      : []),
    ...lines.flatMap(([name, value]) =>
      value === undefined ? [] : [{ kind: 'paragraph', text: `${name}${w.colon}${value}` } as const],
    ),
    ...(table ? [{ kind: 'paragraph', text: w.clause.table(table) } as const] : []),
    ...(note !== undefined ? [{ kind: 'paragraph', text: `${w.clause.note}${w.colon}${note}` } as const] : []),
  ]
}

/** A rule as it stands in the file: what the paper says is what the program judges by. */
function written(clause: Clause | undefined, key: string): string | undefined {
  const raw = clause?.raw.entries.get(key)
  return raw === undefined ? undefined : inLine(raw)
}

export function inLine(raw: Raw): string {
  if (raw.kind === 'text') return raw.text.replaceAll(/\s+/g, ' ').trim()
  if (raw.kind === 'list')
    return raw.items
      .map((i) => (i.kind === 'list' && i.items.length === 2 ? i.items.map(inLine).join(' → ') : inLine(i)))
      .join('; ')
  return [...raw.entries].map(([key, value]) => `${key}: ${inLine(value)}`).join('; ')
}
