import type { Reducer } from '../contract.ts'
import { annotationReducer } from './annotation/reduce.ts'
import { corpusReducer } from './corpus/reduce.ts'
import { corpusSampleReducer } from './corpus-sample/reduce.ts'
import { keywordLibraryReducer } from './keyword-library/reduce.ts'
import { questionBankReducer } from './question-bank/reduce.ts'

/** The pure halves: no files, so that a browser can verify with them. */
export const genaiReducers = [
  keywordLibraryReducer,
  questionBankReducer,
  corpusReducer,
  corpusSampleReducer,
  annotationReducer,
] as unknown as readonly Reducer[]
