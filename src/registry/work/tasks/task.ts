import type { NamedKeys } from '../../../instruments/llm/client/keys.ts'
import type { Problem } from '../../../language/problem.ts'
import type { Text } from '../../../language/text.ts'

/**
 * What a worker needs to know of an assessment, as plain data: it has no database, and may run in a thread of its own.
 * `folder` holds the subject's description (`subject.yaml`) and its files.
 */
export interface Matter {
  readonly folder: string
  /** the same without what people filled in since, the same for all runs */
  readonly asKept: string
  /** the standard's text, then those of the standards it extends */
  readonly standard: readonly (readonly [name: string, text: string])[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly findings: Readonly<Record<string, unknown>>
  readonly date: string
  readonly party: 'first' | 'second' | 'third'
  /** items measured at once at most */
  readonly width: number
}

export interface PrepareTask {
  readonly kind: 'prepare'
  readonly matter: Matter
  /** that the subject asks for by name; they end with the task */
  readonly keys: NamedKeys
}

/** What will be measured, in this order. */
export interface Prepared {
  readonly measures: readonly {
    readonly measure: string
    readonly instrument: string
    readonly title: Text
    readonly items: number
  }[]
  /** facts and findings that are still open, and measures that nothing can determine */
  readonly open: {
    readonly facts: readonly string[]
    readonly findings: readonly string[]
    readonly measures: readonly { readonly measure: string; readonly origin: string }[]
  }
  readonly warnings: readonly Problem[]
}

export interface ChunkTask {
  readonly kind: 'chunk'
  readonly matter: Matter
  readonly keys: NamedKeys
  readonly measure: string
  readonly first: number
  readonly count: number
  readonly journal: string
  /** journals of measures before it, where they may share results */
  readonly earlier: readonly string[]
}

export interface ChunkDone {
  readonly measured: number
  readonly errors: number
}

export interface ConcludeTask {
  readonly kind: 'conclude'
  readonly matter: Matter
  /** with empty values: that they were there is part of what was asked, and nothing is sent any more */
  readonly keys: NamedKeys
  /** journals of the chunks, by measure, in the order of the work list */
  readonly journals: Readonly<Record<string, readonly string[]>>
  /** an empty folder for what is made */
  readonly out: string
  /** PEM file of the key that signs; without it that of this installation */
  readonly key: { readonly folder: string }
}

export interface Concluded {
  /** file of the bundle */
  readonly bundle: string
  readonly subject: { readonly id: string; readonly title: Text; readonly version: string }
  readonly verdict: 'conforms' | 'does-not-conform' | 'open'
  readonly headline: Readonly<Record<string, string>>
  readonly signedBy: string
  /** files of sheets for people, in `out` */
  readonly sheets: readonly {
    readonly measure: string
    readonly file: string
    readonly open: number
    readonly saveAs: string
  }[]
  readonly warnings: readonly Problem[]
}

export type Task = PrepareTask | ChunkTask | ConcludeTask
export type TaskDone<T extends Task> = T extends PrepareTask ? Prepared : T extends ChunkTask ? ChunkDone : Concluded
