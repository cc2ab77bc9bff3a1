import type { Reducer } from '../contract.ts'
import { contentSafetyReducer } from './content-safety/reduce.ts'
import { overRefusalReducer } from './over-refusal/reduce.ts'
import { refusalReducer } from './refusal/reduce.ts'

/** The pure halves: no network, no files, so that a browser can verify with them. */
export const llmReducers = [refusalReducer, overRefusalReducer, contentSafetyReducer] as unknown as readonly Reducer[]
