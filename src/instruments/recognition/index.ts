import type { Instrument } from '../contract.ts'
import { demographics } from './demographics/index.ts'
import { detection } from './detection/index.ts'
import { identification } from './identification/index.ts'
import { ocr } from './ocr/index.ts'
import { pad } from './pad/index.ts'
import { speaker } from './speaker/index.ts'
import { speech } from './speech/index.ts'
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
] as unknown as readonly Instrument[]
