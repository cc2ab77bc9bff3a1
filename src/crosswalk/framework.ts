import type { Text } from '../language/text.ts'

/** How sure a row of data is: read in a source, known and not read again, ours. */
export type Known = 'seen' | 'recalled' | 'proposed'

/** Fields of another format that ours has no word for, so that none is lost. JSON values. */
export type Kept = Readonly<Record<string, unknown>>

/** What demands something, in one version: a standard, a law, a management system, a list of risks. */
export interface Framework {
  /** short and stable in addresses: `eu-ai-act` */
  readonly id: string
  /** what people write: `GB/T 45654-2025`; the first is shown, the others are known to importers */
  readonly names: readonly string[]
  readonly title: Text
  readonly publisher?: string
  readonly version?: string
  /** under what its titles may be shown */
  readonly licence?: string
  /** how the list of requirements came about */
  readonly source?: string
  readonly level?: Level
  /** of the standard that it was read off: SHA-256 of its canonical form */
  readonly hash?: string
  /** what the file that it was imported from says beside this */
  readonly kept?: Kept
  readonly requirements: readonly Requirement[]
}

/** For whom it is in force; what another country or a union made is international from here. Lowest first. */
export const levels = ['local', 'national', 'international'] as const
export type Level = (typeof levels)[number]

export interface Requirement {
  /** as the framework spells it: `GOVERN 1.1`, `第七条` */
  readonly id: string
  readonly parent?: string
  readonly kind: string
  /** in our words, never the text of the framework */
  readonly title: Text
  /** somebody could find it satisfied or not; a chapter heading or a definition could not */
  readonly testable: boolean
  /** its parts are all of it; otherwise it says something of its own beside them */
  readonly whole?: boolean
  readonly known: Known
  readonly note?: string
  /** as of a framework; the text of the requirement may be in it, and whose that is says its licence */
  readonly kept?: Kept
}

/** `framework#id`, unique across frameworks. */
export const keyOf = (framework: string, id: string): string => `${framework}#${id}`
