import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, word } from '../../kinds.ts'
import { shanghaiDistricts } from './codes/district.ts'
import { amountFields, countFields, splits } from './fields.ts'
import type { YearRecord } from './record.ts'

export const filingParams = z.strictObject({
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('filing'),
})
export type FilingParams = z.output<typeof filingParams>

/** The filing as it was read: its head with the hash of its file, and its reports one by one. */
export type FilingResult =
  | {
      readonly kind: 'head'
      readonly file: string
      readonly sha256: string
      readonly head: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'report'; readonly at: number; readonly report: YearRecord }

export const filingProduces: Record<string, QuantityKind> = {
  years: {
    kind: 'list',
    fields: Object.fromEntries(
      amountFields.map((f) => [f.quantity!, { kind: 'number', unit: '万元', title: f.title } as const]),
    ),
    title: { zh: '三个年度（由早到晚）', en: 'three years, oldest first' },
  },
  ...Object.fromEntries(countFields.map((f) => [f.quantity!, { kind: 'integer', title: f.title } as const])),
  shares: {
    kind: 'list',
    fields: {
      id: word('小类', 'sub-class'),
      amount: { kind: 'number', title: { zh: '份额（收入、研发或产品数）', en: 'amount (revenue, R&D or products)' } },
    },
    title: { zh: '按小类', en: 'by sub-class' },
  },
  sharesBy: word(
    '小类按什么划分',
    'what the sub-classes are split by',
    Object.fromEntries(splits.map((f) => [f.by, f.title])),
  ),
  codeValid: { kind: 'yes-no', title: { zh: '统一社会信用代码有效', en: 'credit code valid' } },
  district: word('所在区', 'district', shanghaiDistricts),
  industry: word('行业小类', 'industry class'),
  section: word('行业门类', 'industry section'),
  queries: integer('未答复的疑问数', 'queries not answered'),
  warnings: integer('提示数', 'hints'),
}
