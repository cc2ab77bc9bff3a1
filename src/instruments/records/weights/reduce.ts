import { z } from 'zod'
import { decimal } from '../../../metrics/decimal.ts'
import { ahpWeights, entropyWeights } from '../../../metrics/indicator-weights.ts'
import type { Reducer } from '../../contract.ts'

export const weightsParams = z.strictObject({
  /** pairwise comparisons of indicators (AHP), or values of several objects (entropy) */
  method: z.enum(['ahp', 'entropy']),
  /** which table: `indicators` reads `weights_indicators.csv` */
  table: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
})
export type WeightsParams = z.output<typeof weightsParams>

/** One row of the table: the names of all columns, and its numbers as written (`1/3` for a third). */
export interface WeightsRow {
  readonly row: number
  readonly columns: readonly string[]
  readonly cells: readonly string[]
}

/** Nine significant digits: what remains of a weight after that is the iteration's, not the committee's. */
const DIGITS = 9

export const weightsReducer: Reducer<WeightsParams, WeightsRow> = {
  name: 'records/weights',
  version: '1',
  params: weightsParams,
  reduce(results, { method }) {
    const rows = [...results].map((r) => r.result).sort((a, b) => a.row - b.row)
    const columns = rows[0]?.columns ?? []
    const none = {
      n: 0,
      evidence: 'none',
      quantities: { weights: null, consistencyRatio: null, consistent: null },
    } as const
    if (rows.length === 0) return none
    const table = rows.map((r) => r.cells.map((c) => cellValue(c) ?? Number.NaN))
    try {
      const found =
        method === 'ahp' ? ahpWeights(table) : { weights: entropyWeights(table), consistencyRatio: null, lambda: null }
      const { consistencyRatio, lambda } = found
      return {
        n: rows.length,
        evidence: 'recomputed',
        quantities: {
          weights: columns.map((name, j) => ({ name, weight: decimal(found.weights[j]!, DIGITS) })),
          consistencyRatio: consistencyRatio === null ? null : decimal(consistencyRatio, DIGITS),
          consistent: method === 'entropy' ? null : consistencyRatio === null ? null : consistencyRatio < 0.1,
        },
        detail: { method, lambda: lambda === null ? null : decimal(lambda, DIGITS) },
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return { ...none, detail: { method, refused: error.message } }
    }
  },
}

/** A positive number, or a quotient of two such as `1/3`. */
export function cellValue(text: string): number | undefined {
  const m = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(text.trim())
  if (m === null) return undefined
  const value = Number(m[1]) / (m[2] === undefined ? 1 : Number(m[2]))
  return Number.isFinite(value) ? value : undefined
}
