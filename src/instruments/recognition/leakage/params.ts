import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer as count } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

/** What a standard says about test items that the training may have seen. */
export const leakageParams = z.strictObject({
  /** section of the subject's access that names the tables */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('leakage'),
  /** bits, of 64, in which the hashes of near duplicates differ at most */
  distance: z.int().min(0).max(16).default(4),
})

export type LeakageParams = z.infer<typeof leakageParams>

/** How a test item is like a training item: the same id, the same content, or hashes so many bits apart. */
export type Likeness = 'id' | 'sha256' | number

/** A test item and the training item it is like. */
export type Pair = readonly [test: string, train: string, like: Likeness]

/** What a part of the test items comes to. */
export interface PartResult {
  readonly kind: 'part'
  /** bits that were asked for */
  readonly distance: number
  readonly items: number
  /** items that are like a training item in any way */
  readonly near: number
  /** of those, items with the id or the content of a training item: either, the id, the content */
  readonly equal: number
  readonly sameId: number
  readonly sameContent: number
  /** items by the distance of the nearest training item, from 0 to `distance`; farther ones are not among them */
  readonly byDistance: readonly number[]
  /** the first twenty by id of the test item */
  readonly pairs: readonly Pair[]
}

export interface IntakeResult {
  readonly kind: 'intake'
  readonly trainItems: number
  readonly train: Reading
  readonly test: Reading
}

export type LeakageResult = PartResult | IntakeResult

export const leakageProduces = {
  nearDuplicates: {
    kind: 'ratio',
    better: 'lower',
    title: { zh: '与训练样本近似重复的测试样本占比', en: 'test items that nearly repeat a training item' },
  },
  testItems: count('测试样本', 'test items'),
  trainItems: count('训练样本', 'training items'),
  equalItems: count('编号或内容与训练样本相同的测试样本', 'test items with the id or content of a training item'),
  refusedLines: count('不合格式而未读入的行', 'malformed lines not taken'),
} satisfies Record<string, QuantityKind>
