import { Exact } from '../language/exact.ts'
import type { Standard } from '../language/standard.ts'
import type { Type } from '../language/types.ts'
import { parseDay, workdays } from './dates.ts'
import type { Assessment, Calendar } from './evidence.ts'
import { num, whole } from './values.ts'
import { type Column, constant, lanes, recordOf } from './vector/columns.ts'
import { ColumnJudge, type Leaves } from './vector/nodes.ts'

/** Many subjects as columns, one entry a subject. A number that is not known is NaN; yes is 1, no is 0; a level is its number. */
export interface SubjectColumns {
  readonly count: number
  readonly assessment: Assessment
  readonly calendar?: Calendar
  readonly facts?: Readonly<Record<string, Float64Array>>
  /** by `measure.quantity` */
  readonly quantities?: Readonly<Record<string, Float64Array>>
  readonly findings?: Readonly<Record<string, Float64Array>>
}

/**
 * Judges many subjects at once in float64: back-tests, statistics, what-if. It informs; a grade that counts comes from `judge`.
 * Gives one column for each watched node (level number, else value, else satisfied as 1 and 0; NaN where that is not known or does
 * not apply). Facts and quantities that are numbers, levels or yes-no can vary; any other is unknown here.
 */
export function judgeColumns(
  standard: Standard,
  subjects: SubjectColumns,
  watch: readonly string[],
): ReadonlyMap<string, Float64Array> {
  const feeds: { readonly from: Float64Array; readonly into: Float64Array }[] = []
  const truths: { readonly x: Float64Array; readonly t: Uint8Array }[] = []
  const input = (from: Float64Array | undefined, type: Type, name: string): Column => {
    if (!from) return constant(whole(type, [`missing: ${name}`]))
    const into = new Float64Array(lanes)
    feeds.push({ from, into })
    if (type.k !== 'yes-no') return { k: 'num', x: into }
    const t = new Uint8Array(lanes)
    truths.push({ x: into, t })
    return { k: 'bool', t }
  }
  const lazy = (
    fields: ReadonlyMap<string, Type>,
    columns: Readonly<Record<string, Float64Array>>,
    prefix: string,
  ): Column => recordOf((name) => input(columns[prefix + name], fields.get(name) ?? { k: 'any' }, prefix + name))
  const measures = new Map(
    [...standard.measures].map(([id, m]) => [id, lazy(m.gives, subjects.quantities ?? {}, `${id}.`)]),
  )
  const party = { first: 1n, second: 2n, third: 3n }[subjects.assessment.party]
  const leaves: Leaves = {
    subject: lazy(standard.facts, subjects.facts ?? {}, ''),
    measure: (id) => measures.get(id)!,
    today: constant(num(Exact.whole(BigInt(parseDay(subjects.assessment.date) ?? 0)))),
    party: constant(num(Exact.whole(party))),
    calendar: workdays(subjects.calendar),
    finding: (node) => input(subjects.findings?.[node], { k: 'yes-no' }, node),
  }
  const judge = new ColumnJudge(standard, leaves)
  const out = watch.map((id) => {
    const main = judge.main(id, judge.root)
    return {
      id,
      column: main ? judge.program.numbers(main) : undefined,
      values: main ? new Float64Array(subjects.count) : new Float64Array(subjects.count).fill(Number.NaN),
    }
  })
  for (let from = 0; from < subjects.count; from += lanes) {
    const n = Math.min(lanes, subjects.count - from)
    for (const f of feeds) f.into.set(f.from.subarray(from, from + n))
    for (const { x, t } of truths) for (let i = 0; i < n; i++) t[i] = x[i] === 1 ? 3 : x[i] === 0 ? 0 : 1
    judge.program.run(n)
    for (const { column, values } of out) if (column) values.set(column.x.subarray(0, n), from)
  }
  return new Map(out.map((o) => [o.id, o.values]))
}
