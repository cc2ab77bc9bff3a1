/** Short facts of a span or a figure: patterns, counts and words of our own; never a value that somebody sent. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** Tells an observer what is done and how long it takes, where the installation has one. */
export interface Telemetry {
  /**
   * Does `work` as a span within the one that runs, or within `parent` (a W3C traceparent). What it throws is marked by its class alone.
   * `add` gives facts that are known later.
   */
  span<T>(name: string, facts: Facts, work: (add: (facts: Facts) => void) => Promise<T>, parent?: string): Promise<T>
  /** the span that runs, as a W3C traceparent, to go on with elsewhere */
  current(): string | undefined
  /** adds to a sum */
  count(name: string, n: number, facts: Facts): void
  /** seconds that something took */
  took(name: string, seconds: number, facts: Facts): void
  /** sends what is not sent yet */
  close(): Promise<void>
}

/** Nobody observes. */
export const unobserved: Telemetry = {
  span: (_name, _facts, work) => work(() => {}),
  current: () => undefined,
  count: () => {},
  took: () => {},
  close: async () => {},
}
