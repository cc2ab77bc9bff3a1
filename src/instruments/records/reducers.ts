import type { Reducer } from '../contract.ts'
import { ledgerReducer } from './ledger/reduce.ts'
import { runReducer } from './run.ts'
import { suppliedReducer } from './supplied.ts'

export const recordReducers = [suppliedReducer, ledgerReducer, runReducer] as unknown as readonly Reducer[]
