import type { Text } from '../../../language/text.ts'

/** How a field is written: an amount in 万元 (at least 0, or of either sign), a whole number from 0, a text, a code, a day. */
export type FieldKind = 'amount' | 'signed' | 'count' | 'text' | 'district' | 'industry' | 'date'

/** A field of a filing: its name in JSON and CSV, its heading in a workbook, and the quantity it becomes. */
export interface Field {
  readonly key: string
  readonly kind: FieldKind
  readonly title: Text
  /** what to write there */
  readonly note: Text
  readonly required?: true
  /** name of the quantity that it becomes */
  readonly quantity?: string
}

/** About the enterprise as such. */
export const enterpriseFields: readonly Field[] = [
  {
    key: 'uscc',
    kind: 'text',
    title: { zh: '统一社会信用代码', en: 'Unified social credit code' },
    note: { zh: '营业执照上的 18 位代码', en: 'the 18 characters on the business licence' },
    required: true,
  },
  {
    key: 'name',
    kind: 'text',
    title: { zh: '企业名称', en: 'Name of the enterprise' },
    note: { zh: '与营业执照一致', en: 'as on the business licence' },
    required: true,
  },
  {
    key: 'district',
    kind: 'district',
    title: { zh: '所在区', en: 'District' },
    note: {
      zh: '企业现在所在区的六位代码（GB/T 2260）；不是信用代码第 3 至 8 位（首次登记地）',
      en: 'six digits of where it is now (GB/T 2260); not characters 3 to 8 of the credit code, which name where it was first registered',
    },
    required: true,
    quantity: 'district',
  },
  {
    key: 'gbt4754',
    kind: 'industry',
    title: { zh: '行业小类', en: 'Industry class' },
    note: {
      zh: '门类字母加四位小类代码（GB/T 4754-2017），如 I6513',
      en: 'section letter and four digits (GB/T 4754-2017), such as I6513',
    },
    required: true,
    quantity: 'industry',
  },
  {
    key: 'registeredOn',
    kind: 'date',
    title: { zh: '成立日期', en: 'Registered on' },
    note: { zh: '年-月-日', en: 'YYYY-MM-DD' },
  },
]

const amount = (
  key: string,
  quantity: string,
  zh: string,
  en: string,
  noteZh: string,
  noteEn: string,
  kind: FieldKind = 'amount',
): Field => ({ key, kind, title: { zh, en }, note: { zh: noteZh, en: noteEn }, quantity })

/** Amounts of one accounting year, in 万元. */
export const amountFields: readonly Field[] = [
  amount('revenue', 'revenue', '营业收入', 'Revenue', '利润表', 'income statement'),
  amount(
    'mainRevenue',
    'mainRevenue',
    '主营业务收入',
    'Revenue of the main business',
    '不大于营业收入',
    'not above revenue',
  ),
  amount(
    'aiBusinessRevenue',
    'aiRevenue',
    '人工智能业务收入',
    'AI revenue',
    '不大于营业收入；各小类之和与它相差不超过 0.5 %',
    'not above revenue; the sub-classes add up to it within 0.5 %',
  ),
  amount(
    'aiRelatedRevenue',
    'aiRelatedRevenue',
    '人工智能相关收入',
    'AI-related revenue',
    '含带动的业务；没有统计则空着',
    'with business that AI brings about; empty if not counted',
  ),
  amount('rdExpense', 'research', '研究开发费用', 'R&D expense', '加计扣除或审计口径', 'as audited or as deducted'),
  amount(
    'rdInChina',
    'researchInChina',
    '其中境内研究开发费用',
    'R&D expense in China',
    '不大于研究开发费用',
    'not above R&D expense',
  ),
  amount(
    'aiRdExpense',
    'aiResearch',
    '人工智能研究开发费用',
    'AI R&D expense',
    '不大于研究开发费用',
    'not above R&D expense',
  ),
  amount(
    'costs',
    'costs',
    '成本费用总额',
    'Total costs',
    '营业成本、税金、期间费用之和',
    'costs of sales, taxes and expenses of the period',
  ),
  amount('netAssets', 'netAssets', '净资产', 'Net assets', '可为负', 'may be negative', 'signed'),
  amount('totalAssets', 'totalAssets', '资产总额', 'Total assets', '资产负债表', 'balance sheet'),
  amount('liabilities', 'liabilities', '负债总额', 'Liabilities', '资产负债表', 'balance sheet'),
  amount('netProfit', 'netProfit', '净利润', 'Net profit', '可为负', 'may be negative', 'signed'),
  amount(
    'htProductRevenue',
    'techProductIncome',
    '高新技术产品（服务）收入',
    'Income from high-tech products',
    '没有统计则空着',
    'empty if not counted',
  ),
  amount(
    'equityRaised',
    'equityRaised',
    '当年新增股权融资',
    'Equity raised in the year',
    '到账的合格机构投资',
    'paid in by qualified investors',
  ),
]

const count = (key: string, quantity: string, zh: string, en: string, noteZh: string, noteEn: string) =>
  ({ key, kind: 'count', title: { zh, en }, note: { zh: noteZh, en: noteEn }, quantity }) as const

/** Counts of one accounting year; those of the last year are judged. A dotted name is a field of a record. */
export const countFields: readonly Field[] = [
  count(
    'staff',
    'staff',
    '职工总数',
    'Staff',
    '年末或年平均，各年一致',
    'at the end of the year or its mean, every year alike',
  ),
  count('stStaff', 'techStaff', '科技人员', 'Science and technology staff', '不大于职工总数', 'not above staff'),
  count('rdStaff', 'researchStaff', '研究开发人员', 'R&D staff', '不大于职工总数', 'not above staff'),
  count('aiRdStaff', 'aiStaff', '人工智能研究开发人员', 'AI R&D staff', '不大于职工总数', 'not above staff'),
  count(
    'ip.classI',
    'classI',
    'Ⅰ类知识产权',
    'Class I IP',
    '发明专利、集成电路布图设计等，有效的件数',
    'patents of invention, circuit layouts and alike in force',
  ),
  count(
    'ip.classII',
    'classII',
    'Ⅱ类知识产权',
    'Class II IP',
    '实用新型、外观设计、软件著作权，有效的件数',
    'utility models, designs, software copyrights in force',
  ),
  count('ip.aiClassI', 'aiClassI', '其中人工智能Ⅰ类', 'of them AI, class I', '不大于Ⅰ类', 'not above class I'),
  count('ip.aiClassII', 'aiClassII', '其中人工智能Ⅱ类', 'of them AI, class II', '不大于Ⅱ类', 'not above class II'),
  count(
    'conversions',
    'conversions',
    '科技成果转化数',
    'Conversions of results',
    '近三年的年平均，向下取整',
    'a year on average of the last three, rounded down',
  ),
  count(
    'products',
    'products',
    '已交付的人工智能产品（服务）数',
    'AI products delivered',
    '目录内的产品',
    'products of the catalogue',
  ),
  count(
    'filings',
    'filings',
    '模型与算法备案（登记）数',
    'Filings of models and algorithms',
    '已公示的',
    'as published',
  ),
  count('sectors', 'sectors', '服务的行业数', 'Sectors served', '有合同或验收的', 'with contracts or acceptances'),
  count(
    'standards.high',
    'standardsHigh',
    '参与的国际、国家标准数',
    'International and national standards',
    '已发布的',
    'as published',
  ),
  count(
    'standards.local',
    'standardsLocal',
    '参与的行业、地方、团体标准数',
    'Industry, local and group standards',
    '已发布的',
    'as published',
  ),
]

export const yearFields: readonly Field[] = [...amountFields, ...countFields]

/** The three ways to split an enterprise over sub-classes, the most telling first. */
export const splits = [
  { key: 'aiRevenueBySubclass', by: 'revenue', kind: 'amount', title: { zh: '人工智能业务收入', en: 'AI revenue' } },
  {
    key: 'aiRdBySubclass',
    by: 'research',
    kind: 'amount',
    title: { zh: '人工智能研究开发费用', en: 'AI R&D expense' },
  },
  { key: 'productsBySubclass', by: 'products', kind: 'count', title: { zh: '产品数', en: 'Products' } },
] as const

export type SplitWord = (typeof splits)[number]['by']
