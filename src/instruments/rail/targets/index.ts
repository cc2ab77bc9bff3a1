import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Exact } from '../../../language/exact.ts'
import { type Outcome, ProblemError, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { type Row, readTable } from '../../recognition/files/table.ts'
import { tablePaths } from '../../recognition/files/table-path.ts'
import { type TargetParams, type TargetResult, type TargetRow, targetProduces } from './params.ts'
import { targetReducer } from './reduce.ts'

interface TargetItem extends Item {
  readonly result: TargetResult
}

const shape = z.strictObject({ table: tablePaths })

const maybe = (...names: string[]) => ({ names, optional: true })
const columns = {
  year: { names: ['year', '年', '年度'] },
  indicator: { names: ['indicator', '指标'] },
  target: { names: ['target', '目标'] },
  actual: { names: ['actual', '实际', '实际值'] },
  better: maybe('better', '方向'),
}

const WAYS: Readonly<Record<string, 'higher' | 'lower'>> = {
  ...{ '': 'higher', higher: 'higher', up: 'higher', 越高越好: 'higher' },
  ...{ lower: 'lower', down: 'lower', 越低越好: 'lower' },
}

/** Targets that an operator set itself, year by year, and what came of them. */
export const targets: Instrument<TargetParams, TargetItem, TargetResult> = {
  ...targetReducer,
  title: { zh: '逐年目标与实际', en: 'targets by year' },
  method: {
    title: {
      zh: '逐年把实际值与当年目标精确比较，并看目标比上年放宽还是收紧；没有目标的年度不算达到',
      en: 'each year is held against its own target, exactly, and each target against that of the year before; a year without a target is no pass',
    },
    source: 'Plumbline reference design',
  },
  produces: targetProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'targets'),
  async check(subject, params) {
    try {
      const { rows, intake } = await read(subject, params)
      return rows.length === 0 ? [nothing(params)] : refusalWarnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { rows, intake } = await read(subject, params)
    for (const [k, row] of rows.entries()) yield item(`${row.year}-${String(k).padStart(6, '0')}`, row)
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: TargetResult): TargetItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

async function read(subject: Subject, params: TargetParams) {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const source = new Source(subject.folder, params.section)
  const rows: TargetRow[] = []
  const seen = new Map<string, Known>()
  for (const file of [given.value.table].flat())
    for await (const row of readTable(source, file, columns, (r) => rowOf(r, seen))) rows.push(row)
  return { rows, intake: source.reading() }
}

/** Of an indicator: its years, and which way is better. One year stands there once, and the way never turns. */
interface Known {
  readonly better: 'higher' | 'lower'
  readonly years: Set<string>
}

function rowOf(row: Row<keyof typeof columns>, seen: Map<string, Known>): Parsed<TargetRow> {
  const [indicator, year] = [row.cell('indicator'), row.cell('year')]
  if (indicator === '' || indicator.length > 100) return { expected: 'indicator: 1 to 100 characters', got: indicator }
  if (!/^(19|20)\d\d$/.test(year)) return { expected: 'year: 1900 to 2099', got: year }
  const better = WAYS[row.cell('better').toLowerCase()]
  if (!better) return { expected: 'better: higher, lower (越高越好、越低越好)', got: row.cell('better') }
  const [target, actual] = [amount(row.cell('target')), amount(row.cell('actual'))]
  if (target === undefined || actual === undefined)
    return { expected: 'target, actual: numbers', got: `${row.cell('target')} ${row.cell('actual')}` }
  const known = seen.get(indicator) ?? { better, years: new Set() }
  if (known.years.has(year)) return { expected: 'one row for an indicator and year', got: `${indicator} ${year}` }
  if (known.better !== better) return { expected: `better: ${known.better}, as before`, got: better }
  seen.set(indicator, known)
  known.years.add(year)
  return { kind: 'row', indicator, year: Number(year), better, target: isNothing(target) ? null : target, actual }
}

const isNothing = (target: string | null) => target === null || Exact.parse(target)!.sign === 0

/** Decimal text; null for an empty cell, undefined for what is no number. */
function amount(text: string): string | null | undefined {
  if (text === '') return null
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? text : undefined
}

function accessOf(subject: Subject, { section }: TargetParams): Outcome<z.output<typeof shape>> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      {
        zh: '被测对象没有正确写明目标表在哪里。',
        en: 'The subject does not say as it should where its table of targets is.',
      },
      {
        ...fault,
        expected: '{table: targets.csv}',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}

function nothing({ section }: TargetParams) {
  return problem(
    'rail-targets-empty',
    { zh: '目标表里没有一行可用。', en: 'The table of targets has no row that can be used.' },
    { next: { zh: `检查 access.${section}`, en: `check access.${section}` } },
  )
}
