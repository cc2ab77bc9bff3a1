/** A JSON value, as an algorithm puts it out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One input, whole: what is hashed is what the algorithm gets. `name` tells the kind of file by its ending. */
export interface Input {
  readonly id: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What came of one call: an output, or a code by which the algorithm itself says that it failed. That is its result, and it counts. */
export type Answer =
  | {
      readonly ok: true
      readonly output: Json
      readonly confidence?: number | undefined
      /** wall time around the call, milliseconds */
      readonly latencyMs: number
    }
  | { readonly ok: false; readonly code: string; readonly latencyMs: number }

/** Who answers, by its own word when it starts. */
export interface About {
  readonly name: string
  readonly version: string
  /** SHA-256 of the model, or however the algorithm names what it has learnt */
  readonly model?: string | undefined
  readonly threads?: number | undefined
}

/** An algorithm under test, started. As many calls are in flight as it was opened for; further ones wait. */
export interface Algorithm {
  readonly kind: 'process' | 'service' | 'tesseract.js'
  readonly about: About
  /** Throws a SetupError where the set-up and not the algorithm failed: a crash, a time-out, an answer that is none. */
  ask(input: Input, signal: AbortSignal): Promise<Answer>
  /** highest resident memory of its own processes so far, KiB; undefined where it cannot be told */
  peakMemory(): Promise<number | undefined>
  close(): Promise<void>
}
