import type { Instrument } from '../contract.ts'
import { equipment } from './equipment/index.ts'
import { railEvents } from './events/index.ts'
import { flow } from './flow/index.ts'
import { gtfs } from './gtfs/index.ts'
import { gtfsRt } from './gtfs-rt/index.ts'
import { incidents } from './incidents/index.ts'
import { predictions } from './predictions/index.ts'
import { quality } from './quality/index.ts'
import { regulation } from './regulation/index.ts'
import { scenarios } from './scenarios/index.ts'
import { targets } from './targets/index.ts'

/**
 * What runs on the files of a metro operator: timetables, records of running, predictions, ledgers of events, tables of scenarios,
 * targets by year, and records of regulation, incidents, flow and equipment.
 */
export const railInstruments = [
  gtfs,
  gtfsRt,
  predictions,
  railEvents,
  scenarios,
  targets,
  regulation,
  incidents,
  flow,
  equipment,
  quality,
] as unknown as readonly Instrument[]
