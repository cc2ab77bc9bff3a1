import type { Instrument } from '../contract.ts'
import { ledger } from './ledger/index.ts'
import { runRecord } from './run.ts'
import { weights } from './weights/index.ts'

/** Instruments that read what an organisation keeps, and the run's own record. */
export const recordInstruments = [ledger, runRecord, weights] as unknown as readonly Instrument[]
