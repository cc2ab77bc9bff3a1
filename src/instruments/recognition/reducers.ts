import type { Reducer } from '../contract.ts'
import { demographicsReducer } from './demographics/reduce.ts'
import { detectionReducer } from './detection/reduce.ts'
import { identificationReducer } from './identification/reduce.ts'
import { ocrReducer } from './ocr/reduce.ts'
import { padReducer } from './pad/reduce.ts'
import { speakerReducer } from './speaker/reduce.ts'
import { speechReducer } from './speech/reduce.ts'
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
] as unknown as readonly Reducer[]
