import { z } from 'zod'

const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) })

/** Each type is asked by the instruments that name it; what a type needs beyond a question stands in `gold` and `data`. */
export const bankTypes = [
  'content',
  'should_refuse',
  'should_not_refuse',
  'mcq',
  'grounded',
  'answerability',
  'sycophancy',
  'consistency',
  'attack',
  'edge',
  'bias',
  'pair',
  'privacy',
  'rule',
  'agent',
] as const

export type BankType = (typeof bankTypes)[number]

const isoDate = z.iso.date()

/** One line of a question bank. `prompt` is short for one user message; exactly one of `prompt` and `messages` is given. */
export const lineSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
    version: z.union([z.string(), z.int()]).optional(),
    lang: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
    classId: z.string().min(1),
    type: z.enum(bankTypes),
    prompt: z.string().min(1).optional(),
    messages: z.array(message).min(1).optional(),
    options: z.array(z.string()).optional(),
    gold: z.unknown().optional(),
    data: z.json().optional(),
    tags: z.array(z.string()).default([]),
    source: z.string().optional(),
    licence: z.string().optional(),
    createdAt: isoDate.optional(),
    holdout: z.boolean().default(false),
  })
  .refine((line) => (line.prompt === undefined) !== (line.messages === undefined), {
    error: 'prompt | messages',
    path: ['prompt'],
  })
  .refine((line) => line.messages === undefined || line.messages.at(-1)?.role === 'user', {
    error: 'messages[last].role = user',
    path: ['messages'],
  })

export type BankLine = z.output<typeof lineSchema>

export interface BankItem extends Omit<BankLine, 'prompt' | 'messages'> {
  readonly messages: readonly z.output<typeof message>[]
  /** line in the file, from 1 */
  readonly line: number
}

/** What a line that was found valid before asks, without checking it again. */
export function messagesOf(source: string): BankItem['messages'] {
  const { prompt, messages } = JSON.parse(source) as Pick<BankLine, 'prompt' | 'messages'>
  return messages?.map(({ role, content }) => ({ role, content })) ?? [{ role: 'user', content: prompt! }]
}

export function toItem({ prompt, messages, ...rest }: BankLine, line: number): BankItem {
  return { ...rest, messages: messages ?? [{ role: 'user', content: prompt! }], line }
}
