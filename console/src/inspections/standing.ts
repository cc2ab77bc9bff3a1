import type { RequestRow } from '../api/types.ts'

export const standings = ['overdue', 'waiting', 'under-way', 'decided', 'withdrawn'] as const
export type Standing = Exclude<(typeof standings)[number], 'overdue'>

/** Where an inspection stands. One may be overdue besides, while it is not decided. */
export function standingOf({ state, finishedAt, assessment }: RequestRow): Standing {
  if (state === 'withdrawn') return 'withdrawn'
  if (finishedAt !== null) return 'decided'
  return assessment === null ? 'waiting' : 'under-way'
}

export const isOpen = (r: RequestRow): boolean => ['waiting', 'under-way'].includes(standingOf(r))

/** Those that are not decided first, the one that is due soonest before the others; then the latest. */
export function byDue(all: readonly RequestRow[]): readonly RequestRow[] {
  const [open, ended] = [all.filter(isOpen), all.filter((r) => !isOpen(r))]
  const by = (key: (r: RequestRow) => string) => (a: RequestRow, b: RequestRow) => (key(a) < key(b) ? -1 : 1)
  return [
    ...open.toSorted(by((r) => `${r.due} ${r.createdAt}`)),
    ...ended.toSorted(by((r) => r.finishedAt ?? r.createdAt)).toReversed(),
  ]
}
