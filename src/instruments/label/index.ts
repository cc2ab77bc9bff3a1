import type { Instrument } from '../contract.ts'
import { labelCheck } from './check/index.ts'

/** Instruments that look at labels on generated content. */
export const labelInstruments = [labelCheck] as unknown as readonly Instrument[]
