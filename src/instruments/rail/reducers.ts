import type { Reducer } from '../contract.ts'
import { gtfsReducer } from './gtfs/reduce.ts'
import { gtfsRtReducer } from './gtfs-rt/reduce.ts'

export const railReducers: readonly Reducer[] = [gtfsReducer, gtfsRtReducer] as unknown as readonly Reducer[]
