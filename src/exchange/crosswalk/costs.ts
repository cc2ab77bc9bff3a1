import type { Cost } from '../../crosswalk/extra-work.ts'
import { readCsv } from '../../instruments/llm/bank/csv.ts'
import { readTable } from '../../instruments/records/table.ts'
import { failed, type Outcome, type Problem } from '../../language/problem.ts'

const columns = { requirement: '条款', cost: '代价' } as const

/**
 * Costs of requirements: CSV with the columns requirement and cost, or lines of the two without a head. Problems name their lines: those of a
 * table.
 */
export function readCosts(text: string, file: string): Outcome<readonly Cost[]> {
  const [first] = readCsv(text).rows
  if (first === undefined) return { ok: true, value: [], warnings: [] }
  const headed = !(first.cells.length === 2 && isNumber(first.cells[1]!))
  const read = readTable<'requirement' | 'cost', Cost>(
    headed ? text : `requirement,cost\n${text.replace(/^\uFEFF/, '')}`,
    file,
    columns,
    ({ cell }) => {
      const cost = Number(cell('cost'))
      return isNumber(cell('cost')) && cost > 0
        ? { requirement: cell('requirement').trim(), cost }
        : { expected: 'requirement: framework#id, cost > 0' }
    },
  )
  return read.ok || headed ? read : failed(...read.problems.map(aLineUp))
}

/** Lines of the two, without a head; read again by `readCosts`. */
export const writeCosts = (costs: readonly Cost[]): string =>
  costs.map(({ requirement, cost }) => `${quoted(requirement)},${cost}`).join('\n')

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell))

/** The head was ours. */
const aLineUp = (p: Problem): Problem =>
  p.place?.line === undefined ? p : { ...p, place: { ...p.place, line: p.place.line - 1 } }
