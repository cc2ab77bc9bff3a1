import type { Instrument } from '../contract.ts'
import { contentSafety } from './content-safety/index.ts'
import { overRefusal } from './over-refusal/index.ts'
import { refusal } from './refusal/index.ts'

/** Instruments that ask a chat endpoint. */
export const llmInstruments = [refusal, overRefusal, contentSafety] as unknown as readonly Instrument[]
