import { type Change, differences } from '../../language/diff/changes.ts'
import type { Authority, Standard } from '../../language/standard.ts'
import type { Text } from '../../language/text.ts'
import { notDetermined, unfit } from './outcome.ts'
import type { BackTestPlan } from './plan.ts'
import { suppress } from './suppress.ts'
import type { Tally } from './tally.ts'

/** A count, or null where it is kept back because few reports stand behind it. */
export type Count = number | null

export interface Moves {
  /** outcomes under the old edition, and under the draft, worst first */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly counts: readonly (readonly Count[])[]
  readonly fromTotals: readonly Count[]
  readonly toTotals: readonly Count[]
}

export interface GroupMoves {
  readonly group: string
  readonly reports: Count
  readonly better: Count
  readonly same: Count
  readonly worse: Count
  readonly other: Count
}

/** The document that goes into the approval package. The same inputs give the same bytes. */
export interface BackTest {
  readonly format: 'plumbline-back-test/1'
  readonly from: Edition
  readonly to: Edition
  /** SHA-256 of the inputs, see the manual */
  readonly inputs: string
  readonly result: string
  /** what the standard calls the result, its levels, the clauses that stand among the causes, and the evidence that is missing */
  readonly titles: {
    readonly result: Text
    readonly outcomes: Readonly<Record<string, Text>>
    readonly clauses: Readonly<Record<string, Text>>
    readonly evidence: Readonly<Record<string, Text>>
  }
  readonly reports: number
  /** counts below this are kept back */
  readonly least: number
  readonly changes: readonly Change[]
  readonly moves: Moves
  readonly causes: readonly {
    readonly from: string
    readonly to: string
    readonly how: string
    readonly pieces: readonly string[]
    readonly reports: Count
  }[]
  readonly undecided: readonly { readonly reason: string; readonly reports: Count }[]
  readonly bySector: readonly GroupMoves[]
  readonly byZone: readonly GroupMoves[]
  /** over the reports whose range straddles: share of paired draws, four decimals */
  readonly draws: {
    readonly perReport: number
    readonly reports: Count
    readonly shares: readonly { readonly from: string; readonly to: string; readonly share: string }[]
  }
  readonly search?: {
    readonly place: string
    readonly pass: string
    readonly curve: readonly { readonly value: string; readonly passes: number; readonly rate: string }[]
    /** reports whose passing is not monotone in the number: where there are any, the curve is not exact */
    readonly turns: number
    readonly wanted?: { readonly rate: string; readonly value: string | null }
  }
}

interface Edition {
  readonly id: string
  readonly edition: string
  readonly hash: string
  readonly authority: Authority
}

const edition = (s: Standard): Edition => ({ id: s.id, edition: s.edition, hash: s.hash, authority: s.authority })

export interface DocumentSettings {
  readonly inputs: string
  readonly least: number
  /** wanted pass rate of the search, from 0 to 1 as decimal text */
  readonly rate?: string
}

export function backTestDocument(plan: BackTestPlan, tally: Tally, s: DocumentSettings): BackTest {
  const cells = Object.entries(tally.moves).map(([key, n]) => {
    const [sector, zone, from, to] = JSON.parse(key) as [string, string, string, string]
    return { sector, zone, from, to, n }
  })
  const order = outcomes(plan, new Set(cells.flatMap((c) => [c.from, c.to])))
  const from = order.filter((o) => cells.some((c) => c.from === o))
  const to = order.filter((o) => cells.some((c) => c.to === o))
  const matrix = suppress(
    from.map((a) => to.map((b) => sum(cells.filter((c) => c.from === a && c.to === b)))),
    s.least,
  )
  const way = (a: string, b: string): number => {
    const levels = ladder(plan)
    if (a === b) return 1
    return levels.includes(a) && levels.includes(b) ? (levels.indexOf(b) > levels.indexOf(a) ? 0 : 2) : 3
  }
  const groups = (by: 'sector' | 'zone'): GroupMoves[] => {
    const names = [...new Set(cells.map((c) => c[by]))].sort()
    const t = suppress(
      names.map((g) => [0, 1, 2, 3].map((k) => sum(cells.filter((c) => c[by] === g && way(c.from, c.to) === k)))),
      s.least,
    )
    return names.map((group, i) => {
      const [better, same, worse, other] = t.cells[i]!.map(shown) as [Count, Count, Count, Count]
      return { group, reports: shown(t.rowTotals[i]), better, same, worse, other }
    })
  }
  const few = (n: number): Count => (n < s.least ? null : n)
  const drawn = Object.values(tally.draws).reduce((a, n) => a + n, 0)
  return {
    format: 'plumbline-back-test/1',
    from: edition(plan.from),
    to: edition(plan.to),
    inputs: s.inputs,
    result: plan.result,
    titles: titlesOf(plan, order, tally),
    reports: tally.rows,
    least: s.least,
    changes: differences(plan.from, plan.to),
    moves: {
      from,
      to,
      counts: matrix.cells.map((row) => row.map(shown)),
      fromTotals: matrix.rowTotals.map(shown),
      toTotals: matrix.columnTotals.map(shown),
    },
    causes: sorted(tally.causes).map(([key, n]) => {
      const [a, b, how, ...pieces] = JSON.parse(key) as [string, string, string, ...string[]]
      // a move that is kept back is not to be found from its causes
      const hidden = matrix.cells[from.indexOf(a)]![to.indexOf(b)] === undefined
      return { from: a, to: b, how, pieces, reports: hidden ? null : lonely(tally.causes, a, b, n, s.least) }
    }),
    undecided: sorted(tally.open).map(([reason, n]) => ({ reason, reports: few(n) })),
    bySector: groups('sector'),
    byZone: groups('zone'),
    draws: {
      perReport: plan.draws,
      reports: few(tally.straddling),
      shares:
        tally.straddling < s.least
          ? []
          : sorted(tally.draws).map(([key, n]) => {
              const [a, b] = JSON.parse(key) as [string, string]
              return { from: a, to: b, share: share(n, drawn) }
            }),
    },
    ...(plan.search ? { search: searched(plan.search, tally, s.rate) } : {}),
  }
}

/** Of the draft where both have one. */
function titlesOf(plan: BackTestPlan, seen: readonly string[], tally: Tally): BackTest['titles'] {
  const outcomes: Record<string, Text> = {}
  const clauses: Record<string, Text> = {}
  for (const s of [plan.from, plan.to])
    for (const { id, title } of s.nodes.get(plan.result)!.level?.scale.levels ?? [])
      if (seen.includes(id)) outcomes[id] = title
  for (const key of Object.keys(tally.causes))
    for (const piece of (JSON.parse(key) as string[]).slice(3)) {
      const [kind, id = ''] = piece.split(' ')
      const title = plan.to.nodes.get(id)?.title ?? plan.from.nodes.get(id)?.title
      if (kind === 'clause' && title) clauses[id] = title
    }
  const evidence: Record<string, Text> = {}
  for (const reason of Object.keys(tally.open)) {
    const name = reason.replace(/^\w+: /, '')
    const title =
      plan.to.factTitles.get(name) ?? plan.to.measures.get(name.split('.')[0]!)?.title ?? plan.to.nodes.get(name)?.title
    if (title) evidence[name] = title
  }
  return { result: plan.to.nodes.get(plan.result)!.title, outcomes, clauses, evidence }
}

/** A cause's count; kept back when small, and with it every cause of that move if only one would be. */
function lonely(all: Readonly<Record<string, number>>, from: string, to: string, n: number, least: number): Count {
  const same = Object.entries(all).filter(([key]) => {
    const [a, b] = JSON.parse(key) as [string, string]
    return a === from && b === to
  })
  const small = same.filter(([, m]) => m < least)
  return n < least || (small.length === 1 && same.length <= 2) ? null : n
}

const shown = (n: number | undefined): Count => n ?? null
const sum = (all: readonly { readonly n: number }[]): number => all.reduce((a, c) => a + c.n, 0)
const share = (n: number, of: number): string => (Math.round((n / of) * 10_000) / 10_000).toString()

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

/** Levels of the result, worst first; the draft's where the editions have other ones. */
function ladder(plan: BackTestPlan): string[] {
  const all: string[] = []
  for (const s of [plan.to, plan.from]) {
    const scale = s.nodes.get(plan.result)!.level?.scale
    if (!scale) continue
    const ids = scale.levels.map((l) => l.id)
    for (const id of scale.better === 'lower' ? ids.reverse() : ids) if (!all.includes(id)) all.push(id)
  }
  return all.length > 0 ? all : ['no', 'yes']
}

function outcomes(plan: BackTestPlan, seen: ReadonlySet<string>): string[] {
  const last = ['not-applicable', notDetermined, unfit]
  const levels = ladder(plan)
  const others = [...seen].filter((o) => !levels.includes(o) && !last.includes(o)).sort()
  return [...levels, ...others, ...last].filter((o) => seen.has(o))
}

function searched(
  search: NonNullable<BackTestPlan['search']>,
  tally: Tally,
  rate: string | undefined,
): NonNullable<BackTest['search']> {
  const { values } = search
  const passes = values.map(() => 0)
  for (const [key, n] of Object.entries(tally.lastPass)) {
    const rising = key.startsWith('from ')
    const at = Number(rising ? key.slice(5) : key)
    for (const k of passes.keys()) if (rising ? k >= at : k <= at) passes[k]! += n
  }
  const curve = values.map((value, k) => ({
    value,
    passes: passes[k]!,
    rate: share(passes[k]!, Math.max(1, tally.rows)),
  }))
  // the strictest number that still lets the wanted share pass
  const enough = passes.map((n) => n >= Number(rate ?? 0) * tally.rows)
  const falling = passes[0]! >= passes.at(-1)!
  const at = falling ? enough.lastIndexOf(true) : enough.indexOf(true)
  return {
    place: search.place,
    pass: search.pass,
    curve,
    turns: tally.turns,
    ...(rate === undefined ? {} : { wanted: { rate, value: at < 0 ? null : values[at]! } }),
  }
}
