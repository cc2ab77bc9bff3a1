import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'

export const ledgerParams = z.strictObject({
  /** which one: `requests` reads `ledger_requests.csv` */
  ledger: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** working days in mainland China within which an entry is to be closed, where its row gives no due day */
  workdays: z.int().min(1).max(1000).optional(),
  /** calendar days, the same */
  days: z.int().min(1).max(3660).optional(),
  /** entries opened in so many days before the assessment count */
  window: z.int().min(1).default(366),
  /** day of the assessment, added by the planner */
  asOf: z.iso.date(),
})
export type LedgerParams = z.output<typeof ledgerParams>

/** Days as YYYY-MM-DD. */
export interface LedgerEntry {
  readonly opened: string
  readonly closed: string | null
  readonly due: string
}

export const ledgerReducer: Reducer<LedgerParams, LedgerEntry> = {
  name: 'records/ledger',
  version: '1.0.0',
  params: ledgerParams,
  reduce(results, given, confidences) {
    const { asOf, window } = ledgerParams.parse(given)
    const from = new Date(Date.parse(asOf) - window * 86_400_000).toISOString().slice(0, 10)
    let [inTime, late, open] = [0, 0, 0]
    const lateIds: string[] = []
    for (const { id, result } of results) {
      const { opened, closed, due } = result
      if (opened < from || opened > asOf) continue
      const done = closed !== null && closed <= asOf ? closed : undefined
      if (done !== undefined && done <= due) inTime++
      else if (due < asOf || done !== undefined) {
        late++
        lateIds.push(id)
      } else open++
    }
    const n = inTime + late
    return {
      n,
      evidence: n + open === 0 ? 'none' : 'record',
      quantities: {
        inTime: n === 0 ? null : proportion(inTime, n, confidences),
        late,
        open,
      },
      detail: { from, to: asOf, late: lateIds.sort().slice(0, 20), lateTotal: late },
    }
  },
}
