// Makes two enterprises with their filings and documents, the same bytes every time.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = process.argv[2] ?? dirname(fileURLToPath(import.meta.url))

// a generator of its own, so that no version of anything changes a byte
let state = 20261123
function uniform() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const between = (low, high) => (low + (high - low) * uniform()).toFixed(2)

/** Figures that the grade does not rest on, in proportion to the revenue and net assets of the year. */
const rest = (revenue, assets) => {
  const liabilities = between(0.2 * assets, 0.3 * assets)
  return {
    ...{ mainRevenue: between(0.9 * revenue, revenue), costs: between(0.75 * revenue, 0.9 * revenue) },
    ...{ liabilities, totalAssets: (assets + Number(liabilities)).toFixed(2) },
    netProfit: between(0.05 * revenue, 0.12 * revenue),
  }
}
const year = (at, revenue, rdExpense, netAssets, more = {}) => ({
  ...{ year: at, revenue: revenue.toFixed(2), rdExpense: rdExpense.toFixed(2), netAssets: netAssets.toFixed(2) },
  ...{ rdInChina: rdExpense.toFixed(2), ...rest(revenue, netAssets), ...more },
})

function write(name, content) {
  mkdirSync(dirname(join(here, name)), { recursive: true })
  writeFileSync(join(here, name), content)
}

/** An invented document, and the row that says what it backs. */
const document =
  (folder) =>
  (file, title, field, kind, more = {}) => {
    const content = `${title}\n示例内容，企业与文件均为虚构。 Sample content: enterprise and document are invented.\n`
    write(`${folder}/documents/${file}`, content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { field, kind, file: `${folder}/documents/${file}`, sha256, status: 'document', ...more }
  }

const startUp = document('start-up')
const verified = { status: 'verified', verifiedBy: '示例会计师事务所' }
write(
  'start-up/filing.json',
  `${JSON.stringify(
    {
      ...{ uscc: '91310115MA1PLMB14U', name: '示例模型有限公司', district: '310115', gbt4754: 'I6513' },
      registeredOn: '2020-01-01',
      reports: [
        year(2023, 2000, 900, 5000),
        year(2024, 3000, 1200, 6000),
        year(2025, 4800, 1500, 9000, {
          ...{ aiBusinessRevenue: '4560.00', aiRevenueBySubclass: { M1: '4000.00', A1: '560.00' } },
          ...{ aiRdExpense: '1400.00', equityRaised: '2000.00', staff: 80, stStaff: 62, rdStaff: 55, aiRdStaff: 48 },
          ip: { classI: 5, classII: 12, aiClassI: 4, aiClassII: 10 },
          ...{ conversions: 3, products: 3, filings: 2, sectors: 3, standards: { high: 1, local: 2 } },
        }),
      ],
      documents: [
        startUp('licence.txt', '营业执照', 'identity', 'business-licence', verified),
        startUp('audit-2025.txt', '2025 年度审计报告', 'finance', 'audit-report', {
          issuedOn: '2026-03-31',
          ...verified,
        }),
        startUp('ai-revenue.txt', '人工智能收入专项审计报告', 'aiBusinessRevenue aiRdExpense', 'special-audit', {
          issuedOn: '2026-04-15',
          ...verified,
        }),
        startUp('insurance.txt', '社保缴纳记录', 'people', 'insurance-record', { issuedOn: '2026-01-10' }),
        startUp('patents.txt', '专利与软件著作权证书清单', 'ip ipSupports', 'ip-certificate', {
          issuedOn: '2026-02-01',
        }),
        startUp('contracts.txt', '产品合同与验收', 'products catalogueProduct', 'contract', { issuedOn: '2025-11-30' }),
        startUp('standards.txt', '参编标准页', 'standards', 'published-standard'),
        startUp('management.txt', '人工智能管理体系证书', 'managementCertified', 'certificate', {
          issuedOn: '2024-12-01',
          validUntil: '2027-11-30',
        }),
        startUp('governance.txt', '伦理委员会章程与数据安全评估报告', 'ethicsBody dataSecurityAssessed', 'other', {
          issuedOn: '2026-05-20',
        }),
      ],
    },
    null,
    2,
  )}\n`,
)

// the integrator files as one long table; its total assets jump, and nobody has said why; its assessment is out of date
const integrator = document('integrator')
const rows = []
const item = (name, at, value) => rows.push([name, at, value])
const head = { uscc: '91310115MA1PLMB22N', name: '示例集成有限公司', district: '310112', gbt4754: 'I6531' }
for (const [name, value] of Object.entries({ ...head, registeredOn: '2012-05-08' })) item(name, '', value)
const years = [
  year(2023, 30000, 1200, 12000),
  { ...year(2024, 33000, 1400, 12600), totalAssets: '16000.00' },
  {
    ...year(2025, 35000, 1500, 13000, { aiBusinessRevenue: '12250.00', aiRdExpense: '700.00' }),
    ...{ totalAssets: '96000.00', liabilities: '83000.00' },
  },
]
for (const { year: at, ...amounts } of years) for (const [name, value] of Object.entries(amounts)) item(name, at, value)
const last = {
  ...{ 'aiRevenueBySubclass.A5': '9000.00', 'aiRevenueBySubclass.A1': '3250.00', staff: 400, aiRdStaff: 40 },
  ...{
    'ip.aiClassI': 1,
    'ip.aiClassII': 8,
    products: 2,
    filings: 0,
    sectors: 4,
    'standards.high': 0,
    'standards.local': 1,
  },
}
for (const [name, value] of Object.entries(last)) item(name, 2025, value)
// what the year before was in liabilities follows from its total assets
for (const row of rows) if (row[0] === 'liabilities' && row[1] === 2024) row[2] = '3400.00'
const papers = [
  integrator('licence.txt', '营业执照', 'identity', 'business-licence'),
  integrator('audit-2025.txt', '2025 年度审计报告', 'finance', 'audit-report', { issuedOn: '2026-04-20' }),
  integrator('data-security.txt', '数据安全评估报告', 'dataSecurityAssessed', 'certificate', {
    issuedOn: '2024-06-01',
    validUntil: '2026-05-31',
  }),
]
for (const [n, paper] of papers.entries())
  for (const [name, value] of Object.entries(paper)) item(`document.${n + 1}.${name}`, '', value)
write('integrator/filing.csv', `item,year,value\n${rows.map((row) => row.join(',')).join('\n')}\n`)
