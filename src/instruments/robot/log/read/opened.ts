import type { Message } from './rules.ts'

/** A log with an index: what it holds is known before a message is read. Times are seconds since 1970. */
export interface OpenedLog {
  readonly start: number
  readonly end: number
  readonly topics: ReadonlySet<string>
  /** topics whose messages cannot be decoded here, and how they are encoded */
  readonly foreign: ReadonlyMap<string, string>
  /** the messages of these topics in the order of time; chunks without them are not read */
  messages(topics: readonly string[]): AsyncIterable<Omit<Message, 'number'>>
  close(): Promise<void>
}
