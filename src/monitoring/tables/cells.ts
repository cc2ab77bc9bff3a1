import type { TableSystem } from '../confidential/system.ts'
import { type Amount, before, contributorOf, headMeasures, type Measure, type MicroRow } from '../rows/row.ts'
import { SystemBuilder } from './builder.ts'
import { coordinate, type Groupings } from './grouping.ts'
import { isAboveScale } from './scale.ts'

/** All cells of one measure over all periods and tables, tied to each other. */
export interface MeasureCells {
  readonly measure: Measure
  readonly system: TableSystem
  readonly place: ReadonlyMap<string, number>
  /** how many rows of a cell say nothing of the measure, where there are any */
  readonly unanswered: ReadonlyMap<string, number>
}

/** Of a cell: all of it, or a part. `earlier`: the amounts a year before of those who are in the cell now and filed then, too. */
export type Part = 'stayed' | 'entered' | 'stays' | 'left' | 'above' | 'below' | 'earlier' | 'gone'

export const cellKey = (period: string, at: string, part?: Part): string =>
  part === undefined ? `${period}|${at}` : `${period}|${at}|${part}`

/** From one level to another; `entered` where it did not file a year before. */
export const moveKey = (period: string, from: string, to?: string): string =>
  `${period}|from=${from}${to === undefined ? '' : `;to=${to}`}`

const amountOf = (row: MicroRow, measure: Measure): number | null =>
  measure === 'enterprises' ? 1 : row.amounts[measure as Amount]

/**
 * Adds one measure up. Quarters of money add up to their year where all four are there. Beside the tables stand the parts that growth, entries
 * and exits, and firms above scale are told from, since a reader could tell them, too.
 */
export function cellsOf(
  rows: readonly MicroRow[],
  measure: Measure,
  groupings: Groupings,
  moves: boolean,
): MeasureCells {
  const b = new SystemBuilder()
  const counting = measure === 'enterprises'
  const filed = new Map(rows.map((r) => [`${r.id} ${r.period}`, r]))
  const periods = new Set(rows.map((r) => r.period))
  const unanswered = new Map<string, number>()
  const ties = new Map<string, Set<string>>()
  const tie = (id: string, total: string, part: string) => {
    const key = `${id} ${total}`
    let parts = ties.get(key)
    if (!parts) {
      parts = new Set()
      ties.set(key, parts)
      b.tie(total, parts)
    }
    parts.add(part)
  }
  for (const row of rows) {
    const amount = amountOf(row, measure)
    if (amount === null) {
      for (const g of groupings.all) {
        const key = cellKey(row.period, coordinate(row, g))
        unanswered.set(key, (unanswered.get(key) ?? 0) + 1)
      }
      continue
    }
    const who = contributorOf(row)
    const parts = partsOf(row, measure, filed, periods)
    const at = new Map(groupings.all.map((g) => [g, coordinate(row, g)]))
    for (const [, where] of at) {
      const whole = cellKey(row.period, where)
      b.add(whole, who, amount)
      for (const { split, part, shown } of parts) {
        const key = cellKey(row.period, where, part)
        b.add(key, who, amount)
        if (!shown) b.neverShown(key)
        tie(split, whole, key)
      }
    }
    for (const { coarse, fine } of groupings.sums) {
      const [total, part] = [at.get(coarse)!, at.get(fine)!]
      tie(`${coarse.join()} ${fine.join()}`, cellKey(row.period, total), cellKey(row.period, part))
      for (const p of parts)
        tie(`${coarse.join()} ${fine.join()}`, cellKey(row.period, total, p.part), cellKey(row.period, part, p.part))
    }
    earlier(row, at)
    if (counting && moves) move(row)
  }
  yearsOfQuarters()
  links()
  const { system, place } = b.system(counting ? 1 : 0)
  return { measure, system, place, unanswered }

  /** What those who filed for both periods had before, classed as they are now. */
  function earlier(row: MicroRow, at: ReadonlyMap<readonly string[], string>): void {
    const then = filed.get(`${row.id} ${before(row.period)}`)
    const had = then ? amountOf(then, measure) : null
    if (!then || had === null || counting) return
    for (const [, where] of at) b.add(cellKey(row.period, where, 'earlier'), contributorOf(then), had)
    for (const { coarse, fine } of groupings.sums)
      tie(
        `${coarse.join()} ${fine.join()}`,
        cellKey(row.period, at.get(coarse)!, 'earlier'),
        cellKey(row.period, at.get(fine)!, 'earlier'),
      )
  }

  function move(row: MicroRow): void {
    if (!periods.has(before(row.period))) return
    const from = filed.get(`${row.id} ${before(row.period)}`)?.words.level ?? 'entered'
    const to = row.words.level
    b.add(moveKey(row.period, from), contributorOf(row), 1)
    b.add(moveKey(row.period, from, to), contributorOf(row), 1)
    tie('moves', moveKey(row.period, from), moveKey(row.period, from, to))
    tie('moves all', cellKey(row.period, ''), moveKey(row.period, from))
    if (b.has(cellKey(row.period, `level=${to}`)))
      tie('moves to', cellKey(row.period, `level=${to}`), moveKey(row.period, from, to))
  }

  /** Money of four quarters is that of the year; heads are not added. */
  function yearsOfQuarters(): void {
    if (counting || (headMeasures as readonly string[]).includes(measure)) return
    const years = new Set([...periods].filter((p) => p.includes('Q')).map((p) => p.slice(0, 4)))
    for (const year of years) {
      const quarters = [1, 2, 3, 4].map((q) => `${year}Q${q}`)
      if (!periods.has(year) || !quarters.every((q) => periods.has(q))) continue
      const places = new Set(
        rows.filter((r) => r.period === year).flatMap((r) => groupings.all.map((g) => coordinate(r, g))),
      )
      for (const at of places) {
        const whole = cellKey(year, at)
        const parts = new Set(quarters.map((q) => cellKey(q, at)))
        // the year may have been corrected after its quarters: then the sum does not hold, and tells nothing
        if (
          same(
            b.contributions(whole),
            [...parts].map((p) => b.contributions(p)),
          )
        )
          b.tie(whole, parts)
      }
    }
  }

  /** What is known of a group from the year before and from now speaks of the same firms, but for those that left. */
  function links(): void {
    for (const period of periods) {
      const then = before(period)
      if (!periods.has(then)) continue
      if (counting) {
        equal(cellKey(then, '', 'stays'), cellKey(period, '', 'stayed'))
        for (const level of new Set(rows.filter((r) => r.period === then).map((r) => r.words.level)))
          equal(cellKey(then, `level=${level}`, 'stays'), moveKey(period, level))
      }
      const places = new Set(
        rows.filter((r) => r.period === period).flatMap((r) => groupings.all.map((g) => coordinate(r, g))),
      )
      for (const at of places) {
        const whole = cellKey(then, at)
        const mine = cellKey(period, at, counting ? 'stayed' : 'earlier')
        const [part, all] = [b.contributions(mine), b.contributions(whole)]
        if (part.size === 0 || [...part].some(([who, x]) => x > (all.get(who) ?? 0))) continue
        const gone = cellKey(period, at, 'gone')
        for (const [who, x] of all) b.add(gone, who, x - (part.get(who) ?? 0))
        b.neverShown(gone)
        b.tie(whole, new Set([mine, gone]))
      }
    }
  }

  function equal(one: string, other: string): void {
    if (b.has(one) && b.has(other) && same(b.contributions(one), [b.contributions(other)])) b.tie(one, new Set([other]))
  }
}

function same(whole: ReadonlyMap<string, number>, parts: readonly ReadonlyMap<string, number>[]): boolean {
  const sum = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((a, x) => a + x, 0)
  return sum(whole) === parts.reduce((a, p) => a + sum(p), 0)
}

interface PartOf {
  readonly split: string
  readonly part: Part
  readonly shown: boolean
}

/** Of money and heads, who stayed since a year before; of enterprises, who entered, who leaves and who is above scale. */
function partsOf(
  row: MicroRow,
  measure: Measure,
  filed: ReadonlyMap<string, MicroRow>,
  periods: ReadonlySet<string>,
): readonly PartOf[] {
  const parts: PartOf[] = []
  const counting = measure === 'enterprises'
  const then = filed.get(`${row.id} ${before(row.period)}`)
  if (periods.has(before(row.period))) {
    const stayed = then !== undefined && amountOf(then, measure) !== null
    parts.push({ split: 'since', part: stayed ? 'stayed' : 'entered', shown: counting !== stayed })
  }
  if (!counting) return parts
  const next = `${Number(row.period.slice(0, 4)) + 1}${row.period.slice(4)}`
  if (periods.has(next)) {
    const left = !filed.has(`${row.id} ${next}`)
    parts.push({ split: 'until', part: left ? 'left' : 'stays', shown: left })
  }
  const above = isAboveScale(row)
  if (above !== undefined) parts.push({ split: 'scale', part: above ? 'above' : 'below', shown: above })
  return parts
}
