import type { Text } from '../../../../language/text.ts'

/** A heading of a table: its name in Chinese, and in English beneath. */
export interface Heading {
  readonly key: string
  readonly title: Text
}

const heading = (key: string, zh: string, en: string): Heading => ({ key, title: { zh, en } })

/** The sheets of a workbook of a filing, by the Chinese name that the reader looks for. */
export const sheets = {
  guide: '填写说明',
  enterprise: '企业',
  years: '年度',
  shares: '小类',
  documents: '证明文件',
  explanations: '答复',
  choices: '选项',
} as const

/** A cell beginning with this word is an example: its row or column is not read. */
export const EXAMPLE = '示例'

/** Rows are fields: the item, then what is filled in. */
export const itemHeading = heading('item', '项目', 'Item')
export const valueHeading = heading('value', '填写', 'Value')
export const yearHeading = heading('year', '年度', 'Year')

/** One row a sub-class, for the last year. */
export const shareHeadings: readonly Heading[] = [
  heading('subClass', '小类', 'Sub-class'),
  heading('aiRevenueBySubclass', '人工智能业务收入（万元）', 'AI revenue (10 000 yuan)'),
  heading('aiRdBySubclass', '人工智能研究开发费用（万元）', 'AI R&D expense (10 000 yuan)'),
  heading('productsBySubclass', '产品数', 'Products'),
]

/** One row an answer to a query. */
export const explanationHeadings: readonly Heading[] = [
  heading('rule', '规则', 'Rule'),
  heading('field', '字段', 'Field'),
  heading('year', '年度', 'Year'),
  heading('text', '说明', 'Explanation'),
]

/** One row a document and what it backs. */
export const documentHeadings: readonly Heading[] = [
  heading('field', '字段', 'Field'),
  heading('kind', '种类', 'Kind'),
  heading('file', '文件', 'File'),
  heading('sha256', '散列值（SHA-256）', 'SHA-256'),
  heading('issuedOn', '日期', 'Date'),
  heading('validUntil', '有效至', 'Valid until'),
  heading('status', '状态', 'Status'),
  heading('verifiedBy', '核验方', 'Verified by'),
]
