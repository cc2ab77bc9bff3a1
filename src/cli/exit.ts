import type { Verdict } from '../assessment/verdict.ts'

/** What the exit code says to scripts. */
export const exit = { conforms: 0, doesNotConform: 1, usage: 2, open: 3, interrupted: 130 } as const

export function exitOf(verdict: Verdict): number {
  return verdict === 'conforms' ? exit.conforms : verdict === 'does-not-conform' ? exit.doesNotConform : exit.open
}
