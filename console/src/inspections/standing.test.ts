import { expect, test } from 'vitest'
import type { RequestRow } from '../api/types.ts'
import { byDue, standingOf } from './standing.ts'

const inspection = (id: string, to: Partial<RequestRow> = {}) =>
  ({
    id,
    state: 'sent',
    assessment: null,
    finishedAt: null,
    due: '2027-01-01',
    createdAt: '2026-11-01',
    ...to,
  }) as RequestRow

test('an inspection waits for its system, is under way, and is decided; or it is withdrawn, however far it came', () => {
  const accepted = { state: 'accepted', assessment: 'a' } as const
  expect(standingOf(inspection('1'))).toBe('waiting')
  expect(standingOf(inspection('1', accepted))).toBe('under-way')
  expect(standingOf(inspection('1', { ...accepted, finishedAt: '2026-12-01' }))).toBe('decided')
  expect(standingOf(inspection('1', { ...accepted, state: 'withdrawn' }))).toBe('withdrawn')
})

test('what is due soonest comes first, what has ended last, the latest of it first', () => {
  const all = [
    inspection('ended first', { finishedAt: '2026-11-05' }),
    inspection('due later', { due: '2027-02-01' }),
    inspection('withdrawn', { state: 'withdrawn', createdAt: '2026-11-04' }),
    inspection('overdue', { due: '2026-11-02' }),
    inspection('ended last', { finishedAt: '2026-11-06' }),
  ]
  expect(byDue(all).map(({ id }) => id)).toEqual(['overdue', 'due later', 'ended last', 'ended first', 'withdrawn'])
})
