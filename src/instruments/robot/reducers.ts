import type { Reducer } from '../contract.ts'
import { trialReducer } from './trials/reduce.ts'

export const robotReducers = [trialReducer] as unknown as readonly Reducer[]
