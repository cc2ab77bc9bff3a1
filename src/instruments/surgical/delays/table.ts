import { maybe } from '../cells.ts'
import type { SurgicalTable } from '../rows.ts'

/** From the command to the motion, in milliseconds. */
export interface Delay {
  readonly ms: number
  readonly allowed: number | null
}

export const delays: SurgicalTable<Delay> = {
  columns: { ms: '时延', allowed: '声明时延' },
  optional: ['allowed'],
  read: ({ cell }) => {
    const [ms, allowed] = [maybe(cell('ms')), maybe(cell('allowed'))]
    if (ms === undefined || ms === null) return { expected: 'ms: from 0' }
    return allowed === undefined || allowed === 0 ? { expected: 'allowed: above 0 (ms)' } : { ms, allowed }
  },
}
