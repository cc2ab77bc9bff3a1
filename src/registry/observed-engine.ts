import type { Engine } from './engine.ts'
import { type Telemetry, unobserved } from './telemetry.ts'

/** The engine with a span for each transaction, under the role that it enters; statements and values stay here. */
export function observedEngine(engine: Engine, telemetry: Telemetry): Engine {
  if (telemetry === unobserved) return engine
  return {
    ...engine,
    transaction: (enter, work) => {
      const role = /SET LOCAL ROLE (\w+)/.exec(enter)?.[1] ?? 'login'
      return telemetry.span('transaction', { 'db.system.name': 'postgresql', 'db.user': role }, () =>
        engine.transaction(enter, work),
      )
    },
  }
}
