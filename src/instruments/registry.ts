import type { Instrument } from './contract.ts'
import { genaiInstruments } from './genai/index.ts'
import { labelInstruments } from './label/index.ts'
import { llmInstruments } from './llm/index.ts'
import { recognitionInstruments } from './recognition/index.ts'

/** Every instrument there is; a new one is a folder and a line here. */
export const instruments: ReadonlyMap<string, Instrument> = new Map(
  [...recognitionInstruments, ...llmInstruments, ...genaiInstruments, ...labelInstruments].map((i) => [i.name, i]),
)
