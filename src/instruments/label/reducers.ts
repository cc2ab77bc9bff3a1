import type { Reducer } from '../contract.ts'
import { labelReducer } from './check/reduce.ts'

/** The pure halves: no files, so that a browser can verify with them. */
export const labelReducers = [labelReducer] as unknown as readonly Reducer[]
