import type { Instrument } from '../contract.ts'
import { ocr } from './ocr/index.ts'

/** Instruments that measure recognition algorithms. */
export const recognitionInstruments = [ocr] as unknown as readonly Instrument[]
