import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { BankItem } from '../bank/item.ts'
import { readOption } from './option.ts'
import { givesAnswer } from './short.ts'

/** The reference answer of a question: the right option of a list, or a short answer. */
export const goldShape = z.union([
  z.strictObject({ options: z.array(z.string()).min(2).max(26), right: z.int().min(0) }),
  z.strictObject({
    aliases: z.array(z.string().min(1)).optional(),
    number: z.number().optional(),
    tolerance: z.number().min(0).optional(),
  }),
])
export type Gold = z.output<typeof goldShape>

/**
 * Reads the reference of a bank line. With `options`, `gold` is the right one's text, letter or position from 0; without, `gold` is the answer, a list
 * of wordings, a number, or `{ aliases, number, tolerance }`. Problem: bank-gold.
 */
export function readGold({ options, gold }: Pick<BankItem, 'options' | 'gold'>): Outcome<Gold> {
  const found = options ? optionGold(options, gold) : shortGold(gold)
  if (found !== undefined) return done(found)
  return failed(
    problem(
      'bank-gold',
      { zh: '这道题没有可用的参考答案。', en: 'This question has no usable reference answer.' },
      {
        expected: options
          ? `gold: ${options.map((_, i) => i).join(' | ')}`
          : 'gold: "…" | ["…"] | 42 | { number, tolerance }',
        got: JSON.stringify(gold) ?? '',
      },
    ),
  )
}

function optionGold(options: readonly string[], gold: unknown): Gold | undefined {
  if (options.length < 2 || options.length > 26 || new Set(options).size < options.length) return undefined
  const letter = typeof gold === 'string' && /^[A-Z]$/.test(gold) ? gold.charCodeAt(0) - 65 : -1
  const right =
    typeof gold === 'number' ? gold : options.includes(String(gold)) ? options.indexOf(String(gold)) : letter
  return Number.isInteger(right) && right >= 0 && right < options.length ? { options: [...options], right } : undefined
}

function shortGold(gold: unknown): Gold | undefined {
  if (typeof gold === 'string' && gold.trim() !== '') return { aliases: [gold] }
  if (typeof gold === 'number') return { number: gold }
  if (Array.isArray(gold) && gold.length > 0 && gold.every((g) => typeof g === 'string')) return { aliases: gold }
  const read = goldShape.safeParse(gold)
  return read.success && !('options' in read.data) && (read.data.aliases?.length || read.data.number !== undefined)
    ? read.data
    : undefined
}

export function optionsOf(gold: Gold): readonly string[] | undefined {
  return 'options' in gold ? gold.options : undefined
}

/** Whether an answer is right by its reference; undefined where it gives no option at all. */
export function isRight(output: string, gold: Gold): boolean | undefined {
  if (!('options' in gold)) return givesAnswer(output, gold)
  const option = readOption(output, gold.options)
  return option === undefined ? undefined : option === gold.right
}
