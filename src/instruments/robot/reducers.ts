import type { Reducer } from '../contract.ts'
import { logReducer } from './log/reduce.ts'
import { poseReducer } from './poses/reduce.ts'
import { susReducer } from './sus/reduce.ts'
import { trialReducer } from './trials/reduce.ts'

export const robotReducers = [trialReducer, poseReducer, logReducer, susReducer] as unknown as readonly Reducer[]
