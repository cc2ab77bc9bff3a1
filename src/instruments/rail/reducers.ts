import type { Reducer } from '../contract.ts'
import { equipmentReducer } from './equipment/reduce.ts'
import { railEventReducer } from './events/reduce.ts'
import { flowReducer } from './flow/reduce.ts'
import { gtfsReducer } from './gtfs/reduce.ts'
import { gtfsRtReducer } from './gtfs-rt/reduce.ts'
import { incidentReducer } from './incidents/reduce.ts'
import { predictionReducer } from './predictions/reduce.ts'
import { qualityReducer } from './quality/reduce.ts'
import { regulationReducer } from './regulation/reduce.ts'
import { scenarioReducer } from './scenarios/reduce.ts'
import { targetReducer } from './targets/reduce.ts'

/** The pure halves: no files, so that a browser can verify with them. */
export const railReducers = [
  gtfsReducer,
  gtfsRtReducer,
  predictionReducer,
  railEventReducer,
  scenarioReducer,
  targetReducer,
  regulationReducer,
  incidentReducer,
  flowReducer,
  equipmentReducer,
  qualityReducer,
] as unknown as readonly Reducer[]
