import { createHash } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { asAuth } from './dialect.ts'

interface Rule {
  readonly of: 'both' | 'account' | 'address'
  readonly limit: number
  readonly seconds: number
}

/**
 * Guesses are counted before they are judged, so that many at once do not slip through. One address alone cannot lock somebody out of an
 * account: it reaches its own limit on that account long before that of the account.
 */
const rules: readonly Rule[] = [
  { of: 'both', limit: 10, seconds: 900 },
  { of: 'account', limit: 100, seconds: 3600 },
  { of: 'address', limit: 100, seconds: 900 },
]
/** also where it began while the clock was ahead; one that began during ours is none of those */
const isOver = "a.since NOT BETWEEN now() - make_interval(secs => $2) AND now() + interval '1 minute'"
const LONGEST = Math.max(...rules.map((rule) => rule.seconds))

/** Where no account is named, guesses are counted over the address alone: all the nameless are not one account. */
const rulesFor = (account: string) => (account === '' ? rules.filter(({ of }) => of === 'address') : rules)

/** Limits of guessing at secrets, shared by all processes on a database. `account`: its e-mail address, or nothing. */
export interface Attempts {
  /** Counts one attempt; gives the seconds to wait where it is one too many. */
  begin(account: string, address: string): Promise<number | undefined>
  /** The attempt was right: it, and the guesses before it from this address, are forgotten. */
  right(account: string, address: string): Promise<void>
}

export function attempts(engine: Engine): Attempts {
  let begun = 0
  return {
    begin: (account, address) =>
      asAuth(engine, async (query) => {
        if (begun++ % 100 === 0)
          await query('DELETE FROM auth.attempt WHERE since < now() - make_interval(secs => $1)', [LONGEST])
        const waits: number[] = []
        // in the same order by everybody: no two wait for each other
        for (const rule of rulesFor(account)) {
          const { rows } = await query<{ count: number; wait: number }>(
            `INSERT INTO auth.attempt AS a (key, count, since) VALUES ($1, 1, now())
             ON CONFLICT (key) DO UPDATE SET
               count = CASE WHEN ${isOver} THEN 1 ELSE least(a.count + 1, 1000000) END,
               since = CASE WHEN ${isOver} THEN now() ELSE a.since END
             RETURNING count, ceil(extract(epoch FROM since - now()) + $2::int)::int AS wait`,
            [keyOf(rule, account, address), rule.seconds],
          )
          if (rows[0]!.count > rule.limit) waits.push(Math.max(1, rows[0]!.wait))
        }
        return waits.length > 0 ? Math.max(...waits) : undefined
      }),
    right: (account, address) =>
      asAuth(engine, async (query) => {
        for (const rule of rulesFor(account))
          await query(
            rule.of === 'both'
              ? 'DELETE FROM auth.attempt WHERE key = $1'
              : 'UPDATE auth.attempt SET count = greatest(count - 1, 0) WHERE key = $1',
            [keyOf(rule, account, address)],
          )
      }),
  }
}

/** A hash: nobody's address is kept, and any text makes a key. */
function keyOf({ of }: Rule, account: string, address: string): string {
  const what = [of, of === 'address' ? '' : account.trim().toLowerCase(), of === 'account' ? '' : address]
  return createHash('sha256').update(JSON.stringify(what)).digest('hex')
}
