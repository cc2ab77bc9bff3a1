import type { Text } from '../language/text.ts'
import type { Days } from './days.ts'
import { formatIdentifier } from './identifier/format.ts'
import type { Identifier } from './identifier/identifier.ts'

/** How sure a row is: read in a source, or known and to be checked. */
export type Known = 'seen' | 'recalled' | 'proposed'

export const levels = [
  'international',
  'regional',
  'foreign',
  'national',
  'industry',
  'local',
  'group',
  'enterprise',
  'committee',
  'community',
  'regulation',
] as const
export type Level = (typeof levels)[number]

/** As its source says it; what it is on a day follows from this and the dates. */
export const statuses = ['project', 'draft', 'approved', 'published', 'in-force', 'replaced', 'withdrawn'] as const
export type Status = (typeof statuses)[number]

/** How far a document takes over another. Source: GB/T 20000.2; EQV is of its editions before 2001. */
export const adoptions = ['IDT', 'MOD', 'NEQ', 'EQV'] as const

export interface Adopts {
  readonly degree: (typeof adoptions)[number]
  /** the number as the source writes it */
  readonly number: string
  readonly known: Known
}

/** One edition of a document, as a catalogue knows it. */
export interface Edition {
  readonly identifier: Identifier
  readonly title: Text
  readonly level: Level
  readonly status: Status
  /** the words of the source, where they say more */
  readonly statusRead: string
  /** of ISO and IEC, harmonized stage code such as 60.60 */
  readonly isoStage?: string
  readonly published?: Days
  readonly effective?: Days
  readonly withdrawn?: Days
  readonly body: string
  /** code in the system of standards of 2024 */
  readonly class: string
  readonly adopts?: Adopts
  /** the number of the edition that takes its place */
  readonly replacedBy?: string
  readonly source: string
  readonly known: Known
  readonly note: string
}

/** What an edition is looked up by. */
export const keyOf = ({ identifier }: Edition): string => formatIdentifier(identifier)

/** Whether it has to be followed: by its number, as the law of standardization has it. Undefined where a number does not say. */
export function mandateOf({
  identifier: { scheme, type },
}: Edition): 'mandatory' | 'recommended' | 'guidance' | undefined {
  if (type === 'Z') return 'guidance'
  if (scheme === 'national' || scheme === 'industry' || scheme === 'local')
    return type === 'T' ? 'recommended' : 'mandatory'
  return undefined
}
