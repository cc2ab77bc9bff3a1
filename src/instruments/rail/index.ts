import type { Instrument } from '../contract.ts'
import { gtfs } from './gtfs/index.ts'
import { gtfsRt } from './gtfs-rt/index.ts'

/** What runs on the files of a metro operator: timetables, records of running, ledgers of events, tables of scenarios. */
export const railInstruments: readonly Instrument[] = [gtfs, gtfsRt] as unknown as readonly Instrument[]
