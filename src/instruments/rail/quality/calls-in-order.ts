import type { Findings } from './findings.ts'

/** Numbers that grow by doubling: calls of a network in a few bytes each. */
class Numbers {
  #values = new Int32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const more = new Int32Array(this.length * 2)
      more.set(this.#values)
      this.#values = more
    }
    this.#values[this.length++] = value
  }

  at(k: number): number {
    return this.#values[k]!
  }
}

export interface Call {
  /** number of the trip */
  readonly trip: number
  readonly sequence: number
  /** seconds of the service day; undefined where the call has none, `broken` where something stands there that is no time */
  readonly arrival: number | 'broken' | undefined
  readonly departure: number | 'broken' | undefined
  readonly line: number
  readonly record: number
}

const NONE = -1
const BROKEN = -2
const FIELDS = ['trip', 'sequence', 'arrival', 'departure', 'line', 'record'] as const

/** Calls of all trips, checked trip by trip when the last is in: rows of a trip may lie anywhere in the table. */
export class CallsInOrder {
  readonly #of = Object.fromEntries(FIELDS.map((f) => [f, new Numbers()])) as Record<(typeof FIELDS)[number], Numbers>

  add(call: Call): void {
    for (const field of FIELDS) {
      const value = call[field] ?? NONE
      this.#of[field].push(value === 'broken' ? BROKEN : value)
    }
  }

  /** Says which sequence numbers come twice, which ends of a trip have no time, and where time goes back. `trips`: how many there are. */
  check(trips: number, findings: Findings): void {
    for (const calls of this.#byTrip(trips)) {
      calls.sort((a, b) => this.#of.sequence.at(a) - this.#of.sequence.at(b) || a - b)
      let latest = NONE
      for (const [k, call] of calls.entries()) {
        const say = (rule: 'key-twice' | 'field-missing' | 'time-goes-back', got: string) =>
          findings.add(this.#of.record.at(call), 'error', rule, this.#of.line.at(call), got)
        const [sequence, arrival, departure] = [
          this.#of.sequence.at(call),
          this.#of.arrival.at(call),
          this.#of.departure.at(call),
        ]
        if (k > 0 && this.#of.sequence.at(calls[k - 1]!) === sequence) say('key-twice', `stop_sequence ${sequence}`)
        if ((k === 0 || k === calls.length - 1) && arrival === NONE && departure === NONE)
          say('field-missing', 'arrival_time, departure_time of the first or last call')
        const times = [arrival, departure].filter((t) => t >= 0)
        if (times.some((t, i) => t < (i === 0 ? latest : times[0]!))) say('time-goes-back', String(sequence))
        latest = Math.max(latest, ...times)
      }
    }
  }

  *#byTrip(trips: number): Generator<Uint32Array> {
    const { trip } = this.#of
    const starts = new Uint32Array(trips + 1)
    for (let k = 0; k < trip.length; k++) starts[trip.at(k) + 1]!++
    for (let t = 0; t < trips; t++) starts[t + 1]! += starts[t]!
    const next = starts.slice()
    const calls = new Uint32Array(trip.length)
    for (let k = 0; k < trip.length; k++) calls[next[trip.at(k)]!++] = k
    for (let t = 0; t < trips; t++) if (starts[t + 1]! > starts[t]!) yield calls.subarray(starts[t]!, starts[t + 1]!)
  }
}
