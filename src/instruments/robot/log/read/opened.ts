import type { Message } from './rules.ts'

/** A topic as the index of a log lists it. */
export interface Topic {
  readonly topic: string
  /** name of its messages, such as nav_msgs/Odometry; empty where the log says none */
  readonly type: string
  /** how they are encoded, with the kind of their schema */
  readonly encoding: string
  readonly messages: number
}

/** A log with an index: what it holds is known before a message is read. Times are seconds since 1970. */
export interface OpenedLog {
  readonly start: number
  readonly end: number
  readonly topics: ReadonlySet<string>
  /** by name */
  readonly listing: readonly Topic[]
  /** topics whose messages cannot be decoded here, and how they are encoded */
  readonly foreign: ReadonlyMap<string, string>
  /** the messages of these topics in the order of time; chunks without them are not read */
  messages(topics: readonly string[]): AsyncIterable<Omit<Message, 'number'>>
  close(): Promise<void>
}

/** Channels of one topic, type and encoding together, by name. */
export function listingOf(channels: readonly Topic[]): readonly Topic[] {
  const topics = new Map<string, Topic>()
  for (const c of channels) {
    const key = JSON.stringify([c.topic, c.type, c.encoding])
    topics.set(key, { ...c, messages: c.messages + (topics.get(key)?.messages ?? 0) })
  }
  return [...topics].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, topic]) => topic)
}
