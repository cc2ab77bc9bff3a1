import { canonicalHash, sha256Hex } from '../language/canonical.ts'
import type { Standard } from '../language/standard.ts'
import { pcg32, type Random } from '../metrics/random.ts'
import { measuresBelow } from './basis.ts'
import { type DrawnCell, exactNames, mostExact, withDrawn } from './drawn-exactly.ts'
import type { DrawnResult, Draws } from './draws-result.ts'
import type { Distribution, Estimate, Evidence, Quantity } from './evidence.ts'
import { open } from './judge.ts'
import type { Nodes } from './nodes.ts'
import type { Frame } from './session.ts'
import { bool, no, type RecordValue, unknown, type Value } from './values.ts'
import {
  type Column,
  type ColumnFrame,
  type ColumnNode,
  constant,
  lanes,
  type Program,
  recordOf,
} from './vector/columns.ts'
import { ColumnJudge, type Leaves } from './vector/nodes.ts'

export const defaultDraws = 10_000

/**
 * Judges the same evidence again with its measurements drawn from their distributions (Monte Carlo propagation, JCGM 101:2008).
 * Quantities are drawn independently; whatever has no distribution stands at its estimate. Undefined when the evidence does not fit.
 */
export function draw(standard: Standard, evidence: Evidence, count = defaultDraws): Draws | undefined {
  const seed = sha256Hex(`${standard.hash} ${canonicalHash(evidence)}`)
  const compiled = drawing(standard, evidence, seed)
  if (!compiled) return undefined
  const { judge, samplers, cells, drawn } = compiled
  const watched = standard.results.map((id) => ({ id, column: watch(judge, id) }))
  const tallies = watched.map((w) => tally(standard, w.id, w.column, judge.program))
  let judgedExactly = 0
  for (let from = 0; from < count; from += lanes) {
    const n = Math.min(lanes, count - from)
    for (const s of samplers) s(n)
    judge.program.run(n)
    for (const t of tallies) t.add(n)
    // columns carry no ranges: some of what they leave open is judged exactly, and the rest taken to be like it
    for (let i = 0; i < n && judgedExactly < mostExact; i++) {
      const open = tallies.filter((t) => t.open?.(i))
      if (open.length === 0) continue
      judgedExactly++
      const names = exactNames(standard, withDrawn(evidence, cells, i))
      for (const t of open) t.exactly?.(names(t.id))
    }
  }
  return {
    format: 'plumbline-draws/1',
    count,
    seed,
    drawn: [...drawn].sort(),
    results: Object.fromEntries(tallies.map((t) => [t.id, t.result(count)])),
  }
}

/** The columns of a standard over drawn measurements; undefined when the evidence does not fit. */
function drawing(standard: Standard, evidence: Evidence, seed: string) {
  const opened = open(standard, evidence)
  if (!opened.ok) return undefined
  const nodes = opened.value
  const samplers: ((n: number) => void)[] = []
  const cells: DrawnCell[] = []
  const drawn = new Set([...standard.measures.keys()].filter((id) => scatters(evidence.measures[id]?.quantities)))
  const measures = new Map<string, Column>()
  for (const id of standard.measures.keys()) {
    const value = nodes.session.measure(id, 'point')
    const given = evidence.measures[id]?.quantities ?? {}
    measures.set(id, drawnRecord(value, given, [id], { seed, samplers, cells }))
  }
  return { judge: new ColumnJudge(standard, leavesOf(nodes, measures, drawn)), samplers, cells, drawn }
}

/**
 * What one result comes to in each draw: level, word, `yes`, `no`, `not-applicable` or `unknown`. Two standards with the same seed
 * see the same draws of the quantities that both name. Undefined when the evidence does not fit.
 */
export function drawnNames(
  standard: Standard,
  evidence: Evidence,
  result: string,
  seed: string,
  count: number,
): readonly string[] | undefined {
  const compiled = drawing(standard, evidence, seed)
  if (!compiled) return undefined
  const { judge, samplers, cells } = compiled
  const name = namesOf(standard, result, watch(judge, result), judge.program) ?? (() => 'unknown')
  const out: string[] = []
  let judgedExactly = 0
  for (let from = 0; from < count; from += lanes) {
    const n = Math.min(lanes, count - from)
    for (const s of samplers) s(n)
    judge.program.run(n)
    for (let i = 0; i < n; i++) {
      const said = name(i)
      out.push(
        said === 'unknown' && judgedExactly++ < mostExact
          ? exactNames(standard, withDrawn(evidence, cells, i))(result)
          : said,
      )
    }
  }
  return out
}

function leavesOf(nodes: Nodes, measures: ReadonlyMap<string, Column>, drawn: ReadonlySet<string>): Leaves {
  const { session } = nodes
  return {
    subject: constant(session.subject),
    measure: (id) => measures.get(id)!,
    today: constant({ k: 'num', lo: session.today, hi: session.today, why: [] }),
    party: constant(session.party),
    calendar: session.calendar,
    finding: (node, frame) => {
      const r = nodes.result(node, samePlace(nodes, frame), 'point')
      return constant(r.satisfied ?? bool(unknown, []))
    },
    basis: (id, frame, name) =>
      constant(nodes.property({ k: 'node', id, frame: samePlace(nodes, frame) }, name, 'point', { k: 'any' })),
    // what rests on nothing that was drawn is judged already
    fixed: (id, frame): ColumnNode | undefined => {
      if (frame.owner !== undefined) return undefined
      const node = session.standard.nodes.get(id)!
      if (node.scope !== undefined || [...measuresBelow(nodes, node, session.root)].some((m) => drawn.has(m)))
        return undefined
      const r = nodes.result(id, session.root, 'point')
      if (r.applies === no) return { never: true }
      if (r.applies === unknown) return undefined
      return {
        ...(r.value ? { value: constant(r.value) } : {}),
        ...(r.level ? { level: constant(r.level) } : {}),
        ...(r.satisfied ? { satisfied: constant(r.satisfied) } : {}),
      }
    },
  }
}

/** The frame of the exact session that a frame of columns stands for: the same items of the same lists. */
export function samePlace(nodes: Nodes, frame: ColumnFrame): Frame {
  const { parent, owner } = frame
  if (!parent || owner === undefined) return nodes.session.root
  const list = parent.lists.get(owner)
  const i = list?.k === 'list' ? list.items.findIndex((m) => m.v.k === 'item' && m.v.frame === frame) : -1
  const outer = samePlace(nodes, parent)
  const item = nodes.items(nodes.session.standard.nodes.get(owner)!, outer, 'point').items[i]
  return item ? (item.value as { frame: Frame }).frame : outer
}

/** A measurement's quantities: those with a distribution become columns, lists keep their shape. */
function drawnRecord(
  value: RecordValue,
  given: Readonly<Record<string, Quantity>>,
  path: DrawnCell['path'],
  into: Drawing,
): Column {
  return recordOf((name) => drawnValue(value.field(name), given[name], [...path, name], into))
}

/** What is drawn, and from what. */
interface Drawing {
  readonly seed: string
  readonly samplers: ((n: number) => void)[]
  readonly cells: DrawnCell[]
}

/** `content.pass`, or `sources[2].share`: each quantity has its own stream. */
function pathText([first, ...rest]: DrawnCell['path']): string {
  return `${first}${rest.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`
}

function drawnValue(value: Value, given: Quantity | undefined, path: DrawnCell['path'], into: Drawing): Column {
  const distribution =
    typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Estimate).distribution : undefined
  if (distribution && value.k === 'num') {
    const x = new Float64Array(lanes)
    const random = pcg32(hexBytes(sha256Hex(`${into.seed} ${pathText(path)}`)))
    const one = sampler(distribution, random)
    into.cells.push({ path, x })
    into.samplers.push((n) => {
      for (let i = 0; i < n; i++) x[i] = one()
    })
    return { k: 'num', x }
  }
  if (value.k === 'list' && Array.isArray(given) && !value.open) {
    return {
      k: 'list',
      items: value.items.map((m, i) => ({
        v: drawnValue(m.value, given[i] as Quantity, [...path, i], into),
      })),
    }
  }
  if (value.k === 'record' && typeof given === 'object' && given !== null)
    return drawnRecord(value, given as unknown as Record<string, Quantity>, path, into)
  return constant(value)
}

/** Whether some quantity in here has a distribution to be drawn from. */
function scatters(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  return 'distribution' in given || Object.values(given).some(scatters)
}

function sampler(d: Distribution, random: Random): () => number {
  switch (d.kind) {
    case 'beta': {
      const a = Number(d.a)
      const b = Number(d.b)
      return () => random.beta(a, b)
    }
    case 'gamma': {
      const shape = Number(d.shape)
      const rate = Number(d.rate)
      return () => random.gamma(shape) / rate
    }
    case 'normal': {
      const mean = Number(d.mean)
      const sd = Number(d.sd)
      return () => mean + sd * random.normal()
    }
    case 'samples': {
      const sorted = Float64Array.from(d.values, Number).sort()
      return () => {
        const at = random.uniform() * (sorted.length - 1)
        const low = Math.floor(at)
        const a = sorted[low]!
        const b = sorted[Math.min(low + 1, sorted.length - 1)]!
        return a + (b - a) * (at - low)
      }
    }
  }
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (h) => Number.parseInt(h, 16))
}

function watch(judge: ColumnJudge, id: string): Column | undefined {
  return judge.main(id, judge.root)
}

interface Tally {
  readonly id: string
  add(n: number): void
  /** whether a lane of the block just added is undecided */
  open?(i: number): boolean
  /** what an undecided draw came to when it was judged exactly */
  exactly?(name: string): void
  result(count: number): DrawnResult
}

/** The name of a lane of a result that is a level, yes-no or a word; undefined for a number. */
function namesOf(
  standard: Standard,
  id: string,
  column: Column | undefined,
  p: Program,
): ((i: number) => string) | undefined {
  const node = standard.nodes.get(id)!
  if (!column) return () => 'unknown'
  if (node.level) {
    const names = new Map(node.level.scale.levels.map((l) => [l.number.toNumber(), l.id]))
    const { x, na } = p.numbers(column)
    return (i) => (na?.[i] ? 'not-applicable' : (names.get(x[i]!) ?? 'unknown'))
  }
  if (node.holds || node.check || node.type?.k === 'yes-no') {
    const t = p.truthsOf(column)
    return (i) => (t[i] === 3 ? 'yes' : t[i] === 0 ? 'no' : t[i] === 7 ? 'not-applicable' : 'unknown')
  }
  if (node.type?.k === 'word') {
    const w = p.codes(column)
    return (i) => (w[i] === -2 ? 'not-applicable' : (p.word(w[i]!) ?? 'unknown'))
  }
  return undefined
}

function tally(standard: Standard, id: string, column: Column | undefined, p: Program): Tally {
  const shares = (name: (i: number) => string): Tally => {
    const counts = new Map<string, number>()
    const exact = new Map<string, number>()
    return {
      id,
      open: (i) => name(i) === 'unknown',
      exactly: (w) => exact.set(w, (exact.get(w) ?? 0) + 1),
      add: (n) => {
        for (let i = 0; i < n; i++) {
          const w = name(i)
          counts.set(w, (counts.get(w) ?? 0) + 1)
        }
      },
      result: (count) => ({
        kind: 'shares',
        shares: Object.fromEntries(
          [...spread(counts, exact)].sort(([, a], [, b]) => b - a).map(([w, c]) => [w, share(c, count)]),
        ),
      }),
    }
  }
  if (!column) return shares(() => 'unknown')
  const name = namesOf(standard, id, column, p)
  if (name) return shares(name)
  const { x } = p.numbers(column)
  const seen: number[] = []
  let lost = 0
  return {
    id,
    add: (n) => {
      for (let i = 0; i < n; i++) {
        if (Number.isNaN(x[i]!)) lost++
        else seen.push(x[i]!)
      }
    },
    result: (count) => {
      const sorted = Float64Array.from(seen).sort()
      const at = (q: number) =>
        sorted.length === 0
          ? ''
          : Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!.toPrecision(9)).toString()
      return { kind: 'quantiles', p05: at(0.05), p50: at(0.5), p95: at(0.95), unknown: share(lost, count) }
    },
  }
}

/** The undecided draws, divided as those of them that were judged exactly. */
function spread(counts: ReadonlyMap<string, number>, exact: ReadonlyMap<string, number>): Map<string, number> {
  const out = new Map(counts)
  const open = counts.get('unknown') ?? 0
  const judged = [...exact.values()].reduce((a, b) => a + b, 0)
  if (open === 0 || judged === 0) return out
  out.delete('unknown')
  for (const [word, n] of exact) out.set(word, (out.get(word) ?? 0) + (open * n) / judged)
  return out
}

/** Four decimals are all that ten thousand draws can tell. */
function share(k: number, n: number): string {
  return (Math.round((k / n) * 10_000) / 10_000).toString()
}
