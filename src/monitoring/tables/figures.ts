import { Exact } from '../../language/exact.ts'
import type { GroupFigures, Movement, ShownText, SnapshotTable } from '../publication/snapshot.ts'
import { type Amount, before, type Measure, type MicroRow, moneyMeasures, wanOf } from '../rows/row.ts'
import { cellKey, moveKey, type Part } from './cells.ts'
import { concentration, fourMayBeShown, hhiMayBeShown } from './concentration.ts'
import { coordinate, type Grouping, groupingsOf } from './grouping.ts'
import { shownValue, type Tabulation, withheld } from './tabulate.ts'

/** Undefined: nobody asked for the measure, or there is no such part. */
type Seen = number | typeof withheld | undefined

const after = (period: string): string => `${Number(period.slice(0, 4)) + 1}${period.slice(4)}`

export function shownText(measure: Measure, value: number): ShownText {
  return (moneyMeasures as readonly string[]).includes(measure) ? wanOf(value) : `${value}`
}

/** The tables as a reader sees them, one a grouping. A ratio is withheld with either of its parts, and left out where somebody did not give one. */
export function tablesOf(t: Tabulation, rows: readonly MicroRow[]): readonly SnapshotTable[] {
  return groupingsOf(t.settings.tables).all.map((by) => {
    const places = new Map<string, { period: string; at: readonly string[]; where: string }>()
    for (const row of rows) {
      const where = coordinate(row, by)
      places.set(`${row.period}|${where}`, { period: row.period, at: by.map((c) => row.words[c]), where })
    }
    return {
      by,
      cells: [...places]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { period, at, where }]) => {
          const values: Partial<Record<Measure, ShownText>> = {}
          for (const measure of t.measures.keys()) {
            const seen = see(t, measure, period, where)
            if (seen !== undefined) values[measure] = seen === withheld ? seen : shownText(measure, seen)
          }
          return { period, at, values, figures: figuresAt(t, period, where, by) }
        }),
    }
  })
}

function see(t: Tabulation, measure: Measure, period: string, where: string, part?: Part): Seen {
  const m = t.measures.get(measure)
  return m ? shownValue(m, cellKey(period, where, part)) : undefined
}

function figuresAt(t: Tabulation, period: string, where: string, by: Grouping): GroupFigures {
  const found: Record<string, ShownText> = {}
  const put = (name: keyof GroupFigures, value: ShownText | undefined) => {
    if (value !== undefined) found[name] = value
  }
  const at = (measure: Measure, p = period, w = where, part?: Part) => see(t, measure, p, w, part)
  const whole = (measure: Amount) => !t.measures.get(measure)?.cells.unanswered.has(cellKey(period, where))
  if (whole('research') && whole('revenue')) put('intensity', over(at('research'), at('revenue')))
  if (whole('aiStaff') && whole('staff')) put('aiStaffShare', over(at('aiStaff'), at('staff')))
  const count = (part: Part) => {
    const seen = at('enterprises', period, where, part)
    return seen === undefined ? undefined : `${seen}`
  }
  const then = before(period)
  if (t.periods.includes(then)) {
    const [now, earlier, base] = [at('aiRevenue'), at('aiRevenue', then), at('aiRevenue', then, '')]
    put('growth', growth(now, earlier))
    put('comparableGrowth', growth(at('aiRevenue', period, where, 'stayed'), at('aiRevenue', period, where, 'earlier')))
    put(
      'contribution',
      combined([now, earlier, base], ([x, y, z]) => (z === 0 ? undefined : ratio(x! - y!, z!))),
    )
    put('entered', count('entered'))
  }
  if (t.periods.includes(after(period))) put('left', count('left'))
  if (period.length === 4) put('aboveScale', count('above'))
  const place = t.measures.get('aiRevenue')?.cells.place.get(cellKey(period, where))
  const cell = place === undefined ? undefined : t.measures.get('aiRevenue')!.cells.system.cells[place]
  const c = cell && concentration(cell.by)
  if (cell && c) {
    const four = at('aiRevenue') !== withheld && fourMayBeShown(cell.by, t.settings.rules)
    put('largestFour', four ? c.cr4.toFixed(6) : withheld)
    // without the share of the four it would tell of the largest more than it should: both or none
    put('herfindahl', four && hhiMayBeShown(cell.by, t.settings.rules) ? c.hhi.toFixed(6) : withheld)
  }
  const district = by.indexOf('district')
  if (district >= 0 && by.length > 1) {
    const words = where.split(';')
    const group = words.filter((_, i) => i !== district).join(';')
    const seen = [at('aiRevenue'), at('aiRevenue', period, group), at('aiRevenue', period, words[district]!)]
    put(
      'locationQuotient',
      combined([...seen, at('aiRevenue', period, '')], ([x, g, d, all]) =>
        g === 0 || d === 0 ? undefined : Exact.ratio(BigInt(x!) * BigInt(all!), BigInt(g!) * BigInt(d!)).toFixed(6),
      ),
    )
  }
  return found
}

/** Between levels, year by year; those that left are told by the level that they had. */
export function movementsOf(t: Tabulation): readonly Movement[] {
  const m = t.measures.get('enterprises')!
  const found = new Map<string, { from?: string; to?: string; enterprises: ShownText }[]>()
  const text = (key: string): ShownText => `${shownValue(m, key) ?? withheld}`
  for (const key of [...m.cells.place.keys()].sort()) {
    const moved = /^([^|]+)\|from=([^;]*);to=([^;]*)$/.exec(key)
    const left = /^([^|]+)\|level=([^;|]*)\|left$/.exec(key)
    const [, period = '', level = '', to = ''] = moved ?? left ?? []
    if (period === '') continue
    const end = moved ? period : after(period)
    const cells = found.get(end) ?? []
    found.set(end, cells)
    if (moved)
      cells.push({ ...(level === 'entered' ? {} : { from: level }), to, enterprises: text(moveKey(period, level, to)) })
    else cells.push({ from: level, enterprises: text(key) })
  }
  return [...found].map(([to, cells]) => ({ from: before(to), to, cells })).sort((a, b) => (a.to < b.to ? -1 : 1))
}

function combined(
  seen: readonly Seen[],
  of: (values: readonly number[]) => ShownText | undefined,
): ShownText | undefined {
  if (seen.some((s) => s === undefined)) return undefined
  return seen.some((s) => s === withheld) ? withheld : of(seen as readonly number[])
}

const over = (a: Seen, b: Seen) => combined([a, b], ([x, y]) => (y === 0 ? undefined : ratio(x!, y!)))

const growth = (now: Seen, then: Seen) => combined([now, then], ([x, y]) => (y === 0 ? undefined : ratio(x! - y!, y!)))

const ratio = (a: number, b: number): ShownText => Exact.ratio(BigInt(a), BigInt(b)).toFixed(6)
