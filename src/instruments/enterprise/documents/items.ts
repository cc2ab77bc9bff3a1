import type { Text } from '../../../language/text.ts'
import { amountFields, countFields, enterpriseFields } from '../filing/fields.ts'

/** A class of items that are backed alike. A document may name the class for all its items. */
export interface ItemClass {
  readonly id: string
  readonly title: Text
  readonly fields: readonly string[]
}

const starting = (...heads: readonly string[]) =>
  countFields.map((f) => f.key).filter((key) => heads.some((h) => key.startsWith(h)))

export const itemClasses: readonly ItemClass[] = [
  { id: 'identity', title: { zh: '主体', en: 'identity' }, fields: enterpriseFields.map((f) => f.key) },
  { id: 'finance', title: { zh: '财务', en: 'finance' }, fields: amountFields.map((f) => f.key) },
  { id: 'people', title: { zh: '人员', en: 'people' }, fields: ['staff', 'stStaff', 'rdStaff', 'aiRdStaff'] },
  { id: 'ip', title: { zh: '知识产权', en: 'IP' }, fields: starting('ip.') },
  {
    id: 'products',
    title: { zh: '产品与备案', en: 'products and filings' },
    fields: ['conversions', 'products', 'filings', 'sectors'],
  },
  { id: 'standards', title: { zh: '标准', en: 'standards' }, fields: starting('standards.') },
]

/** Facts of the subject, such as a certificate, stand in a class of their own. */
export const factClass: ItemClass = { id: 'facts', title: { zh: '与否事项', en: 'yes-no matters' }, fields: [] }

export const classOf = (field: string): string => itemClasses.find((c) => c.fields.includes(field))?.id ?? factClass.id

/** Kinds of document, by their word and as people choose them. */
export const documentKinds: Readonly<Record<string, Text>> = {
  'business-licence': { zh: '营业执照', en: 'business licence' },
  'audit-report': { zh: '审计报告', en: 'audit report' },
  'special-audit': { zh: '专项审计报告', en: 'special audit report' },
  'tax-return': { zh: '纳税申报表', en: 'tax return' },
  'research-ledger': { zh: '研发费用辅助账', en: 'R&D ledger' },
  'insurance-record': { zh: '社保记录', en: 'social insurance record' },
  'ip-certificate': { zh: '知识产权证书', en: 'certificate of IP' },
  licence: { zh: '许可合同', en: 'licence contract' },
  contract: { zh: '合同', en: 'contract' },
  acceptance: { zh: '验收文件', en: 'acceptance' },
  'filing-notice': { zh: '备案（登记）公示', en: 'notice of filing' },
  'published-standard': { zh: '标准文本', en: 'published standard' },
  certificate: { zh: '认证证书', en: 'certificate' },
  'capital-proof': { zh: '验资、到账证明', en: 'proof of capital' },
  'credit-extract': { zh: '信用信息查询结果', en: 'extract of credit information' },
  other: { zh: '其他', en: 'other' },
}

/** Declared: said and not shown. Document: a file shows it. Verified: somebody else has checked the file. */
export const statuses = {
  declared: { zh: '申报', en: 'declared' },
  document: { zh: '有文件', en: 'document' },
  verified: { zh: '已核验', en: 'verified' },
} as const
export type Status = keyof typeof statuses
