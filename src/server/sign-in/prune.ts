import type { Engine } from '../../registry/engine.ts'
import { asAuth } from './dialect.ts'

/** Takes away sessions and sign-ins under way that ended a month ago, and counts of attempts of which none is held against anybody. */
export function pruneSignIn(engine: Engine, now = new Date()): Promise<void> {
  return asAuth(engine, async (query) => {
    const before = [now.toISOString()]
    for (const statement of [
      `DELETE FROM auth."session" WHERE "expiresAt" < $1::timestamptz - interval '30 days'`,
      `DELETE FROM auth."verification" WHERE "expiresAt" < $1::timestamptz - interval '30 days'`,
      `DELETE FROM auth.attempt WHERE since < $1::timestamptz - interval '30 days'`,
    ])
      await query(statement, before)
  })
}
