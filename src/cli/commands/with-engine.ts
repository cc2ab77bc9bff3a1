import { resolve } from 'node:path'
import type { Engine } from '../../registry/engine.ts'
import { openKept } from '../../server/open-engine.ts'
import { type Place, placeFrom } from '../../server/place.ts'
import { type Common, Console } from '../console.ts'

/** The database of an installation, closed again when the work is done; what keeps it from being opened is said, with exit code 2. */
export async function withEngine(
  data: string,
  common: Common,
  work: (c: Console, engine: Engine, place: Place) => Promise<number>,
): Promise<number> {
  const c = new Console(common)
  const place = placeFrom(resolve(data), process.env)
  const engine = await openKept(place)
  if (!engine.ok) return c.refuse(engine.problems)
  try {
    return await work(c, engine.value, place)
  } finally {
    await engine.value.close()
  }
}
