import { documentKinds, itemClasses, statuses } from '../../instruments/enterprise/documents/items.ts'
import { shanghaiDistricts } from '../../instruments/enterprise/filing/codes/district.ts'
import { knownIndustries } from '../../instruments/enterprise/filing/codes/industry.ts'
import { amountFields, enterpriseFields, type Field, yearFields } from '../../instruments/enterprise/filing/fields.ts'
import {
  documentHeadings,
  EXAMPLE,
  explanationHeadings,
  type Heading,
  itemHeading,
  shareHeadings,
  sheets,
  valueHeading,
} from '../../instruments/enterprise/filing/files/sheets.ts'
import { rules } from '../../instruments/enterprise/filing/rules.ts'
import { subClasses } from '../../instruments/enterprise/filing/sub-classes.ts'
import { type Choice, type TableSheet, writeWorkbook } from '../tables/workbook.ts'
import { type Filled, nothingFilled } from './filled.ts'

/** Rows that are ready to be filled in below a head. */
const READY = 300

/** An example for every field: the fictitious model start-up of our golden case. */
const EXAMPLES: Readonly<Record<string, string | number>> = {
  ...{
    uscc: '91310115MA1PLMB14U',
    name: '示例模型有限公司',
    district: '310115 浦东新区',
    gbt4754: 'I6513 应用软件开发',
  },
  ...{ registeredOn: '2020-01-01', revenue: 4800, mainRevenue: 4800, aiBusinessRevenue: 4560, aiRelatedRevenue: 4700 },
  ...{ rdExpense: 1500, rdInChina: 1500, aiRdExpense: 1400, costs: 3900, netAssets: 9000, totalAssets: 11000 },
  ...{ liabilities: 2000, netProfit: 620, htProductRevenue: 4500, equityRaised: 2000, staff: 80, stStaff: 60 },
  ...{ rdStaff: 55, aiRdStaff: 48, 'ip.classI': 5, 'ip.classII': 12, 'ip.aiClassI': 4, 'ip.aiClassII': 10 },
  ...{ conversions: 3, products: 3, filings: 2, sectors: 3, 'standards.high': 1, 'standards.local': 2 },
}

/**
 * The workbook that an enterprise fills in: what every field means, the enterprise, three years, sub-classes, documents, answers to queries; lists to
 * choose from for districts, industry classes, sub-classes, fields, kinds and statuses. `lastYear` is the year judged. What is `filled` in already
 * stands in it, and is read back the same.
 */
export function filingWorkbook(lastYear: number, filled: Filled = nothingFilled): Promise<Uint8Array<ArrayBuffer>> {
  const years = filled.years.length > 0 ? filled.years : [lastYear - 2, lastYear - 1, lastYear].map(String)
  return writeWorkbook([guide(), enterprise(filled), yearsSheet(years, filled), ...tables(filled), choices()])
}

const both = ({ zh, en }: { readonly zh?: string; readonly en?: string }) => `${zh}\n${en}`
const titled = (text: { readonly zh?: string; readonly en?: string }) => `${text.zh}`

function unitOf({ kind }: Field): string {
  if (kind === 'amount' || kind === 'signed') return '万元'
  return kind === 'count' ? '个（人、件、项）' : kind === 'date' ? '年-月-日' : ''
}

function guide(): TableSheet {
  const general = [
    [
      '',
      '空着表示不知道，不会当作 0；确实没有的填 0',
      'what is empty is unknown and never 0; write 0 where there is none',
      '',
      '',
    ],
    ['', '金额一律为万元，至多六位小数', 'amounts in 10 000 yuan, six decimals at most', '万元', ''],
    [
      '',
      `以“${EXAMPLE}”开头的行、列只作示例，不读取`,
      `rows and columns that begin with ${EXAMPLE} are examples and not read`,
      '',
      '',
    ],
    [
      'V2–V9',
      '核对出的疑问：改正数字，或在“答复”页说明',
      'a query: correct the figure, or explain it on the sheet 答复',
      '',
      '',
    ],
    ...Object.entries(rules).map(([id, [, text]]) => [id, text.zh, text.en, '', '']),
  ]
  return {
    name: sheets.guide,
    head: ['字段\nField', '说明', 'What to write', '单位\nUnit', '项目\nItem'],
    rows: [
      ...general,
      ...[...enterpriseFields, ...yearFields].map((f) => [
        f.key,
        f.note.zh ?? '',
        f.note.en ?? '',
        unitOf(f),
        both(f.title),
      ]),
      ...subClasses.map((s) => [s.id, s.title.zh ?? '', s.title.en ?? '', '', `GB/T 4754: ${s.industries.join(' ')}`]),
    ],
  }
}

function enterprise(filled: Filled): TableSheet {
  const row = (key: string) => enterpriseFields.findIndex((f) => f.key === key) + 2
  return {
    name: sheets.enterprise,
    head: [both(itemHeading.title), both(valueHeading.title), `${EXAMPLE}\nExample`, '说明\nNote'],
    rows: enterpriseFields.map((f) => [
      both(f.title),
      filled.enterprise(f.key),
      EXAMPLES[f.key] ?? '',
      `${f.note.zh}\n${f.note.en}`,
    ]),
    choices: [
      { cells: `B${row('district')}`, from: listOf('district'), strict: false },
      { cells: `B${row('gbt4754')}`, from: listOf('industry'), strict: false },
    ],
  }
}

function yearsSheet(years: readonly string[], filled: Filled): TableSheet {
  return {
    name: sheets.years,
    head: [both(itemHeading.title), ...years, '单位\nUnit', `${EXAMPLE}\nExample`, '说明\nNote'],
    rows: yearFields.map((f) => [
      amountFields.includes(f) ? `${f.title.zh}（万元）\n${f.title.en}` : both(f.title),
      ...years.map((_, i) => filled.year(i, f.key)),
      unitOf(f),
      EXAMPLES[f.key] ?? '',
      `${f.note.zh}\n${f.note.en}`,
    ]),
  }
}

function tables(filled: Filled): readonly TableSheet[] {
  const table = (
    name: string,
    headings: readonly Heading[],
    example: readonly string[],
    rows: Filled['shares'],
    chosen: readonly (readonly [number, keyof typeof lists, boolean])[],
  ): TableSheet => ({
    name,
    head: headings.map((h) => both(h.title)),
    rows: [example.map((c, i) => (i === 0 ? `${EXAMPLE} ${c}` : c)), ...rows],
    choices: chosen.map(
      ([column, list, strict]): Choice => ({
        cells: `${letter(column)}2:${letter(column)}${READY}`,
        from: listOf(list),
        strict,
      }),
    ),
  })
  return [
    table(sheets.shares, shareHeadings, ['M1 通用模型', '4000', '1200', '2'], filled.shares, [[0, 'subClass', true]]),
    table(
      sheets.documents,
      documentHeadings,
      ['营业收入', '审计报告', 'documents/audit-2025.pdf', '', '2026-03-31', '', '有文件', ''],
      filled.documents,
      [
        [0, 'field', false],
        [1, 'kind', true],
        [6, 'status', true],
      ],
    ),
    table(sheets.explanations, explanationHeadings, ['V5', '营业收入', '2025', '新签三年期合同'], filled.explanations, [
      [0, 'rule', true],
      [1, 'field', false],
    ]),
  ]
}

/** The lists of the last sheet, a column each. */
const lists = {
  district: Object.entries(shanghaiDistricts).map(([code, { zh }]) => `${code} ${zh}`),
  industry: Object.entries(knownIndustries).map(([code, { zh }]) => `${code} ${zh}`),
  subClass: subClasses.map((s) => `${s.id} ${s.title.zh}`),
  field: [
    ...itemClasses.map((c) => titled(c.title)),
    ...[...enterpriseFields, ...yearFields].map((f) => titled(f.title)),
  ],
  kind: Object.values(documentKinds).map(titled),
  status: Object.values(statuses).map(titled),
  rule: ['V2', 'V3', 'V4', 'V5', 'V9', 'W-IND'],
}
const names = Object.keys(lists) as (keyof typeof lists)[]
const letter = (column: number) => String.fromCharCode(65 + column)

function listOf(name: keyof typeof lists): string {
  const column = letter(names.indexOf(name))
  return `'${sheets.choices}'!$${column}$2:$${column}$${lists[name].length + 1}`
}

function choices(): TableSheet {
  const longest = Math.max(...names.map((n) => lists[n].length))
  return {
    name: sheets.choices,
    head: [
      '所在区\nDistrict',
      '行业小类\nIndustry class',
      '小类\nSub-class',
      '字段\nField',
      '种类\nKind',
      '状态\nStatus',
      '规则\nRule',
    ],
    rows: Array.from({ length: longest }, (_, i) => names.map((n) => lists[n][i] ?? '')),
  }
}
