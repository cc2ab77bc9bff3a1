import type { Instrument } from '../contract.ts'
import { annotation } from './annotation/index.ts'
import { corpus } from './corpus/index.ts'
import { corpusSample } from './corpus-sample/index.ts'
import { keywordLibrary } from './keyword-library/index.ts'
import { questionBank } from './question-bank/index.ts'

/** Instruments that read the records a provider of generative AI keeps. */
export const genaiInstruments = [
  keywordLibrary,
  questionBank,
  corpus,
  corpusSample,
  annotation,
] as unknown as readonly Instrument[]
