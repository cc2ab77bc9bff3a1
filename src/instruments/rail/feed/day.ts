/** One train on one day. Times are seconds of the service day (noon minus 12 hours), past 86400 after midnight; null where there is none. */
export interface TrainRun {
  readonly trip: string
  /** places in the list of stops, in the order in which the train calls */
  readonly stops: readonly number[]
  readonly arrivals: readonly (number | null)[]
  readonly departures: readonly (number | null)[]
  /** runs by headway without times of its own (frequencies.txt, exact_times 0): no delay can be told */
  readonly byHeadway?: true
}

/** A direction of a line on one service day, as planned. */
export interface PlannedDay {
  readonly date: string
  readonly route: string
  readonly name: string
  readonly direction: string
  readonly stops: readonly string[]
  /** what people call them; the id where the feed has no name */
  readonly stopNames: readonly string[]
  /** from the first stop along the line, in the unit of the feed or in stops where it gives none */
  readonly places: readonly number[]
  readonly trains: readonly TrainRun[]
}

/** Distances along the line are known, or stops are set out evenly. */
export function evenPlaces(stops: readonly string[]): readonly number[] {
  return stops.map((_, i) => i)
}

/** Which of the two times of a call decides; the other stands in where it is missing, as at the ends of a line. */
export type CallTime = 'arrival' | 'departure'

export function callTime(train: TrainRun, k: number, by: CallTime): number | null {
  const [a, d] = [train.arrivals[k] ?? null, train.departures[k] ?? null]
  return by === 'arrival' ? (a ?? d) : (d ?? a)
}
