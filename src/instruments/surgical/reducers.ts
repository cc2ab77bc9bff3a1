import type { Reducer } from '../contract.ts'
import { delaysReducer } from './delays/reduce.ts'
import { gesturesReducer } from './gestures/reduce.ts'
import { positionsReducer } from './positions/reduce.ts'
import { stopsReducer } from './stops/reduce.ts'
import { tasksReducer } from './tasks/reduce.ts'

export const surgicalReducers = [
  tasksReducer,
  gesturesReducer,
  positionsReducer,
  delaysReducer,
  stopsReducer,
] as unknown as readonly Reducer[]
