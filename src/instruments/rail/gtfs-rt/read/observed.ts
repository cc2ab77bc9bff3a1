import { dayOf, serviceDayOf, serviceSeconds } from '../../feed/service-time.ts'
import type { Timetable } from '../../feed/timetable.ts'

/** What was seen of a train at a stop; Unix seconds, null where nothing was. */
export interface SeenCall {
  arrival: number | null
  departure: number | null
}

export interface SeenTrain {
  readonly date: string
  readonly route: string
  readonly direction: string
  readonly trip: string
  readonly calls: Map<string, SeenCall>
  cancelled: boolean
}

export interface TripKey {
  readonly trip: string
  readonly route: string
  readonly direction: string
  readonly date: string
  readonly start: string
}

/** Trains as they were seen, one entry a trip and service day, of the lines and days that count. */
export class Observed {
  readonly trains = new Map<string, SeenTrain>()
  readonly #zone: string
  readonly #timetable: Timetable | undefined
  readonly #planned: ReadonlySet<string>
  readonly #routes: ReadonlySet<string> | undefined
  readonly #dates: ReadonlySet<string> | undefined

  constructor(
    zone: string,
    timetable: Timetable | undefined,
    routes: readonly string[] | undefined,
    dates: readonly string[] | undefined,
  ) {
    this.#zone = zone
    this.#timetable = timetable
    this.#planned = new Set(timetable?.days.flatMap((d) => d.trains.map((t) => t.trip)))
    const known = timetable?.days.map((d) => d.route)
    this.#routes = known !== undefined ? new Set([...known, ...(routes ?? [])]) : routes && new Set(routes)
    this.#dates = timetable !== undefined ? new Set(timetable.days.map((d) => d.date)) : dates && new Set(dates)
  }

  /** The train that something is said of at a moment (Unix seconds); undefined where it does not count. */
  train(said: TripKey, moment: number): SeenTrain | undefined {
    if (said.trip === '') return undefined
    const planned = this.#timetable?.tripOf.get(said.trip)
    const route = planned?.route ?? said.route
    if (this.#routes !== undefined && !this.#routes.has(route)) return undefined
    const date = dayOf(said.date) ?? (Number.isNaN(moment) ? undefined : serviceDayOf(moment, this.#zone))
    if (date === undefined || (this.#dates !== undefined && !this.#dates.has(date))) return undefined
    const trip = this.#instance(said)
    const key = JSON.stringify([date, trip, route])
    let train = this.trains.get(key)
    if (train === undefined) {
      train = { date, route, direction: planned?.direction ?? said.direction, trip, calls: new Map(), cancelled: false }
      this.trains.set(key, train)
    }
    return train
  }

  /** A trip of frequencies.txt is told from its repetitions by its start. */
  #instance({ trip, start }: TripKey): string {
    const seconds = start === '' ? undefined : serviceSeconds(start)
    const own = `${trip}@${seconds}`
    return seconds !== undefined && this.#planned.has(own) ? own : trip
  }
}

export function callAt(train: SeenTrain, stop: string): SeenCall {
  let call = train.calls.get(stop)
  if (call === undefined) {
    call = { arrival: null, departure: null }
    train.calls.set(stop, call)
  }
  return call
}
