import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { creditCheck, creditCodeFaults } from './codes/credit-code.ts'
import { industryFault } from './codes/industry.ts'
import { organisationCheck } from './codes/organisation-code.ts'
import { filingOf } from './filing-of.ts'
import { filing } from './index.ts'

const startUp = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/start-up.json'), 'utf8'))
const { reports } = startUp

/** The start-up with something else in a year (from the last, 0) or at the top. */
const withYear = (back: number, change: object) => ({
  ...startUp,
  reports: reports.map((r: object, i: number) => (i === reports.length - 1 - back ? { ...r, ...change } : r)),
})

function readOf(record: unknown) {
  const read = filingOf(record)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

const faultsOf = (record: unknown) => {
  const read = filingOf(record)
  return read.ok ? [] : read.problems.map((p) => `${p.code} ${p.place?.path}`)
}
const rulesOf = (record: unknown) => readOf(record).queries.map((q) => `${q.rule} ${q.field} ${q.year}`)

describe('codes', () => {
  test.each([
    ['91350100M000100Y43', 0],
    ['91350100M000100Y4Z', 1],
    ['91512081MA62K0260E', 0],
    ['91310115MA1G4L1WXK', 2],
    ['91440300708461136T', 0],
    ['91110000802100433B', 0],
    ['91330106673959654P', 0],
    ['91350100M000100Y4', 1],
    ['91350100m000100y43', 1],
    ['', 1],
  ])('%s has %i faults', (code, n) => {
    expect(creditCodeFaults(code)).toHaveLength(n)
  })

  test('what the check characters of the page that claims it valid would have to be', () => {
    expect(creditCodeFaults('91310115MA1G4L1WXK').map((f) => f.expected)).toEqual(['0', '7'])
    expect(organisationCheck('70846113')).toBe('6')
    expect(organisationCheck('80210043')).toBe('3')
  })

  test('a remainder of 0 is written 0, not as a 32nd character', () => {
    expect(creditCheck('00000000000000000')).toBe('0')
    expect(creditCheck('T0000000000000001')).toMatch(/^[0-9A-HJ-NPQRTUWXY]$/)
  })

  test('one wrong character never passes: 31 is a prime', () => {
    const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }),
        fc.integer({ min: 0, max: 16 }),
        fc.constantFrom(...alphabet),
        (chars, at, other) => {
          const changed = chars.map((c, i) => (i === at ? other : c))
          expect(creditCheck(changed.join('')) === creditCheck(chars.join(''))).toBe(chars[at] === other)
        },
      ),
    )
  })

  test.each([
    ['I6513', true],
    ['C3964', true],
    ['I6514', false],
    ['C6513', false],
    ['A0111', true],
    ['A0611', false],
    ['T9700', true],
    ['U9700', false],
    ['6513', false],
    ['i6513', false],
  ])('%s may be a class of GB/T 4754-2017: %s', (code, may) => {
    expect(industryFault(code) === undefined).toBe(may)
  })
})

describe('one filing', () => {
  test('gives its quantities; what was not filed is unknown and not 0', () => {
    const { quantities } = readOf(startUp)
    expect(quantities).toMatchObject({
      ...{ codeValid: true, district: '310115', industry: 'I6513', section: 'I', staff: 80, aiStaff: 48, aiClassI: 4 },
      ...{ standardsHigh: 1, standardsLocal: 2, queries: 0, warnings: 0, sharesBy: 'revenue', techStaff: null },
      shares: [
        { id: 'M1', amount: '4000.00' },
        { id: 'A1', amount: '560.00' },
      ],
    })
    expect((quantities['years'] as object[])[1]).toMatchObject({ revenue: '3000.00', aiRevenue: null })
  })

  test('a wrong check character is said and judged, the filing is read', () => {
    expect(readOf({ ...startUp, uscc: '91310115MA1PLMB14T' }).quantities['codeValid']).toBe(false)
  })

  test('lists may stand for counts; industry standards count with local ones', () => {
    const { quantities } = readOf(
      withYear(0, {
        products: ['a', 'b'],
        standards: [{ level: 'national' }, { level: 'industry' }, { level: 'group' }],
      }),
    )
    expect(quantities).toMatchObject({ products: 2, standardsHigh: 1, standardsLocal: 2 })
  })

  test('a year that was not filed is unknown; more than three leave the oldest out', () => {
    const one = readOf({ ...startUp, reports: [reports[2]] }).quantities['years'] as { revenue: string | null }[]
    expect(one.map((y) => y.revenue)).toEqual([null, null, '4800.00'])
    const four = readOf({ ...startUp, reports: [{ year: 2022, revenue: '1' }, ...reports] })
    expect(four.filing.years.map((y) => y.year)).toEqual([2023, 2024, 2025])
  })

  test('a district by its code, its name, or both', () => {
    for (const district of ['310115', '浦东新区', '310115 浦东新区'])
      expect(readOf({ ...startUp, district }).quantities['district']).toBe('310115')
    expect(readOf({ ...startUp, district: '徐汇' }).quantities['district']).toBe('310104')
    expect(readOf({ ...startUp, district: '420106' }).quantities['district']).toBe('420106')
    for (const district of ['区', '310100', '990101', '31011'])
      expect(faultsOf({ ...startUp, district })).toEqual(['filing-v7 district'])
  })

  test('all faults of form at once, each with its place', () => {
    const wrong = {
      ...withYear(0, {
        revenue: '4,8',
        staff: '8.5',
        aiRevenueBySubclass: { Z9: '1' },
        netProfit: '-3',
        costs: '-3',
        revenu: 1,
      }),
      district: '310199',
      gbt4754: 'C6513',
      registeredOn: '2020-02-30',
      name: ' '.trim(),
    }
    expect(faultsOf(wrong)).toEqual([
      'filing-missing name',
      'filing-v7 district',
      'filing-v6 gbt4754',
      'filing-field registeredOn',
      'filing-unknown reports.2.revenu',
      'filing-field reports.2.revenue',
      'filing-field reports.2.costs',
      'filing-field reports.2.staff',
      'filing-field reports.2.aiRevenueBySubclass.Z9',
    ])
  })

  test('the same year twice, a year left out, another code in a report', () => {
    expect(faultsOf({ ...startUp, reports: [...reports, reports[2]] })).toEqual(['filing-v8 reports.3'])
    expect(faultsOf({ ...startUp, reports: [reports[0], reports[2]] })).toEqual(['filing-field reports'])
    expect(faultsOf(withYear(0, { uscc: '91350100M000100Y43' }))).toEqual(['filing-field reports.2.uscc'])
    expect(faultsOf({ ...startUp, reports: [...reports, { year: 2025, period: 'Q1', revenue: '1' }] })).toEqual([])
  })

  test('anything at all is read or refused, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), (x) => [true, false].includes(filingOf(x).ok)))
    fc.assert(
      fc.property(fc.jsonValue(), (x) =>
        [true, false].includes(filingOf(withYear(0, { standards: x, ip: x, aiRevenueBySubclass: x })).ok),
      ),
    )
  })
})

describe('queries', () => {
  test.each<[string, object, string[]]>([
    ['AI revenue is all revenue', { aiBusinessRevenue: '4800', aiRevenueBySubclass: null }, []],
    [
      'AI revenue above revenue',
      { aiBusinessRevenue: '4800.01', aiRevenueBySubclass: null },
      ['V2 aiBusinessRevenue 2025'],
    ],
    ['the split is off by 0.5 %', { aiRevenueBySubclass: { M1: '4537.20' } }, []],
    ['the split is off by more', { aiRevenueBySubclass: { M1: '4537.199999' } }, ['V2 aiRevenueBySubclass 2025']],
    ['AI R&D above R&D', { aiRdExpense: '1500.01' }, ['V3 aiRdExpense 2025']],
    [
      'R&D three times revenue',
      { revenue: '600', rdExpense: '1800', aiBusinessRevenue: null, aiRevenueBySubclass: null },
      [],
    ],
    [
      'R&D above it',
      { revenue: '600', rdExpense: '1800.01', aiBusinessRevenue: null, aiRevenueBySubclass: null },
      ['V3 rdExpense 2025'],
    ],
    ['no revenue yet', { revenue: '0', rdExpense: '1800', aiBusinessRevenue: '0', aiRevenueBySubclass: null }, []],
    ['all staff in AI R&D', { aiRdStaff: 80 }, []],
    ['more than staff', { aiRdStaff: 81 }, ['V4 aiRdStaff 2025']],
    ['five times the year before', { revenue: '15000' }, []],
    ['above it', { revenue: '15000.01' }, ['V5 revenue 2025']],
    ['yuan for ten thousand yuan', { revenue: '48000000' }, ['V9 revenue 2025']],
    ['the slip and a change up to five times', { netAssets: '300000000' }, ['V9 netAssets 2025']],
    ['beyond it', { netAssets: '300000001' }, ['V5 netAssets 2025']],
    ['below it', { netAssets: '11999999' }, ['V5 netAssets 2025']],
  ])('%s', (_, change, expected) => {
    expect(rulesOf(withYear(0, change))).toEqual(expected)
  })

  test('a fifth is no jump, less is', () => {
    expect(rulesOf(withYear(0, { netAssets: '1200' }))).toEqual([])
    expect(rulesOf(withYear(0, { netAssets: '1199.99' }))).toEqual(['V5 netAssets 2025'])
  })

  test('what is answered is listed and not counted', () => {
    const jumped = { ...withYear(0, { revenue: '15000.01' }) }
    expect(readOf(jumped).quantities['queries']).toBe(1)
    const answer = { rule: 'V5', field: 'revenue', year: 2025, text: '签订三年期合同' }
    const read = readOf({ ...jumped, explanations: [answer] })
    expect(read.quantities['queries']).toBe(0)
    expect(read.queries).toMatchObject([{ rule: 'V5', answer: '签订三年期合同' }])
    expect(readOf({ ...jumped, explanations: [{ ...answer, year: 2024 }] }).quantities['queries']).toBe(1)
    expect(faultsOf({ ...jumped, explanations: [{ ...answer, text: ' ' }] })).toEqual(['filing-field explanations.0'])
  })

  test('W-IND is a hint and no query', () => {
    const { quantities, warnings } = readOf({ ...startUp, gbt4754: 'C3491' })
    expect(quantities).toMatchObject({ queries: 0, warnings: 1 })
    expect(warnings[0]).toMatchObject({ rule: 'W-IND', got: 'C3491', expected: '6513 6519 7320' })
  })
})

test('ten thousand filings are read in seconds', () => {
  const start = performance.now()
  for (let i = 0; i < 10_000; i++) filingOf({ ...startUp, name: `E${i}` })
  expect(performance.now() - start).toBeLessThan(10_000)
})

describe('files', () => {
  const { file, subjectOf, reducedOf } = workbench('filing', filing)
  file('filing.json', JSON.stringify(startUp))
  const problemsOf = (name: string) => filing.check(subjectOf({ file: name }), filing.params.parse({}))
  const csv = (...more: string[]) =>
    [
      '项目,年度,填写',
      'uscc,,91310115MA1PLMB14U',
      '企业名称,,示例模型有限公司',
      'district,,310115 浦东新区',
      'gbt4754,,I6513 应用软件开发',
      '成立日期,,2020-01-01',
      ...['2023,2000,900,5000', '2024,3000,1200,6000', '2025,4800,1500,9000'].flatMap((row) => {
        const [year, revenue, research, assets] = row.split(',')
        return [`营业收入,${year},${revenue}`, `rdExpense,${year},${research}`, `净资产,${year},${assets}`]
      }),
      ...['aiBusinessRevenue,2025,"4,560.00"', 'aiRdExpense,2025,1400', 'staff,2025,80', 'aiRdStaff,2025,48'],
      ...['ip.aiClassI,2025,4', 'ip.aiClassII,2025,10', 'products,2025,3', 'filings,2025,2', 'sectors,2025,3'],
      ...['standards.high,2025,1', 'standards.local,2025,2', 'aiRevenueBySubclass.M1,2025,4000'],
      ...['aiRevenueBySubclass.A1,2025,560', ...more],
    ].join('\n')

  conformance('enterprise/filing', async () => ({
    instrument: filing,
    subject: subjectOf({ file: 'filing.json' }),
    params: {},
  }))

  test('JSON and CSV of the same filing say the same', async () => {
    file('filing.csv', csv())
    const numbers = (q: unknown) =>
      JSON.parse(
        JSON.stringify(q, (_, v) => (typeof v === 'string' && /^\d+(\.\d+)?$/.test(v) ? String(Number(v)) : v)),
      )
    const [a, b] = [await reducedOf({ file: 'filing.json' }), await reducedOf({ file: 'filing.csv' })]
    expect(numbers(b.quantities)).toEqual(numbers(a.quantities))
    expect(a.results[0]!.result).toMatchObject({ kind: 'head', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await problemsOf('filing.csv')).toEqual([])
  })

  test('faults of a CSV name their lines; an answer is taken', async () => {
    file('wrong.csv', csv('netProfit,2025,abc', 'costs,2024,-1'))
    expect((await problemsOf('wrong.csv')).map((p) => [p.code, p.place?.line])).toEqual([
      ['filing-field', 30],
      ['filing-field', 29],
    ])
    file('strange.csv', csv('利润率,2025,1', 'staff,2025,9'))
    expect((await problemsOf('strange.csv')).map((p) => [p.code, p.place?.line])).toEqual([
      ['filing-item', 29],
      ['filing-twice', 30],
    ])
    file('asked.csv', csv('totalAssets,2024,10', 'totalAssets,2025,60'))
    expect((await problemsOf('asked.csv')).map((p) => [p.code, p.severity, p.place?.line])).toEqual([
      ['filing-v5', 'warning', 30],
    ])
    file('answered.csv', csv('totalAssets,2024,10', 'totalAssets,2025,60', 'explanation.V5.资产总额,2025,增资'))
    expect(await problemsOf('answered.csv')).toEqual([])
  })

  test('what is no JSON, no table, not there, or outside', async () => {
    file('broken.json', '{\n"uscc": }')
    file('empty.csv', '')
    expect(await problemsOf('broken.json')).toMatchObject([{ code: 'filing-json', place: { file: 'broken.json' } }])
    expect((await problemsOf('empty.csv')).map((p) => p.code)).toEqual(['filing-table'])
    expect((await problemsOf('absent.json')).map((p) => p.code)).toEqual(['filing-file'])
    expect((await problemsOf('../../etc/hosts.json')).map((p) => p.code)).toEqual(['filing-file'])
    file('gbk.csv', Uint8Array.of(0xcf, 0xee, 0xc4, 0xbf))
    expect((await problemsOf('gbk.csv')).map((p) => p.code)).toEqual(['filing-not-utf8'])
    file('broken.xlsx', 'PK no workbook')
    expect((await problemsOf('broken.xlsx')).map((p) => p.code)).toEqual(['import-workbook'])
    expect((await filing.check(subjectOf('filing.json'), filing.params.parse({}))).map((p) => p.code)).toEqual([
      'filing-access',
    ])
  })
})
