import { find, type Raw, type RawMap } from '../../language/source.ts'
import { say } from '../../language/text.ts'
import type { Block, Cell } from '../document/block.ts'
import { inLine, type Paper } from './core.ts'

/** Labels of all tables of a standard in the order in which the annex prints them, by name or id of the clause. */
export function labels({ standard, w, lang }: Omit<Paper, 'tables'>, letter: string): ReadonlyMap<string, string> {
  const named = [...standard.tables.keys()].map((id) => [id, id] as const)
  const inClauses = [...standard.nodes.values()].flatMap((n) =>
    n.table ? [[n.id, say(n.title, lang) || n.id] as const] : [],
  )
  return new Map([...named, ...inClauses].map(([id, title], i) => [id, w.tableLabel(letter, i + 1, title)]))
}

/** How each measure is determined, and which facts are declared. */
export function methods({ standard, w, lang }: Paper, raw: Raw): readonly Block[] {
  const rows = [...standard.measures.values()].map((m) => [
    m.id,
    say(m.title, lang),
    m.instrument ?? m.standard ?? '',
    [...m.gives.keys()].join(', '),
    m.minimum === undefined ? '' : String(m.minimum),
  ])
  const facts = [...standard.facts.keys()].map((id): Cell[] => [
    id,
    say(standard.factTitles.get(id), lang),
    inLine(withoutTitle(find(raw, ['facts', id]))),
  ])
  const { row } = w
  return [
    ...table(w.methods, [row.id, row.name, row.method, row.quantities, row.least], [16, 30, 20, 24, 10], rows),
    ...table(w.facts, [row.id, row.name, row.type], [20, 45, 35], facts),
  ]
}

/** Decision tables as they are written, first matching row. */
export function tables({ standard, clauses, tables: labelled }: Paper, raw: Raw): readonly Block[] {
  return [...labelled].flatMap(([id, label]) => {
    const written = standard.tables.has(id) ? find(raw, ['tables', id]) : clauses.get(id)?.raw.entries.get('table')
    return written?.kind === 'map' ? decisionTable(label, written) : []
  })
}

function decisionTable(label: string, written: RawMap): readonly Block[] {
  const list = (key: string) => {
    const value = written.entries.get(key)
    return value?.kind === 'list' ? value.items : []
  }
  const inputs = [...list('in'), ...(list('in').length > 0 ? [] : list('given'))].map(inLine)
  const grid = written.entries.get('grid')
  if (grid?.kind === 'map') {
    const heads = [inputs.join(' \\ '), ...list('columns').map(inLine)]
    const rows = [...grid.entries].map(([key, cells]) => [
      key,
      ...(cells.kind === 'list' ? cells.items.map(inLine) : []),
    ])
    return table(label, heads, even(heads.length), rows)
  }
  const rows = list('rules').map((r) => (r.kind === 'list' ? r.items.map(inLine) : [inLine(r)]))
  const width = Math.max(0, ...rows.map((r) => r.length))
  if (width === 0) return []
  const outputs = list('out').map(inLine)
  const heads = Array.from({ length: width }, (_, i) => inputs[i] ?? outputs[i - inputs.length] ?? '→')
  return table(
    label,
    heads,
    even(width),
    rows.map((r) => Array.from({ length: width }, (_, i) => r[i] ?? '')),
  )
}

/** Where each clause comes from, and every source with what is known of it. */
export function provenance({ standard, w, lang }: Paper): readonly Block[] {
  const { row } = w
  const clauses = [...standard.nodes.values()].map((n): Cell[] => [
    n.clause ?? n.id,
    say(n.title, lang),
    n.from.join(', '),
  ])
  const sources = [...standard.sources].map(([id, s]): Cell[] => [
    id,
    s.title,
    [s.kind, s.status].filter(Boolean).join(', '),
    s.note ?? '',
  ])
  const deviations = (standard.extends?.deviations ?? []).map((d): Cell[] => [d.path, d.kind, say(d.because, lang)])
  return [
    ...table('', [row.clause, row.name, row.source], [18, 54, 28], clauses),
    ...table('', [row.id, row.source, row.status, row.note], [14, 36, 22, 28], sources),
    ...table('', [row.clause, row.status, row.note], [34, 22, 44], deviations),
  ]
}

function withoutTitle(raw: Raw): Raw {
  if (raw.kind !== 'map') return raw
  return { ...raw, entries: new Map([...raw.entries].filter(([key]) => key !== 'title')) }
}

const even = (n: number): number[] => Array.from({ length: n }, () => Math.floor(10000 / n) / 100)

function table(
  caption: string,
  heads: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', caption, heads, widths, rows }]
}
