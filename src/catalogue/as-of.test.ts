import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDay } from '../judge/dates.ts'
import { asOf } from './as-of.ts'
import { daysOf, hasCome } from './days.ts'
import { type Edition, mandateOf, type Status, statuses } from './edition.ts'
import { identifierOfRow } from './identifier/unnumbered.ts'

type Dates = Partial<Record<'published' | 'effective' | 'withdrawn', string>>
const edition = (number: string, status: Status, dates: Dates = {}): Edition => ({
  identifier: identifierOfRow(number),
  title: { en: number },
  level: 'national',
  status,
  statusRead: status,
  ...Object.fromEntries(Object.entries(dates).map(([k, v]) => [k, daysOf(v)!])),
  body: '',
  class: 'AA',
  source: '',
  known: 'seen',
  note: '',
})
const day = (text: string) => parseDay(text)!

describe('days', () => {
  test('a month or a year is all of its days', () => {
    expect(daysOf('2024-02')).toEqual({ first: day('2024-02-01'), last: day('2024-02-29') })
    expect(daysOf('2024')).toEqual({ first: day('2024-01-01'), last: day('2024-12-31') })
    expect(['2024-13', '2024-02-30', '24', '', '2024-2'].map(daysOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(
      [day('2024-01-31'), day('2024-02-01'), day('2024-02-29')].map((d) => hasCome(daysOf('2024-02')!, d)),
    ).toEqual([false, undefined, true])
  })
})

describe('what an edition is on a day', () => {
  test('from its number to its end', () => {
    const one = edition('GB/T 41867-2022', 'in-force', {
      published: '2022-10-12',
      effective: '2023-05-01',
      withdrawn: '2026-01-01',
    })
    const on = (text: string) => asOf(one, day(text))
    expect(on('2022-10-11')).toEqual(['in-preparation'])
    expect(on('2022-10-12')).toEqual(['upcoming'])
    expect(on('2023-04-30')).toEqual(['upcoming'])
    expect(on('2023-05-01')).toEqual(['in-force'])
    expect(on('2025-12-31')).toEqual(['in-force'])
    expect(on('2026-01-01')).toEqual(['withdrawn'])
    expect(on('2040-01-01')).toEqual(['withdrawn'])
  })

  test('what is not dated is not made up: several words where the catalogue cannot tell', () => {
    const one = edition('GB/T 41867-2022', 'in-force')
    expect(asOf(one, day('2021-12-31'))).toEqual(['in-preparation'])
    expect(asOf(one, day('2022-06-01'))).toEqual(['in-preparation', 'upcoming', 'in-force'])
    expect(asOf(one, day('2023-01-01'))).toEqual(['upcoming', 'in-force'])
    expect(asOf(one, day('2026-07-01'), { readOn: day('2026-06-26') })).toEqual(['in-force'])
    expect(asOf(edition('GB/T 1-2022', 'replaced'), day('2025-01-01'))).toEqual(['upcoming', 'in-force', 'replaced'])
  })

  test('elsewhere a standard takes effect when it appears; what was approved and appeared is no project', () => {
    expect(asOf(edition('ISO/IEC 22989:2022', 'published', { published: '2022-07' }), day('2022-08-01'))).toEqual([
      'in-force',
    ])
    expect(asOf(edition('ISO/IEC TR 24028:2020', 'published'), day('2021-01-01'))).toEqual(['in-force'])
    expect(asOf(edition('IEEE Std 3187-2024', 'approved', { published: '2024-05' }), day('2025-01-01'))).toEqual([
      'in-force',
    ])
    expect(asOf(edition('IEEE Std 3187-2024', 'approved'), day('2025-01-01'))).toEqual(['in-preparation'])
  })

  test('its successor ends it on the day on which that is in force', () => {
    const old = edition('GB/T 32590.1-2016', 'in-force', { published: '2016-05-01', effective: '2016-12-01' })
    const successor = edition('GB/T 32590.1-2024', 'in-force', { published: '2024-04-25', effective: '2024-11-01' })
    const on = (text: string) => asOf(old, day(text), { successor })
    expect([on('2024-10-31'), on('2024-11-01')]).toEqual([['in-force'], ['replaced']])
    const undatedSuccessor = edition('GB/T 32590.1-2024', 'in-force')
    expect(asOf(old, day('2023-12-31'), { successor: undatedSuccessor })).toEqual(['in-force'])
    expect(asOf(old, day('2025-01-01'), { successor: undatedSuccessor })).toEqual(['in-force', 'replaced'])
    expect(asOf(old, day('2025-01-01'), { successor: edition('GB/T 32590.1-2025', 'project') })).toEqual(['in-force'])
  })

  test('a successor that nobody has seen may have ended it, and ends nothing for certain', () => {
    const old = edition('TC260-003', 'in-force', { published: '2024-02-29', effective: '2024-02-29' })
    const successor = edition('GB/T 45654-2025', 'in-force', { published: '2025-04-25', effective: '2025-11-01' })
    const on = (text: string, known: 'seen' | 'recalled') => asOf(old, day(text), { successor, known })
    expect([on('2025-10-31', 'recalled'), on('2025-11-01', 'recalled')]).toEqual([
      ['in-force'],
      ['in-force', 'replaced'],
    ])
    expect(on('2025-11-01', 'seen')).toEqual(['replaced'])
  })

  test('once over it is never in force again, and more is known never less', () => {
    const dates = fc.option(fc.integer({ min: 2000, max: 2020 }).map(String), { nil: undefined })
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        dates,
        dates,
        dates,
        fc.integer({ min: 9000, max: 22000 }),
        (status, published, effective, withdrawn, at) => {
          const given = Object.fromEntries(
            Object.entries({ published, effective, withdrawn }).filter(([, v]) => v !== undefined),
          ) as Dates
          const one = edition('GB/T 1-2001', status, given)
          const now = asOf(one, at)
          expect(now.length).toBeGreaterThan(0)
          if (now.length === 1 && (now[0] === 'withdrawn' || now[0] === 'replaced'))
            for (const later of [1, 100, 5000]) expect(asOf(one, at + later)).not.toContain('in-force')
        },
      ),
    )
  })

  test('by its number it has to be followed, or may be', () => {
    const of = (number: string) => mandateOf(edition(number, 'in-force'))
    expect(
      [
        'GB 45438-2025',
        'GB/T 1-2020',
        'GB/Z 185.1-2026',
        'YY 0505-2012',
        'DB31/T 1-2020',
        'T/CESA 1-2020',
        'ISO 1:2020',
      ].map(of),
    ).toEqual(['mandatory', 'recommended', 'guidance', 'mandatory', 'recommended', undefined, undefined])
  })
})
