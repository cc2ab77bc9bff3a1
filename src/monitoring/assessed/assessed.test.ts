import { expect, test } from 'vitest'
import { microRow } from './micro-row.ts'
import { sizeClass } from './size-class.ts'

test('size classes of software: both lines have to be reached', () => {
  const software = (staff: number, revenue: number) => sizeClass('I6513', staff, revenue)
  expect([software(300, 10_000), software(300, 9999), software(99, 50_000), software(9, 50_000)]).toEqual([
    'large',
    'medium',
    'small',
    'micro',
  ])
})

test('what nobody determined is unknown, what nobody gave is null, and neither is 0', () => {
  const row = microRow(
    {
      id: 'x',
      period: '2025',
      quantities: { industry: 'I6513', district: '310115', staff: null, years: [{ revenue: '12.5', aiRevenue: null }] },
    },
    { grade: { name: 'not-determined', why: [] }, layer: { name: 'M', why: [] }, subClass: { name: 'sM1', why: [] } },
  )
  expect(row.words).toMatchObject({ level: 'unknown', layer: 'M', subclass: 'M1', size: 'unknown', section: 'I' })
  expect(row.amounts).toMatchObject({ revenue: 12_500_000, aiRevenue: null, staff: null })
})
