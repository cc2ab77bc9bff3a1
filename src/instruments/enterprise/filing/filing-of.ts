import type { Quantity } from '../../../judge/evidence.ts'
import { done, type Outcome } from '../../../language/problem.ts'
import { type CodeFault, creditCodeFaults } from './codes/credit-code.ts'
import { amountFields, countFields } from './fields.ts'
import { FormReader, type Where } from './form.ts'
import { type Query, queriesOf, sharesOf, warningsOf } from './queries.ts'
import type { Filing } from './record.ts'

/** One filing read: what it says, what it comes to, and what it has to explain. */
export interface FilingRead {
  readonly filing: Filing
  /** by the names that standards ask for; money in 万元 as decimal text, null where nothing is known */
  readonly quantities: Readonly<Record<string, Quantity>>
  /** V2 to V9: what is answered stands here too, with its answer */
  readonly queries: readonly Query[]
  /** W-IND: decides nothing */
  readonly warnings: readonly Query[]
  readonly codeFaults: readonly CodeFault[]
}

/**
 * Reads one filing, one JSON record of a register or what a workbook came to. Pure. Errors of form (filing-field, filing-V6, filing-V7, filing-V8)
 * come all at once, each with its place by `where`, and there are no quantities then; queries of plausibility come with the quantities.
 */
export function filingOf(record: unknown, where: Where = (path) => ({ path })): Outcome<FilingRead> {
  const read = new FormReader(where).read(record)
  if (!read.ok) return read
  const filing = read.value
  const queries = queriesOf(filing)
  const warnings = warningsOf(filing)
  const codeFaults = creditCodeFaults(filing.uscc)
  const open = (list: readonly Query[]) => list.filter((q) => q.answer === undefined).length
  return done({
    ...{ filing, queries, warnings, codeFaults },
    quantities: {
      codeValid: codeFaults.length === 0,
      district: filing.district,
      industry: filing.industry,
      section: filing.industry.slice(0, 1),
      ...countsOf(filing),
      years: yearsOf(filing),
      ...sharesQuantities(filing),
      queries: open(queries),
      warnings: open(warnings),
    },
  })
}

function countsOf({ years }: Filing): Record<string, Quantity> {
  const last = years.at(-1)!
  return Object.fromEntries(countFields.map((f) => [f.quantity!, last.counts.get(f.key) ?? null]))
}

/** Three years, the last one judged; earlier ones that were not filed are unknown. */
function yearsOf({ years }: Filing): Quantity {
  const last = years.at(-1)!.year
  return [last - 2, last - 1, last].map((year) => {
    const y = years.find((one) => one.year === year)
    return Object.fromEntries(amountFields.map((f) => [f.quantity!, y?.amounts.get(f.key) ?? null]))
  })
}

function sharesQuantities({ years }: Filing): Record<string, Quantity> {
  const found = sharesOf(years.at(-1)!)
  return { shares: found?.shares ?? null, sharesBy: found?.by ?? null }
}
