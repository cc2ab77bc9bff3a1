import type { Instrument } from './contract.ts'
import { enterpriseInstruments } from './enterprise/index.ts'
import { genaiInstruments } from './genai/index.ts'
import { labelInstruments } from './label/index.ts'
import { llmInstruments } from './llm/index.ts'
import { railInstruments } from './rail/index.ts'
import { recognitionInstruments } from './recognition/index.ts'
import { recordInstruments } from './records/index.ts'
import { robotInstruments } from './robot/index.ts'
import { surgicalInstruments } from './surgical/index.ts'

const families = [
  recognitionInstruments,
  llmInstruments,
  enterpriseInstruments,
  genaiInstruments,
  labelInstruments,
  railInstruments,
  robotInstruments,
  surgicalInstruments,
  recordInstruments,
]

/** Every instrument there is; a new one is a folder and a line in its family. */
export const instruments: ReadonlyMap<string, Instrument> = new Map(families.flat().map((i) => [i.name, i]))
