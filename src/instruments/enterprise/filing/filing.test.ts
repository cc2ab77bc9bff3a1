import { expect, test } from 'vitest'
import { creditCheck, creditCodeFaults } from './codes/credit-code.ts'
import { organisationCheck } from './codes/organisation-code.ts'
import { filingOf } from './filing-of.ts'

export const startUp = {
  uscc: '91350100M000100Y43',
  name: '示例模型有限公司',
  district: '310115',
  gbt4754: 'I6513',
  registeredOn: '2020-01-01',
  reports: [
    { year: 2023, revenue: '2000', rdExpense: '900', netAssets: '5000' },
    { year: 2024, revenue: '3000', rdExpense: '1200', netAssets: '6000' },
    {
      year: 2025,
      ...{ revenue: '4800', aiBusinessRevenue: '4560', rdExpense: '1500', aiRdExpense: '1400', netAssets: '9000' },
      ...{ staff: 80, aiRdStaff: 48, ip: { aiClassI: 4, aiClassII: 10 }, products: 3, filings: 2, sectors: 3 },
      standards: { high: 1, local: 2 },
      aiRevenueBySubclass: { M1: '4000', A1: '560' },
    },
  ],
}

test.each([
  ['91350100M000100Y43', 0],
  ['91350100M000100Y4Z', 1],
  ['91512081MA62K0260E', 0],
  ['91310115MA1G4L1WXK', 2],
  ['91440300708461136T', 0],
  ['91110000802100433B', 0],
  ['91330106673959654P', 0],
])('%s has %i faults', (code, n) => {
  expect(creditCodeFaults(code)).toHaveLength(n)
})

test('the published counter-example: what the check characters would have to be', () => {
  expect(creditCodeFaults('91310115MA1G4L1WXK').map((f) => f.expected)).toEqual(['0', '7'])
  expect(organisationCheck('70846113')).toBe('6')
  expect(organisationCheck('80210043')).toBe('3')
})

test('a remainder of 0 is written 0', () => {
  expect(creditCheck('00000000000000000')).toBe('0')
})

test('a filing of the right form gives its quantities', () => {
  const read = filingOf(startUp)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  expect(read.value.quantities).toMatchObject({
    ...{ codeValid: true, district: '310115', industry: 'I6513', section: 'I', staff: 80, aiStaff: 48, aiClassI: 4 },
    ...{ standardsHigh: 1, standardsLocal: 2, queries: 0, warnings: 0, sharesBy: 'revenue', techStaff: null },
    shares: [
      { id: 'M1', amount: '4000' },
      { id: 'A1', amount: '560' },
    ],
  })
  expect((read.value.quantities['years'] as object[])[1]).toMatchObject({ revenue: '3000', aiRevenue: null })
})
