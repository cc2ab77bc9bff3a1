import type { Standard } from '../../language/standard.ts'
import type { Evidence } from '../evidence.ts'
import { lanes } from '../vector/columns.ts'
import { BlockJudge } from './block.ts'
import { type ResultOutcome, resultOutcome } from './outcome.ts'

const blocks = new WeakMap<Standard, Map<string, BlockJudge>>()

/** The outcomes of reports, the same as `resultOutcome` gives one by one: columns decide what is clear, the exact judge the rest. */
export function resultOutcomes(standard: Standard, result: string, rows: readonly Evidence[]): ResultOutcome[] {
  const made = blocks.get(standard) ?? new Map<string, BlockJudge>()
  blocks.set(standard, made)
  const block = made.get(result) ?? new BlockJudge(standard, result)
  made.set(result, block)
  const out: ResultOutcome[] = []
  for (let from = 0; from < rows.length; from += lanes) {
    const part = rows.slice(from, from + lanes)
    for (const [i, name] of block.names(part).entries())
      out.push(name === undefined ? resultOutcome(standard, result, part[i]!) : { name, why: [] })
  }
  return out
}
