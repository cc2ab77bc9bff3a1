import type { Evidence } from '../../judge/evidence.ts'
import type { Outcome } from '../../language/problem.ts'
import type { BundleLimits } from '../bundle/limits.ts'
import type { JsonValue } from '../canonical.ts'
import type { PublicKey } from '../public-key.ts'

export type Files = ReadonlyMap<string, Uint8Array>

/** What verification needs of an instrument; every `Instrument` and every `Reducer` has it. */
export interface ReducerPart {
  readonly name: string
  readonly version: string
  readonly params: {
    safeParse(
      value: unknown,
    ):
      | { readonly success: true; readonly data: unknown }
      | { readonly success: false; readonly error: { readonly message: string } }
  }
  reduce(
    results: readonly { readonly id: string; readonly result: never }[],
    params: never,
    confidences: readonly string[],
  ): unknown
}

/**
 * What the verifier brings. All of it is pure. `plan`, `headline` and `reports` close what a dishonest signer could still
 * bend (a plan the standard does not ask for, a headline the judgement does not give, a report that says something else);
 * without one of them that step is reported as not checked, never as passed.
 */
export interface VerifyParts<S extends { readonly hash: string }> {
  /** keys whose owners the verifier knows; without them the best verdict is `genuine-unknown-signer` */
  readonly trustedKeys?: readonly PublicKey[]
  readonly limits?: BundleLimits
  /** loads the standard that starts at `entry`, with all it extends, from the files of the bundle; `hash` is SHA-256 hex of its canonical form */
  readonly load: (files: Files, entry: string) => Outcome<S>
  /** the JSON value that `judgement.json` holds; throws ProblemError when the evidence cannot be judged */
  readonly judge: (standard: S, evidence: Evidence) => unknown
  /** by `family/name@version`, or by `family/name` */
  readonly reducers: ReadonlyMap<string, ReducerPart>
  /** version of this language and judge, compared with the manifest's */
  readonly engine: string
  /** the plan the standard asks for with this subject, as `plan.json` holds it */
  readonly plan?: (standard: S, subject: JsonValue) => unknown
  /** the headline a judgement gives, as the statement's predicate holds it */
  readonly headline?: (judgement: JsonValue) => unknown
  /** the report files that anybody can write again from the other files of the bundle */
  readonly reports?: (files: Files) => Files
}
