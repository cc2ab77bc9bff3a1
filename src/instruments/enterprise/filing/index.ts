import { type Outcome, ProblemError } from '../../../language/problem.ts'
import type { Instrument, Item } from '../../contract.ts'
import { readFiling } from './files/read.ts'
import { type FilingParams, type FilingResult, filingProduces } from './params.ts'
import { quantityParts } from './parts.ts'
import { filingReducer } from './reduce.ts'
import { filingRemarks } from './remarks.ts'

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
  parts: quantityParts,
  material: ({ section }) => (typeof section === 'string' ? section : 'filing'),
  async check(subject, { section }) {
    const found = await readFiling(subject, section)
    return found.ok ? filingRemarks(found.value) : found.problems
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
