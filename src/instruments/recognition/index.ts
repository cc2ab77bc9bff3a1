import type { Instrument } from '../contract.ts'
import { classification } from './classification/index.ts'
import { demographics } from './demographics/index.ts'
import { detection } from './detection/index.ts'
import { efficiency } from './efficiency/index.ts'
import { events } from './events/index.ts'
import { identification } from './identification/index.ts'
import { leakage } from './leakage/index.ts'
import { ocr } from './ocr/index.ts'
import { pad } from './pad/index.ts'
import { retrieval } from './retrieval/index.ts'
import { robustness } from './robustness/index.ts'
import { soundEvents } from './sound-events/index.ts'
import { speaker } from './speaker/index.ts'
import { speech } from './speech/index.ts'
import { textSpotting } from './text-spotting/index.ts'
import { tracking } from './tracking/index.ts'
import { verification } from './verification/index.ts'

/** Instruments that measure recognition algorithms. */
export const recognitionInstruments = [
  ocr,
  speech,
  verification,
  identification,
  demographics,
  pad,
  speaker,
  detection,
  tracking,
  textSpotting,
  efficiency,
  robustness,
  classification,
  retrieval,
  leakage,
  events,
  soundEvents,
] as unknown as readonly Instrument[]
