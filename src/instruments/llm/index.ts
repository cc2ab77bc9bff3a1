import type { Instrument } from '../contract.ts'
import { bankCheck } from './bank-check/index.ts'
import { calibration } from './calibration/index.ts'
import { contentSafety } from './content-safety/index.ts'
import { factual } from './factual/index.ts'
import { overRefusal } from './over-refusal/index.ts'
import { refusal } from './refusal/index.ts'

/** Instruments that ask a chat endpoint, and the check of the banks they ask from. */
export const llmInstruments = [
  refusal,
  overRefusal,
  contentSafety,
  factual,
  calibration,
  bankCheck,
] as unknown as readonly Instrument[]
