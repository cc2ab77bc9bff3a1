import type { Instrument } from '../contract.ts'
import { detection } from './detection/index.ts'
import { ocr } from './ocr/index.ts'

/** Instruments that measure recognition algorithms. */
export const recognitionInstruments = [ocr, detection] as unknown as readonly Instrument[]
