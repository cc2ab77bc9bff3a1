import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Outcome, ProblemError, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { readTable } from '../../recognition/files/table.ts'
import { tablePaths } from '../../recognition/files/table-path.ts'
import { type RailEventParams, type RailEventResult, railEventProduces } from './params.ts'
import { eventColumns, eventOf, operationColumns, operationOf } from './read.ts'
import { railEventReducer } from './reduce.ts'

interface RailEventItem extends Item {
  readonly result: RailEventResult
}

const shape = z.strictObject({
  operation: tablePaths,
  events: tablePaths,
  /** the line that is assessed; all lines together where it is left out */
  line: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .optional(),
  /** seconds behind plan up to which the ledger counts a train as on time */
  tolerance: z.number().min(0).max(3600).optional(),
})

/** The ledger of a metro: what ran, what failed, what was delayed. */
export const railEvents: Instrument<RailEventParams, RailEventItem, RailEventResult> = {
  ...railEventReducer,
  title: { zh: '运营台账：故障与延误', en: 'ledger of operation: faults and delays' },
  method: {
    title: {
      zh: 'GB/T 30012 的八项指标，按列公里（车公里先除以编组）；延误与事件按千分制分类计数',
      en: 'the eight indicators of GB/T 30012 by train-kilometres (car-kilometres are divided by the cars of a train); delays and incidents by the classes of the 1000-point score',
    },
    source: 'GB/T 30012-2013; 交运规〔2022〕3号; Garwood (1936)',
  },
  produces: railEventProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'ledger'),
  async check(subject, params) {
    try {
      const { results, intake } = await read(subject, params)
      const unknown = events(results).filter((e) => !lines(results).includes(e))
      if (intake.line !== null && !lines(results).includes(intake.line))
        return [noLine(params, [intake.line], lines(results))]
      if (unknown.length > 0) return [noLine(params, unknown, lines(results))]
      return refusalWarnings(intake.intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { results, intake } = await read(subject, params)
    for (const [k, result] of results.entries()) yield item(`${result.kind}-${String(k).padStart(6, '0')}`, result)
    yield item('intake', intake)
  },
  measure: async ({ result }) => result,
}

/** The hash makes it another item when the files change under a run that goes on. */
function item(part: string, result: RailEventResult): RailEventItem {
  return { id: `${part}-${createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 12)}`, result }
}

const lines = (results: readonly RailEventResult[]) => results.flatMap((r) => (r.kind === 'operation' ? [r.line] : []))
const events = (results: readonly RailEventResult[]) => [
  ...new Set(results.flatMap((r) => (r.kind === 'event' ? [r.line] : []))),
]

async function read(subject: Subject, params: RailEventParams) {
  const given = accessOf(subject, params)
  if (!given.ok) throw new ProblemError(given.problems)
  const { line, tolerance } = given.value
  const source = new Source(subject.folder, params.section)
  const results: RailEventResult[] = []
  for (const file of [given.value.operation].flat())
    for await (const row of readTable(source, file, operationColumns, operationOf)) results.push(row)
  for (const file of [given.value.events].flat())
    for await (const row of readTable(source, file, eventColumns, eventOf)) results.push(row)
  const intake = { kind: 'intake' as const, intake: source.reading(), line: line ?? null, tolerance: tolerance ?? null }
  return { results, intake }
}

function accessOf(subject: Subject, { section }: RailEventParams): Outcome<z.output<typeof shape>> {
  return readAccess(subject, section, shape, (fault) =>
    problem(
      'rail-access',
      { zh: '被测对象没有正确写明运营台账在哪里。', en: 'The subject does not say as it should where its ledger is.' },
      {
        ...fault,
        expected: '{operation: operation.csv, events: events.csv, line?: "14", tolerance?: 120}',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
}

function noLine({ section }: RailEventParams, got: readonly string[], known: readonly string[]) {
  return problem(
    'rail-line',
    { zh: '运营数据表里没有这条线路。', en: 'The table of operation has no such line.' },
    {
      expected: known.join(', ').slice(0, 200) || 'a line',
      got: got.join(', ').slice(0, 200),
      next: { zh: `检查 access.${section} 的表`, en: `check the tables under access.${section}` },
    },
  )
}
