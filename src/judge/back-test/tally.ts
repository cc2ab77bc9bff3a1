/** What some rows came to: counts alone, so that tallies of parts add up to that of the whole in any order. */
export interface Tally {
  rows: number
  /** rows by `sector, zone, from, to`, as JSON of those four words */
  moves: Record<string, number>
  /** rows by `from, to, how, pieces…`, as JSON */
  causes: Record<string, number>
  /** rows that the draft leaves undecided, by the reason: `missing: trials.success` */
  open: Record<string, number>
  /** rows whose range straddles under either edition, and draws of these by `from, to` */
  straddling: number
  draws: Record<string, number>
  /** search: how many rows pass up to the k-th candidate; -1 none. `turns`: rows that are not monotone */
  lastPass: Record<string, number>
  turns: number
}

export function emptyTally(): Tally {
  return { rows: 0, moves: {}, causes: {}, open: {}, straddling: 0, draws: {}, lastPass: {}, turns: 0 }
}

export function count(into: Record<string, number>, key: string, n = 1): void {
  into[key] = (into[key] ?? 0) + n
}

export function add(into: Tally, t: Tally): void {
  into.rows += t.rows
  into.straddling += t.straddling
  into.turns += t.turns
  for (const part of ['moves', 'causes', 'open', 'draws', 'lastPass'] as const)
    for (const [key, n] of Object.entries(t[part])) count(into[part], key, n)
}
