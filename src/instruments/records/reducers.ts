import type { Reducer } from '../contract.ts'
import { ledgerReducer } from './ledger/reduce.ts'
import { runReducer } from './run.ts'
import { suppliedReducer } from './supplied.ts'
import { weightsReducer } from './weights/reduce.ts'

export const recordReducers = [
  suppliedReducer,
  ledgerReducer,
  runReducer,
  weightsReducer,
] as unknown as readonly Reducer[]
