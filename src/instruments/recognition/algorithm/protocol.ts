import { z } from 'zod'
import type { About, Answer, Json } from './algorithm.ts'

/** Characters of one message at most. */
export const MESSAGE_LIMIT = 4 * 1024 * 1024

/** How deep an output may be nested. */
const DEPTH = 32

const aboutShape = z.object({
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(200),
  model: z.string().min(1).max(300).optional(),
  threads: z.int().min(1).max(65536).optional(),
})

const answerShape = z.object({
  id: z.string(),
  output: z.unknown().optional(),
  confidence: z.number().optional(),
  error: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .optional(),
})

/** An answer as it was sent, its form checked. */
export type Reply =
  | { readonly kind: 'output'; readonly output: Json; readonly confidence?: number | undefined }
  | { readonly kind: 'error'; readonly code: string }

/** Why a message is refused. */
export interface Refusal {
  readonly kind: 'refused'
  /** `garbage` is no JSON object at all; `answer` is one, but another than the contract asks for */
  readonly why: 'garbage' | 'answer'
  readonly detail: string
}

/** The start-up message: `{"name", "version", "model"?, "threads"?}`. Further keys are passed over. */
export function aboutFrom(value: unknown): About | Refusal {
  const object = objectOf(value)
  if ('why' in object) return object
  const parsed = aboutShape.safeParse(object.value)
  return parsed.success ? parsed.data : refusal('answer', 'expected {"name", "version", "model"}', value)
}

/** The answer to request `id`: `{"id", "output", "confidence"?}` or `{"id", "error"}`. Further keys are passed over. */
export function replyFrom(value: unknown, id: string): Reply | Refusal {
  const object = objectOf(value)
  if ('why' in object) return object
  const parsed = answerShape.safeParse(object.value)
  if (!parsed.success) return refusal('answer', 'expected {"id", "output", "confidence"} or {"id", "error"}', value)
  const { output, confidence, error } = parsed.data
  if (parsed.data.id !== id) return refusal('answer', `expected id ${JSON.stringify(id)}`, value)
  if ((output === undefined) === (error === undefined))
    return refusal('answer', 'expected either output or error', value)
  if (error !== undefined) return { kind: 'error', code: error }
  if (deeperThan(output, DEPTH)) return refusal('answer', `output nested deeper than ${DEPTH}`, id)
  return { kind: 'output', output: output as Json, ...(confidence === undefined ? {} : { confidence }) }
}

/** A reply as the answer to an input that took so long, in milliseconds. */
export function answerOf(reply: Reply, latencyMs: number): Answer {
  if (reply.kind === 'error') return { ok: false, code: reply.code, latencyMs }
  const { output, confidence } = reply
  return { ok: true, output, ...(confidence === undefined ? {} : { confidence }), latencyMs }
}

/** A line as JSON; undefined where it is none. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): { readonly value: object } | Refusal {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
  return refusal('garbage', 'expected one JSON object a line', value)
}

function refusal(why: Refusal['why'], expected: string, got: unknown): Refusal {
  return { kind: 'refused', why, detail: `${expected}; got ${JSON.stringify(got)?.slice(0, 200) ?? 'no JSON'}` }
}

function deeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((v) => (typeof v === 'object' && v !== null ? Object.values(v) : []))
  }
  return false
}
