import { type Outcome, type Problem, ProblemError, warning } from '../../../language/problem.ts'
import type { Instrument, Item } from '../../contract.ts'
import { type FilingFile, readFiling } from './files/read.ts'
import { type FilingParams, type FilingResult, filingProduces } from './params.ts'
import type { Query } from './queries.ts'
import { filingReducer } from './reduce.ts'

interface FilingItem extends Item {
  readonly result: FilingResult
}

/** One filing of an enterprise: its codes, amounts, people and products, and what in it contradicts itself. */
export const filing: Instrument<FilingParams, FilingItem, FilingResult> = {
  ...filingReducer,
  title: { zh: '企业填报', en: 'filing of an enterprise' },
  method: {
    title: {
      zh: '读取一份填报（JSON、CSV、XLSX 模板），核对代码与勾稽关系；金额为万元，按十进制精确计算',
      en: 'one filing is read (JSON, CSV, workbook of the template), its codes and cross-field rules checked; amounts in 10 000 yuan, exact decimals',
    },
    source: 'GB 32100; GB 11714; GB/T 4754-2017; Plumbline reference design',
  },
  produces: filingProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'filing'),
  async check(subject, { section }) {
    const found = await readFiling(subject, section)
    return found.ok ? remarks(found.value) : found.problems
  },
  async *items(subject, { section }) {
    const { file, sha256, record } = readOf(await readFiling(subject, section))
    const { reports, ...head } = record
    // the hash makes it another item when the file changes under a run that goes on
    const id = sha256.slice(0, 12)
    yield { id: `head-${id}`, result: { kind: 'head', file, sha256, head } }
    for (const [at, report] of reports.entries())
      yield { id: `report-${at}-${id}`, result: { kind: 'report', at, report } }
  },
  measure: async ({ result }) => result,
}

function readOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ProblemError(outcome.problems)
  return outcome.value
}

/** A wrong code and open queries do not stop the run: they are said before it and stand in its report. */
function remarks({ read, where }: FilingFile): readonly Problem[] {
  const code = read.codeFaults.map((f) =>
    warning(
      'filing-V1',
      { zh: `V1：${f.text.zh}`, en: `V1: ${f.text.en}` },
      {
        place: where('uscc'),
        expected: f.expected,
        got: read.filing.uscc,
        next: { zh: '与营业执照核对', en: 'compare it with the business licence' },
      },
    ),
  )
  return [
    ...code,
    ...[...read.queries, ...read.warnings].filter((q) => q.answer === undefined).map((q) => query(q, where)),
  ]
}

function query(q: Query, where: FilingFile['where']): Problem {
  return warning(
    `filing-${q.rule}`,
    { zh: `${q.rule}：${q.text.zh}`, en: `${q.rule}: ${q.text.en}` },
    {
      place: where(q.path),
      expected: q.expected,
      got: q.got,
      next: {
        zh: `改正，或在答复里说明（${q.rule}，${q.field}，${q.year}）`,
        en: `correct it, or explain it among the explanations (${q.rule}, ${q.field}, ${q.year})`,
      },
    },
  )
}
