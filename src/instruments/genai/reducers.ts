import type { Reducer } from '../contract.ts'
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
] as unknown as readonly Reducer[]
