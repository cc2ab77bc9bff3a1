import type { Instrument } from '../contract.ts'
import { surgicalDelays } from './delays/index.ts'
import { surgicalGestures } from './gestures/index.ts'
import { surgicalPositions } from './positions/index.ts'
import { surgicalStops } from './stops/index.ts'
import { surgicalTasks } from './tasks/index.ts'

/** Instruments that read what a surgical robot was seen to do. */
export const surgicalInstruments = [
  surgicalTasks,
  surgicalGestures,
  surgicalPositions,
  surgicalDelays,
  surgicalStops,
] as unknown as readonly Instrument[]
