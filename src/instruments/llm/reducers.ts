import type { Reducer } from '../contract.ts'
import { abstentionReducer } from './abstention/reduce.ts'
import { availabilityReducer } from './availability/reduce.ts'
import { biasReducer } from './bias/reduce.ts'
import { calibrationReducer } from './calibration/reduce.ts'
import { citationsReducer } from './citations/reduce.ts'
import { consistencyReducer } from './consistency/reduce.ts'
import { contentSafetyReducer } from './content-safety/reduce.ts'
import { edgeInputsReducer } from './edge-inputs/reduce.ts'
import { factualReducer } from './factual/reduce.ts'
import { hallucinationReducer } from './hallucination/reduce.ts'
import { hierarchyReducer } from './hierarchy/reduce.ts'
import { injectionReducer } from './injection/reduce.ts'
import { jailbreakReducer } from './jailbreak/reduce.ts'
import { judgeCalibrationReducer } from './judge-calibration/reduce.ts'
import { overRefusalReducer } from './over-refusal/reduce.ts'
import { perturbationReducer } from './perturbation/reduce.ts'
import { privacyReducer } from './privacy/reduce.ts'
import { refusalReducer } from './refusal/reduce.ts'
import { sycophancyReducer } from './sycophancy/reduce.ts'
import { toxicityReducer } from './toxicity/reduce.ts'

/** The pure halves: no network, no files, so that a browser can verify with them. */
export const llmReducers = [
  refusalReducer,
  overRefusalReducer,
  contentSafetyReducer,
  toxicityReducer,
  factualReducer,
  calibrationReducer,
  hallucinationReducer,
  abstentionReducer,
  consistencyReducer,
  sycophancyReducer,
  citationsReducer,
  perturbationReducer,
  jailbreakReducer,
  injectionReducer,
  edgeInputsReducer,
  privacyReducer,
  biasReducer,
  hierarchyReducer,
  availabilityReducer,
  judgeCalibrationReducer,
] as unknown as readonly Reducer[]
