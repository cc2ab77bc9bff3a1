import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Outcome, ProblemError, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { type Row, readTable } from '../../recognition/files/table.ts'
import { tablePaths } from '../../recognition/files/table-path.ts'
import {
  type Actor,
  type ScenarioParams,
  type ScenarioResult,
  type ScenarioRow,
  type Step,
  scenarioProduces,
  steps,
} from './params.ts'
import { scenarioReducer } from './reduce.ts'

interface ScenarioItem extends Item {
  readonly result: ScenarioResult
}

const shape = z.strictObject({ table: tablePaths })

const maybe = (...names: string[]) => ({ names, optional: true })
const columns = {
  scenario: { names: ['scenario', 'id', '场景', '场景编号'] },
  detect: { names: ['detect', '感知', '检测'] },
  decide: { names: ['decide', '决策', '判断'] },
  act: { names: ['act', '执行', '处置'] },
  verify: maybe('verify', '确认', '核实'),
  trigger: maybe('trigger', '触发条件'),
}

const ACTORS: Readonly<Record<string, Actor>> = {
  ...{ h: 'H', human: 'H', 人: 'H', 人工: 'H', b: 'B', both: 'B', 人机: 'B', 人机共同: 'B' },
  ...{ c: 'C', computer: 'C', system: 'C', 系统: 'C', 自动: 'C' },
}

/** Who detects, decides, acts and verifies in each scenario: as laid down, or as logged from drill to drill and from event to event. */
export const scenarios: Instrument<ScenarioParams, ScenarioItem, ScenarioResult> = {
  ...scenarioReducer,
  title: { zh: '运营场景的执行主体', en: 'actors of operation scenarios' },
  method: {
    title: {
      zh: '逐场景逐次读取感知、决策、执行、确认由人（H）、人机（B）还是系统（C）完成；取达到规定比例的最自动者',
      en: 'occurrence by occurrence who detects, decides, acts and verifies: person (H), both (B) or system (C); the most automatic that reaches the stated share',
    },
    source: 'Plumbline reference design',
  },
  produces: scenarioProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'scenarios'),
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
    for (const [k, row] of rows.entries()) yield item(`${row.scenario}-${String(k).padStart(6, '0')}`, row)
    yield item('intake', { kind: 'intake', intake })
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: ScenarioResult): ScenarioItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

async function read(subject: Subject, params: ScenarioParams) {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const source = new Source(subject.folder, params.section)
  const known = new Set(params.scenarios)
  const rows: ScenarioRow[] = []
  for (const file of [given.value.table].flat())
    for await (const row of readTable(source, file, columns, (r) => rowOf(r, known))) rows.push(row)
  return { rows, intake: source.reading() }
}

function rowOf(row: Row<keyof typeof columns>, known: ReadonlySet<string>): Parsed<ScenarioRow> {
  const scenario = row.cell('scenario').toUpperCase()
  if (!known.has(scenario))
    return { expected: `a scenario of the standard: ${[...known].join(' ')}`.slice(0, 200), got: row.cell('scenario') }
  const done: Record<Step, Actor | null> = { detect: null, decide: null, act: null, verify: null }
  for (const step of steps) {
    const text = row.cell(step).toLowerCase()
    if (text === '') continue
    if (!Object.hasOwn(ACTORS, text)) return { expected: `${step}: H, B or C (人、人机、系统)`, got: row.cell(step) }
    done[step] = ACTORS[text]!
  }
  return { kind: 'row', scenario, ...done, trigger: row.cell('trigger') }
}

function accessOf(subject: Subject, { section }: ScenarioParams): Outcome<z.output<typeof shape>> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      {
        zh: '被测对象没有正确写明场景表在哪里。',
        en: 'The subject does not say as it should where its table of scenarios is.',
      },
      {
        ...fault,
        expected: '{table: scenarios.csv}',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}

function nothing({ section }: ScenarioParams) {
  return problem(
    'rail-scenarios-empty',
    { zh: '场景表里没有一行可用。', en: 'The table of scenarios has no row that can be used.' },
    { next: { zh: `检查 access.${section}`, en: `check access.${section}` } },
  )
}
