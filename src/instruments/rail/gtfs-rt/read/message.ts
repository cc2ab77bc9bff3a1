import protobuf from 'protobufjs/light.js'

/** What is read of a trip, in whatever form it came. */
export interface TripSaid {
  readonly trip: string
  readonly route: string
  readonly direction: string
  /** YYYYMMDD */
  readonly date: string
  readonly start: string
  readonly cancelled: boolean
}

export interface PositionSaid extends TripSaid {
  readonly stop: string
  readonly stopped: boolean
  /** Unix seconds; NaN where there is none */
  readonly time: number
}

export interface CallSaid {
  readonly stop: string
  readonly arrival: TimeSaid
  readonly departure: TimeSaid
}

/** A time, or a delay against the timetable, in seconds; NaN where there is none. */
export interface TimeSaid {
  readonly time: number
  readonly delay: number
}

export interface UpdateSaid extends TripSaid {
  readonly time: number
  readonly calls: readonly CallSaid[]
}

export interface MessageSaid {
  /** Unix seconds of the whole message; NaN where there is none */
  readonly time: number
  readonly positions: readonly PositionSaid[]
  readonly updates: readonly UpdateSaid[]
}

const field = (id: number, type: string, rule?: 'repeated') => ({ id, type, ...(rule === undefined ? {} : { rule }) })

/**
 * The part of the schema that is read; a decoder passes over every other field.
 * Source: GTFS Realtime Reference v2.0, gtfs-realtime.proto, field numbers.
 */
const { nested } = {
  nested: {
    FeedMessage: { fields: { header: field(1, 'FeedHeader'), entity: field(2, 'FeedEntity', 'repeated') } },
    FeedHeader: { fields: { gtfs_realtime_version: field(1, 'string'), timestamp: field(3, 'uint64') } },
    FeedEntity: {
      fields: { id: field(1, 'string'), trip_update: field(3, 'TripUpdate'), vehicle: field(4, 'VehiclePosition') },
    },
    TripDescriptor: {
      fields: {
        trip_id: field(1, 'string'),
        start_time: field(2, 'string'),
        start_date: field(3, 'string'),
        schedule_relationship: field(4, 'int32'),
        route_id: field(5, 'string'),
        direction_id: field(6, 'uint32'),
      },
    },
    VehiclePosition: {
      fields: {
        trip: field(1, 'TripDescriptor'),
        current_status: field(4, 'int32'),
        timestamp: field(5, 'uint64'),
        stop_id: field(7, 'string'),
      },
    },
    TripUpdate: {
      fields: {
        trip: field(1, 'TripDescriptor'),
        stop_time_update: field(2, 'StopTimeUpdate', 'repeated'),
        timestamp: field(4, 'uint64'),
      },
    },
    StopTimeUpdate: {
      fields: {
        stop_sequence: field(1, 'uint32'),
        arrival: field(2, 'StopTimeEvent'),
        departure: field(3, 'StopTimeEvent'),
        stop_id: field(4, 'string'),
        schedule_relationship: field(5, 'int32'),
      },
    },
    StopTimeEvent: { fields: { delay: field(1, 'int32'), time: field(2, 'int64') } },
  },
}
const feedMessage = protobuf.Root.fromJSON({ nested }).lookupType('FeedMessage')

/** A GTFS-realtime message in its binary form. Throws what protobufjs says of bytes that are none. */
export function decoded(bytes: Uint8Array): MessageSaid {
  const message = feedMessage.toObject(feedMessage.decode(bytes), { longs: Number })
  if (message['header'] === undefined) throw new RangeError('no header')
  return messageOf(message)
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)

/** A message as an object, its names in snake_case or camelCase, its enumerations as words or numbers. RangeError where it is none. */
export function messageOf(given: unknown): MessageSaid {
  const entities = isFields(given) ? (get(given, 'entity') ?? []) : undefined
  if (!isFields(given) || !Array.isArray(entities)) throw new RangeError('no list "entity"')
  const time = number(get(fields(given, 'header'), 'timestamp'))
  const of = (name: string) =>
    entities.flatMap((e) => (isFields(e) && isFields(get(e, name)) ? [get(e, name) as Fields] : []))
  return { time, positions: of('vehicle').map(positionOf), updates: of('trip_update').map(updateOf) }
}

function positionOf(vehicle: Fields): PositionSaid {
  return {
    ...tripOf(fields(vehicle, 'trip')),
    stop: text(get(vehicle, 'stop_id')),
    stopped: isWord(get(vehicle, 'current_status'), 'STOPPED_AT', 1),
    time: number(get(vehicle, 'timestamp')),
  }
}

function updateOf(update: Fields): UpdateSaid {
  const calls = get(update, 'stop_time_update')
  return {
    ...tripOf(fields(update, 'trip')),
    time: number(get(update, 'timestamp')),
    calls: (Array.isArray(calls) ? calls : []).filter(isFields).flatMap((call): CallSaid[] => {
      // a stop that is skipped, or of which nothing is said, is no call
      const relation = get(call, 'schedule_relationship')
      if (isWord(relation, 'SKIPPED', 1) || isWord(relation, 'NO_DATA', 2)) return []
      return [
        {
          stop: text(get(call, 'stop_id')),
          arrival: timeOf(fields(call, 'arrival')),
          departure: timeOf(fields(call, 'departure')),
        },
      ]
    }),
  }
}

const timeOf = (event: Fields): TimeSaid => ({ time: number(get(event, 'time')), delay: number(get(event, 'delay')) })

function tripOf(trip: Fields): TripSaid {
  const relation = get(trip, 'schedule_relationship')
  return {
    trip: text(get(trip, 'trip_id')),
    route: text(get(trip, 'route_id')),
    direction: text(get(trip, 'direction_id')),
    date: text(get(trip, 'start_date')),
    start: text(get(trip, 'start_time')),
    cancelled: isWord(relation, 'CANCELED', 3) || isWord(relation, 'DELETED', 7),
  }
}

function get(of: Fields, name: string): unknown {
  return of[name] ?? of[name.replaceAll(/_([a-z])/g, (_, c: string) => c.toUpperCase())]
}

function fields(of: Fields, name: string): Fields {
  const found = get(of, name)
  return isFields(found) ? found : {}
}

const isWord = (given: unknown, word: string, code: number) => given === word || given === code
const text = (given: unknown) => (typeof given === 'string' || typeof given === 'number' ? String(given) : '')
const number = (given: unknown) =>
  typeof given === 'number' || (typeof given === 'string' && /^-?\d+$/.test(given)) ? Number(given) : Number.NaN
