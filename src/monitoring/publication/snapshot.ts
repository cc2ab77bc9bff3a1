import { canonicalHash } from '../../language/canonical.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import type { ConfidentialityRules } from '../confidential/rules.ts'
import { type Measure, measures } from '../rows/row.ts'
import { type Dimension, dimensions } from '../tables/grouping.ts'

/** A number as decimal text (money in 万元), `*` where it is withheld. A cell that nobody is in is 0. */
export type ShownText = string

/** What is told of a group beside its sums; shares and rates as decimal text (0.35 is 35 %), withheld where a part of them is. */
export interface GroupFigures {
  /** research / revenue, sums over sums */
  readonly intensity?: ShownText
  /** AI R&D staff / staff */
  readonly aiStaffShare?: ShownText
  /** of AI revenue: this period over the one before, −1; of all who filed, and of those who filed both times */
  readonly growth?: ShownText
  readonly comparableGrowth?: ShownText
  /** how much of the growth of the whole the group brought, as a share of the whole of the period before */
  readonly contribution?: ShownText
  /** share of AI revenue of the four largest contributors, and the sum of squared shares (0 to 1) */
  readonly largestFour?: ShownText
  readonly herfindahl?: ShownText
  /** who filed now and not before, and the other way round */
  readonly entered?: ShownText
  readonly left?: ShownText
  /** of at least 2000 万元 of revenue */
  readonly aboveScale?: ShownText
  /** share of AI revenue in this group over the share it has in the whole, for groups of a district */
  readonly locationQuotient?: ShownText
}

export interface SnapshotCell {
  readonly period: string
  /** one word for each dimension of `by`, in that order: `["F", "310115"]`; totals have fewer dimensions and stand in a table of their own */
  readonly at: readonly string[]
  readonly values: Readonly<Partial<Record<Measure, ShownText>>>
  readonly figures: GroupFigures
}

export interface SnapshotTable {
  /** none: the whole industry */
  readonly by: readonly Dimension[]
  readonly cells: readonly SnapshotCell[]
}

/** How many went from one level to another between two periods. `from` none: filed the first time; `to` none: did not file again. */
export interface Movement {
  readonly from: string
  readonly to: string
  readonly cells: readonly { readonly from?: string; readonly to?: string; readonly enterprises: ShownText }[]
}

/** Protected tables of an industry, frozen. It holds nothing from which a withheld value could be told. */
export interface IndustrySnapshot {
  readonly format: 'plumbline-industry/1'
  readonly title: Text
  readonly standard: { readonly id: string; readonly edition: string; readonly hash: string }
  /** the day of what was known (ISO 8601) */
  readonly asOf: string
  /** years and quarters, earliest first */
  readonly periods: readonly string[]
  /** filings that were read, and enterprises that filed them */
  readonly filings: number
  readonly enterprises: number
  readonly rules: ConfidentialityRules
  readonly measures: readonly Measure[]
  readonly tables: readonly SnapshotTable[]
  readonly movements: readonly Movement[]
  /** what the words of the dimensions are called, where they are codes: districts, layers, levels */
  readonly names?: Readonly<Partial<Record<Dimension, Readonly<Record<string, Text>>>>>
  /** how the tables were asked for */
  readonly asked?: readonly (readonly Dimension[])[]
  /** every cell that the tables rest on, by measure and key, for a later publication to be held against */
  readonly cells?: Readonly<Partial<Record<Measure, Readonly<Record<string, ShownText>>>>>
  /** cells withheld for the sake of others, and how few nobody could go below */
  readonly protection?: Readonly<Partial<Record<Measure, { readonly further: number; readonly atLeast: number }>>>
  /** hash of the publication before, against which this one is protected, too */
  readonly follows?: string
  readonly tool: { readonly name: string; readonly version: string }
  /** SHA-256 over the canonical form (RFC 8785) of all the rest */
  readonly hash: string
}

/** The rest with its hash. */
export function sealed(rest: Omit<IndustrySnapshot, 'hash'>): IndustrySnapshot {
  return { ...rest, hash: canonicalHash(rest) }
}

/** Reads a snapshot and computes its hash again. Problems: snapshot-unreadable (no JSON, or not a snapshot), snapshot-altered. */
export function readSnapshot(text: string): Outcome<IndustrySnapshot> {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (e) {
    return failed(unreadable((e as Error).message))
  }
  const fault = shapeFault(read)
  if (fault !== undefined) return failed(unreadable(fault))
  const { hash, ...rest } = read as IndustrySnapshot
  const again = canonicalHash(rest)
  return again === hash ? done(read as IndustrySnapshot) : failed(altered(hash, again))
}

const record = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x)
const known = (all: readonly string[], word: string): boolean => all.includes(word)
const texts = (x: unknown): boolean => Array.isArray(x) && x.every((t) => typeof t === 'string')
const shownTexts = (x: unknown): boolean =>
  record(x) && Object.values(x).every((v) => typeof v === 'string' && /^(\*|-?\d{1,20}(\.\d{1,20})?)$/.test(v))

/** The first place where it is not a snapshot. */
function shapeFault(x: unknown): string | undefined {
  if (!record(x) || x.format !== 'plumbline-industry/1') return 'format'
  for (const name of ['asOf', 'hash']) if (typeof x[name] !== 'string') return name
  if (!/^\d{4}-\d\d-\d\d$/.test(x.asOf as string)) return 'asOf'
  for (const name of ['title', 'standard', 'rules', 'tool']) if (!record(x[name])) return name
  for (const name of ['id', 'edition', 'hash'])
    if (typeof (x.standard as Record<string, unknown>)[name] !== 'string') return `standard.${name}`
  if (!Object.values(x.title as object).every((t) => typeof t === 'string')) return 'title'
  for (const name of ['filings', 'enterprises']) if (!Number.isSafeInteger(x[name])) return name
  if (!texts(x.periods) || (x.periods as string[]).length === 0) return 'periods'
  if (!texts(x.measures) || !(x.measures as string[]).every((m) => known(measures, m))) return 'measures'
  if (x.cells !== undefined && !(record(x.cells) && Object.values(x.cells).every(shownTexts))) return 'cells'
  if (x.asked !== undefined && !(Array.isArray(x.asked) && x.asked.every(texts))) return 'asked'
  for (const name of ['tables', 'movements']) if (!Array.isArray(x[name])) return name
  if (
    x.names !== undefined &&
    !(
      record(x.names) &&
      Object.values(x.names).every(
        (of) =>
          record(of) &&
          Object.values(of).every((t) => record(t) && Object.values(t).every((w) => typeof w === 'string')),
      )
    )
  )
    return 'names'
  for (const [i, t] of (x.tables as unknown[]).entries()) {
    if (!record(t) || !texts(t.by) || !Array.isArray(t.cells)) return `tables[${i}]`
    if (!(t.by as string[]).every((d) => known(dimensions, d))) return `tables[${i}].by`
    const width = (t.by as string[]).length
    const bad = t.cells.findIndex(
      (c) =>
        !record(c) ||
        typeof c.period !== 'string' ||
        !texts(c.at) ||
        (c.at as string[]).length !== width ||
        !shownTexts(c.values) ||
        !shownTexts(c.figures),
    )
    if (bad >= 0) return `tables[${i}].cells[${bad}]`
  }
  for (const [i, m] of (x.movements as unknown[]).entries())
    if (
      !record(m) ||
      typeof m.from !== 'string' ||
      typeof m.to !== 'string' ||
      !Array.isArray(m.cells) ||
      !m.cells.every((c) => record(c) && shownTexts({ n: c.enterprises }))
    )
      return `movements[${i}]`
  return undefined
}

const unreadable = (got: string) =>
  problem(
    'snapshot-unreadable',
    { zh: '这不是产业监测快照', en: 'This is not a snapshot of an industry' },
    {
      expected: 'plumbline-industry/1',
      got,
      next: {
        zh: '给出 plumbline monitor 写出的 snapshot.json',
        en: 'give the snapshot.json that plumbline monitor wrote',
      },
    },
  )

const altered = (said: string, again: string) =>
  problem(
    'snapshot-altered',
    { zh: '快照的内容与其散列值不符', en: 'The snapshot is not what its hash says' },
    {
      expected: said,
      got: again,
      next: { zh: '向公布者索取原文件', en: 'ask who published it for the original file' },
    },
  )
