import type { Reducer } from '../contract.ts'
import { documentReducer } from './documents/reduce.ts'
import { filingReducer } from './filing/reduce.ts'

/** The pure halves: no files, so that a browser can verify with them. */
export const enterpriseReducers = [filingReducer, documentReducer] as unknown as readonly Reducer[]
