import type { Mapping } from '../../../crosswalk/mapping.ts'
import type { CsvRow } from '../../../instruments/llm/bank/csv.ts'
import type { Problem } from '../../../language/problem.ts'
import { rowProblem } from '../foreign.ts'
import { headOf, others } from './columns.ts'
import { rationaleWord, relationWord, strengthOf } from './words.ts'

const names = {
  source: ['Focal Document Element'],
  sourceTitle: ['Focal Document Element Description'],
  baseline: ['Security Control Baseline'],
  rationale: ['Rationale'],
  relation: ['Relationship'],
  target: ['Reference Document Element'],
  targetTitle: ['Reference Document Element Description'],
  fulfilled: ['Fulfilled By', 'Fulfilled By Y/N', 'Fulfilled By (Y/N)'],
  group: ['Group Identifier', 'Group Identifier (Optional)'],
  strength: ['Strength of Relationship', 'Strength of Relationship (Optional)'],
  note: ['Comments', 'Comments (Optional)'],
} as const
type Column = keyof typeof names

interface Read {
  readonly line: number
  readonly source: string
  readonly target: string
  readonly group: string
  readonly mapping: Mapping
}

/**
 * Rows of a reference in the template of NIST OLIR (IR 8278A): the relation is said of the focal element towards the reference element. Rows with
 * the same group identifier mean their reference elements together, `equal` say of all of them as one; their focal element, relation and
 * rationale are the same in every row. Undefined where the columns are not there.
 */
export function olirRows(
  rows: readonly CsvRow[],
  file: string,
): { mappings: readonly Mapping[]; problems: readonly Problem[]; unmapped: readonly string[] } | undefined {
  const head = headOf<Column>(rows, names, ['source', 'target', 'relation', 'fulfilled'])
  if (head === undefined) return undefined
  const problems: Problem[] = []
  const read: Read[] = []
  const unmapped: string[] = []
  for (const row of rows.slice(rows.indexOf(head.row) + 1)) {
    const cell = (column: Column) => row.cells[head.at.get(column) ?? -1] ?? ''
    const [source, target, word] = [cell('source'), cell('target'), cell('relation')]
    if (/^(?:n\/?a)?$/i.test(target) && word === '') {
      if (source !== '') unmapped.push(source)
      continue
    }
    const relation = relationWord(word)
    const strength = strengthOf(cell('strength'))
    const rationale = rationaleWord(cell('rationale'))
    const fulfilled = cell('fulfilled')
    const wrong =
      source === '' || target === ''
        ? { expected: 'Focal Document Element, Reference Document Element', got: source || target }
        : relation === undefined
          ? { expected: 'Subset of | Superset of | Equal | Intersects with | Not related to', got: word }
          : strength === 'wrong'
            ? { expected: '0-10', got: cell('strength') }
            : cell('rationale') !== '' && rationale === undefined
              ? { expected: 'Syntactic | Semantic | Functional', got: cell('rationale') }
              : fulfilled !== '' && !/^(?:y|n|yes|no|n\/a)$/i.test(fulfilled)
                ? { expected: 'Fulfilled By: Y | N', got: fulfilled }
                : undefined
    if (wrong !== undefined || relation === undefined || strength === 'wrong') {
      problems.push(rowProblem(file, { line: row.line, ...wrong }))
      continue
    }
    const kept: Record<string, string> = { ...others(head, row) }
    for (const column of ['baseline', 'fulfilled', 'group'] as const)
      if (cell(column) !== '') kept[names[column][0]] = cell(column)
    const titles = {
      ...(cell('sourceTitle') ? { source: cell('sourceTitle') } : {}),
      ...(cell('targetTitle') ? { target: cell('targetTitle') } : {}),
    }
    read.push({
      line: row.line,
      source,
      target,
      group: cell('group'),
      mapping: {
        id: String(row.line),
        source: [source],
        target: [target],
        relation,
        ...(rationale ? { rationale } : {}),
        ...(cell('note') ? { note: { en: cell('note') } } : {}),
        ...(strength === undefined ? {} : { strength }),
        confidence: 'unspecified',
        ...(Object.keys(titles).length > 0 ? { titles } : {}),
        known: 'seen',
        ...(Object.keys(kept).length > 0 ? { kept } : {}),
      },
    })
  }
  return { mappings: together(read, file, problems), problems, unmapped }
}

function together(read: readonly Read[], file: string, problems: Problem[]): Mapping[] {
  const groups = new Map<string, Read[]>()
  const mappings: Mapping[] = []
  for (const row of read) {
    if (row.group === '') {
      mappings.push(row.mapping)
      continue
    }
    const key = JSON.stringify([row.source, row.group])
    const before = groups.get(key)
    if (before === undefined) groups.set(key, [row])
    else before.push(row)
  }
  for (const rows of groups.values()) {
    const [first] = rows as [Read, ...Read[]]
    const other = rows.find(
      (r) => r.mapping.relation !== first.mapping.relation || r.mapping.rationale !== first.mapping.rationale,
    )
    if (other !== undefined) {
      problems.push(
        rowProblem(file, {
          line: other.line,
          expected: `${first.group}: ${first.mapping.relation}`,
          got: other.mapping.relation,
        }),
      )
      continue
    }
    const targets = [...new Set(rows.map((r) => r.target))]
    const { titles: _, ...plain } = first.mapping
    mappings.push(
      targets.length === 1 ? first.mapping : { ...plain, target: targets, kept: { rows: rows.map((r) => r.mapping) } },
    )
  }
  return mappings.sort((a, b) => Number(a.id) - Number(b.id))
}
