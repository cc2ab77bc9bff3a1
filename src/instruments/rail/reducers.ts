import type { Reducer } from '../contract.ts'
import { gtfsReducer } from './gtfs/reduce.ts'

export const railReducers: readonly Reducer[] = [gtfsReducer] as unknown as readonly Reducer[]
