import type { Instrument } from '../contract.ts'
import { documents } from './documents/index.ts'
import { filing } from './filing/index.ts'

/** What is read of enterprises: their filings and the documents behind them. */
export const enterpriseInstruments = [filing, documents] as unknown as readonly Instrument[]
