import type { Instrument } from '../contract.ts'
import { abstention } from './abstention/index.ts'
import { bankCheck } from './bank-check/index.ts'
import { calibration } from './calibration/index.ts'
import { citations } from './citations/index.ts'
import { consistency } from './consistency/index.ts'
import { contentSafety } from './content-safety/index.ts'
import { factual } from './factual/index.ts'
import { hallucination } from './hallucination/index.ts'
import { overRefusal } from './over-refusal/index.ts'
import { perturbation } from './perturbation/index.ts'
import { refusal } from './refusal/index.ts'
import { sycophancy } from './sycophancy/index.ts'

/** Instruments that ask a chat endpoint, and the check of the banks they ask from. */
export const llmInstruments = [
  refusal,
  overRefusal,
  contentSafety,
  factual,
  calibration,
  hallucination,
  abstention,
  consistency,
  sycophancy,
  citations,
  perturbation,
  bankCheck,
] as unknown as readonly Instrument[]
