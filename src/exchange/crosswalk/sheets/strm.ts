import type { Mapping } from '../../../crosswalk/mapping.ts'
import type { CsvRow } from '../../../instruments/llm/bank/csv.ts'
import type { Problem } from '../../../language/problem.ts'
import { rowProblem } from '../foreign.ts'
import { headOf, others } from './columns.ts'
import { rationaleWord, relationWord, strengthOf } from './words.ts'

const names = {
  source: ['FDE #', 'FDE', 'Focal Document Element', 'Source', 'Source ID'],
  sourceTitle: ['FDE Name', 'Focal Document Element Name', 'Source Title'],
  rationale: ['STRM Rationale', 'Rationale', 'Rationale Type'],
  relation: ['STRM Relationship', 'Relationship', 'Relationship Type'],
  targetTitle: ['SCF Control', 'Reference Document Element Name', 'Target Title', 'Control Name'],
  target: ['SCF #', 'Reference Document Element', 'RDE #', 'Target', 'Target ID'],
  strength: ['Strength of Relationship', 'Strength', 'STRM Strength', 'Relationship Strength'],
  note: ['Notes', 'Comments', 'Note'],
} as const
type Column = keyof typeof names

/**
 * Rows of a set theory relationship mapping as the Secure Controls Framework lays it out: one pair a row, relation, rationale, strength 0 to 10.
 * `N/A` for the target says that nothing was mapped: a row with no target is no mapping, and
 * its source is listed as unmapped.
 * Undefined where the columns are not there.
 */
export function strmRows(
  rows: readonly CsvRow[],
  file: string,
): { mappings: readonly Mapping[]; problems: readonly Problem[]; unmapped: readonly string[] } | undefined {
  const head = headOf<Column>(rows, names, ['source', 'target', 'relation'])
  if (head === undefined) return undefined
  const mappings: Mapping[] = []
  const problems: Problem[] = []
  const unmapped: string[] = []
  for (const row of rows.slice(rows.indexOf(head.row) + 1)) {
    const cell = (column: Column) => row.cells[head.at.get(column) ?? -1] ?? ''
    const nothing = (text: string) => text === '' || /^n\/?a$/i.test(text)
    const [source, target, word] = [cell('source'), cell('target'), cell('relation')]
    // a heading inside the sheet, or a requirement without a counterpart
    if (nothing(target) && (nothing(word) || relationWord(word) === 'none')) {
      if (!nothing(source)) unmapped.push(source)
      continue
    }
    const relation = relationWord(word)
    const strength = strengthOf(cell('strength'))
    const rationale = nothing(cell('rationale')) ? undefined : rationaleWord(cell('rationale'))
    const wrong =
      nothing(source) || nothing(target)
        ? { expected: names.source[0], got: source || target }
        : relation === undefined
          ? { expected: 'Subset Of | Superset Of | Equal | Intersects With | No Relationship', got: word }
          : strength === 'wrong'
            ? { expected: '0-10', got: cell('strength') }
            : !nothing(cell('rationale')) && rationale === undefined
              ? { expected: 'syntactic | semantic | functional', got: cell('rationale') }
              : undefined
    if (wrong !== undefined || relation === undefined || strength === 'wrong') {
      problems.push(rowProblem(file, { line: row.line, ...wrong }))
      continue
    }
    const titles = {
      ...(cell('sourceTitle') ? { source: cell('sourceTitle') } : {}),
      ...(cell('targetTitle') ? { target: cell('targetTitle') } : {}),
    }
    const kept = others(head, row)
    for (const to of target
      .split(/[\n;]+/)
      .map((t) => t.trim())
      .filter(Boolean))
      mappings.push({
        id: `${row.line}${target === to ? '' : `.${to}`}`,
        source: [source],
        target: [to],
        relation,
        ...(rationale ? { rationale } : {}),
        ...(cell('note') ? { note: { en: cell('note') } } : {}),
        ...(strength === undefined ? {} : { strength }),
        confidence: 'unspecified',
        ...(Object.keys(titles).length > 0 ? { titles } : {}),
        known: 'seen',
        ...(Object.keys(kept).length > 0 ? { kept } : {}),
      })
  }
  return { mappings, problems, unmapped }
}
