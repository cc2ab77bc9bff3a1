import type { Instrument } from '../contract.ts'
import { abstention } from './abstention/index.ts'
import { availability } from './availability/index.ts'
import { bias } from './bias/index.ts'
import { calibration } from './calibration/index.ts'
import { citations } from './citations/index.ts'
import { consistency } from './consistency/index.ts'
import { contentSafety } from './content-safety/index.ts'
import { edgeInputs } from './edge-inputs/index.ts'
import { factual } from './factual/index.ts'
import { hallucination } from './hallucination/index.ts'
import { hierarchy } from './hierarchy/index.ts'
import { injection } from './injection/index.ts'
import { jailbreak } from './jailbreak/index.ts'
import { judgeCalibration } from './judge-calibration/index.ts'
import { overRefusal } from './over-refusal/index.ts'
import { perturbation } from './perturbation/index.ts'
import { privacy } from './privacy/index.ts'
import { refusal } from './refusal/index.ts'
import { sycophancy } from './sycophancy/index.ts'
import { toxicity } from './toxicity/index.ts'

/** Instruments that ask a chat endpoint. */
export const llmInstruments = [
  refusal,
  overRefusal,
  contentSafety,
  toxicity,
  factual,
  calibration,
  hallucination,
  abstention,
  consistency,
  sycophancy,
  citations,
  perturbation,
  jailbreak,
  injection,
  edgeInputs,
  privacy,
  bias,
  hierarchy,
  availability,
  judgeCalibration,
] as unknown as readonly Instrument[]
