import type { Reducer } from '../contract.ts'
import { classificationReducer } from './classification/reduce.ts'
import { demographicsReducer } from './demographics/reduce.ts'
import { detectionReducer } from './detection/reduce.ts'
import { efficiencyReducer } from './efficiency/reduce.ts'
import { eventReducer } from './events/reduce.ts'
import { identificationReducer } from './identification/reduce.ts'
import { leakageReducer } from './leakage/reduce.ts'
import { ocrReducer } from './ocr/reduce.ts'
import { padReducer } from './pad/reduce.ts'
import { retrievalReducer } from './retrieval/reduce.ts'
import { robustnessReducer } from './robustness/reduce.ts'
import { soundReducer } from './sound-events/reduce.ts'
import { speakerReducer } from './speaker/reduce.ts'
import { speechReducer } from './speech/reduce.ts'
import { textSpottingReducer } from './text-spotting/reduce.ts'
import { trackingReducer } from './tracking/reduce.ts'
import { verificationReducer } from './verification/reduce.ts'

/** The pure halves: no files, no engine, so that a browser can verify with them. */
export const recognitionReducers = [
  ocrReducer,
  speechReducer,
  verificationReducer,
  identificationReducer,
  demographicsReducer,
  padReducer,
  speakerReducer,
  detectionReducer,
  trackingReducer,
  textSpottingReducer,
  efficiencyReducer,
  robustnessReducer,
  classificationReducer,
  retrievalReducer,
  leakageReducer,
  eventReducer,
  soundReducer,
] as unknown as readonly Reducer[]
