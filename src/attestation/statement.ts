import { z } from 'zod'
import { sha256Hex } from '../language/canonical.ts'
import { byCodeUnit } from './bytes.ts'
import type { JsonValue } from './canonical.ts'
import { names } from './layout.ts'

export const statementType = 'https://in-toto.io/Statement/v1'

/** The name of what is stated. It is compared, never fetched. */
export const assessmentPredicate = 'https://plumbline.dev/assessment/v1'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const predicateShape = z.looseObject({
  standard: z.looseObject({ id: z.string(), edition: z.string(), sha256, authority: z.string() }),
  subject: z.looseObject({ id: z.string(), version: z.string() }),
  judgement: z.looseObject({ sha256 }),
  headline: z.json(),
  party: z.enum(['first', 'second', 'third']),
  date: z.iso.date(),
  tool: z.looseObject({ name: z.string(), version: z.string() }),
})

/** In-toto Statement v1 about an assessment. */
export const statementShape = z.strictObject({
  _type: z.literal(statementType),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256 }) })).min(1),
  predicateType: z.literal(assessmentPredicate),
  predicate: predicateShape,
})
export type Statement = z.infer<typeof statementShape>

/** What the signer states: this subject, judged by this standard, came to this headline. */
export interface AssessmentPredicate {
  /** `sha256`: hash of the standard's canonical form, with everything it extends; `authority` is shown wherever the headline is */
  readonly standard: {
    readonly id: string
    readonly edition: string
    readonly sha256: string
    readonly authority: string
  }
  readonly subject: { readonly id: string; readonly version: string }
  /** hash of the bytes of `judgement.json` */
  readonly judgement: { readonly sha256: string }
  readonly headline: JsonValue
  readonly party: 'first' | 'second' | 'third'
  /** day of judgement, ISO 8601 calendar date */
  readonly date: string
  readonly tool: { readonly name: string; readonly version: string }
}

/** States the predicate about every file of the bundle but the envelope itself, each by its SHA-256. */
export function makeStatement(
  files: ReadonlyMap<string, Uint8Array>,
  predicate: AssessmentPredicate,
): {
  readonly _type: typeof statementType
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[]
  readonly predicateType: typeof assessmentPredicate
  readonly predicate: AssessmentPredicate
} {
  const subject = [...files]
    .filter(([name]) => name !== names.envelope)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, bytes]) => ({ name, digest: { sha256: sha256Hex(bytes) } }))
  return { _type: statementType, subject, predicateType: assessmentPredicate, predicate }
}
