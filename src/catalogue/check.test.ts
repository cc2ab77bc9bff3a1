import { expect, test } from 'vitest'
import { parseDay } from '../judge/dates.ts'
import { Catalogue } from './catalogue.ts'
import { adoptionLag } from './check.ts'
import { daysOf } from './days.ts'
import type { Edition } from './edition.ts'
import { identifierOfRow } from './identifier/unnumbered.ts'

const edition = (number: string, published?: string, adopts?: string): Edition => ({
  identifier: identifierOfRow(number),
  title: { en: number },
  level: adopts === undefined ? 'international' : 'national',
  status: 'in-force',
  statusRead: '',
  ...(published === undefined ? {} : { published: daysOf(published)! }),
  ...(adopts === undefined ? {} : { adopts: { degree: 'IDT', number: adopts, known: 'seen' } as const }),
  body: '',
  class: 'AA',
  source: '',
  known: 'seen',
  note: '',
})
const day = (text: string) => parseDay(text)!

test('an adoption lags from the day on which a later edition appears, in days as sure as that day is known', () => {
  const own = edition('GB/T 1001-2020', '2020-01-01', 'ISO 7-1:2016')
  const lag = (text: string, ...others: Edition[]) =>
    adoptionLag(new Catalogue([own, edition('ISO 7-1:2016', '2016-05-01'), ...others]), own, day(text))
  const later = edition('ISO 7-1:2024', '2024-02')
  expect(lag('2026-01-01')).toBe(undefined)
  expect(lag('2024-01-31', later)).toBe(undefined)
  expect(lag('2024-02-10', later)?.days).toEqual({ low: 0, high: 9 })
  expect(lag('2024-03-10', later)?.days).toEqual({ low: 10, high: 38 })
  expect(lag('2024-03-10', later)?.latest).toBe(later)
  // what is not out yet takes the place of nothing
  expect(lag('2024-03-10', later, edition('ISO 7-1:2026', '2026-02-01'))?.latest).toBe(later)
  const undated = edition('ISO 7-1:2025')
  expect(lag('2024-03-10', undated)).toEqual({ latest: undated })
  // an earlier edition, another part, and what adopts nothing
  expect(lag('2026-01-01', edition('ISO 7-1:2009', '2009-01-01'), edition('ISO 7-2:2025', '2025-01-01'))).toBe(
    undefined,
  )
  expect(adoptionLag(new Catalogue([later]), later, day('2026-01-01'))).toBe(undefined)
})
