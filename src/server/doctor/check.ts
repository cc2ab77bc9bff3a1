import type { Problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import type { Engine } from '../../registry/engine.ts'
import type { EvidenceStore } from '../../registry/evidence/store.ts'
import type { Place } from '../place.ts'

/** What a check looks at. The figures of the machine come in, so that a check can be tried on others. */
export interface Patient {
  readonly place: Place
  readonly env: Readonly<Record<string, string | undefined>>
  /** where people reach it, if that is to be looked at */
  readonly origin?: string
  /** every file of evidence, read against its hash */
  readonly deep: boolean
  readonly node: string
  /** bytes free for a folder */
  readonly free: (folder: string) => Promise<number>
  /** milliseconds since 1970 */
  readonly now: () => number
}

/** With its database opened and its store at hand. */
export interface OpenPatient extends Patient {
  readonly engine: Engine
  readonly evidence: EvidenceStore
}

/** One thing that can be wrong: a problem says what and the next step, a warning does not make an installation unsound. */
export type Check =
  | { readonly id: string; readonly title: Text; readonly of: 'machine'; look(p: Patient): Promise<readonly Problem[]> }
  | {
      readonly id: string
      readonly title: Text
      readonly of: 'database'
      look(p: OpenPatient): Promise<readonly Problem[]>
    }

export interface Finding {
  readonly check: string
  readonly title: Text
  readonly state: 'sound' | 'warning' | 'wrong' | 'skipped'
  readonly problems: readonly Problem[]
}
