import type { Instrument } from '../contract.ts'
import { filing } from './filing/index.ts'

/** What is read of enterprises: their filings. */
export const enterpriseInstruments = [filing] as unknown as readonly Instrument[]
