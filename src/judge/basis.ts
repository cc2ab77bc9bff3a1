import { Exact } from '../language/exact.ts'
import { type Expr, walk } from '../language/formula/tree.ts'
import { evidenceClasses, type Node, type Table } from '../language/standard.ts'
import { meanOf, type Weighed } from './lists.ts'
import type { Nodes } from './nodes.ts'
import { minimum } from './ranges.ts'
import type { Frame } from './session.ts'
import { all } from './truths.ts'
import {
  type Bool,
  bool,
  both,
  type Num,
  no,
  nothing,
  num,
  range,
  truthNo,
  truthYes,
  unknown,
  type Value,
  type Why,
  yes,
} from './values.ts'

/** What a result rests on: measures and findings below it, through values, conditions, levels, provisos and parts; not `when`, not weights. */
interface Basis {
  readonly measures: ReadonlySet<string>
  readonly nodes: ReadonlySet<string>
}

const bases = new WeakMap<Node, Basis>()

export function nodeLeaf(n: Node): boolean {
  return n.of.length === 0
}

function restsOn(n: Node, tables: ReadonlyMap<string, Table>): Basis {
  const seen = bases.get(n)
  if (seen) return seen
  const measures = new Set<string>()
  const nodes = new Set<string>(n.each ? [] : n.of)
  const visited = new Set<string>()
  const visit = (top: Expr | undefined): void => {
    if (!top) return
    for (const e of walk(top)) {
      if (e.op === 'measure') measures.add(e.measure)
      // a member of a list counts through the list, which leaves out what does not apply
      if (e.op === 'list') for (const i of e.items) if (i.op === 'node') nodes.add(i.id)
      if (
        e.op === 'property' &&
        e.of.type.k === 'node' &&
        e.of.op !== 'variable' &&
        !['id', 'at', 'weight', 'says', 'applies'].includes(e.name)
      )
        for (const id of e.of.type.ids) nodes.add(id)
      if (e.op === 'call' && e.args[0]?.type.k === 'list' && e.args[0].type.of.k === 'node')
        for (const id of e.args[0].type.of.ids) nodes.add(id)
      if (e.op === 'table' && !visited.has(e.table)) {
        visited.add(e.table)
        table(tables.get(e.table)!)
      }
    }
  }
  const table = (t: Table): void => {
    for (const i of t.inputs) visit(i)
    for (const r of t.rules) {
      visit(r.test)
      for (const o of r.out) visit(o)
    }
  }
  for (const e of [n.value, n.holds, n.each, ...(n.score ?? []).flat(), ...(n.level?.ladder ?? []).map((r) => r.holds)])
    visit(e)
  for (const s of n.adjust) {
    visit(s.when)
    if ('amount' in s) visit(s.amount)
  }
  if (n.table) table(n.table)
  nodes.delete(n.id)
  const made = { measures, nodes }
  bases.set(n, made)
  return made
}

interface Collected {
  /** whether the measure surely counts: not where it is asked only by what perhaps does not apply */
  readonly measures: Map<string, boolean>
  readonly checks: Map<string, { node: Node; frame: Frame; sure: boolean }>
}

/** Every measure and checked node below a node that applies, each once, in the frames where they stand. */
function collect(judge: Nodes, start: Node, startFrame: Frame): Collected {
  const measures = new Map<string, boolean>()
  const checks: Collected['checks'] = new Map()
  const done = new Map<Frame, Map<string, boolean>>()
  const { nodes, tables } = judge.session.standard
  const visit = (n: Node, from: Frame, asked: boolean): void => {
    const frame = judge.frameFor(n, from)
    // seen from outside its list, a node stands in every item
    if (frame.owner !== n.scope) {
      const each = nodes.get(n.scope!)!
      for (const m of judge.items(each, from, 'point').items)
        visit(n, (m.value as { frame: Frame }).frame, asked && m.in === yes)
      return
    }
    const r = judge.result(n.id, frame, 'point')
    if (r.applies === no || r.assumed) return
    const sure = asked && (n.id === start.id || r.applies === yes)
    const here = done.get(frame) ?? new Map<string, boolean>()
    // what was met as a perhaps is met again when it is sure
    if (here.get(n.id) ?? (here.has(n.id) && !sure)) return
    done.set(frame, here.set(n.id, sure))
    const basis = restsOn(n, tables)
    for (const m of basis.measures) measures.set(m, sure || (measures.get(m) ?? false))
    if (n.check) checks.set(`${frame.path}.${n.id}`, { node: n, frame, sure })
    for (const id of basis.nodes) visit(nodes.get(id)!, frame, sure)
    judge.below(n, frame, 'point', (child, at, member) => visit(child, at, sure && member === yes))
  }
  visit(start, startFrame, true)
  return { measures, checks }
}

export function measuresBelow(judge: Nodes, node: Node, frame: Frame): ReadonlySet<string> {
  return new Set(collect(judge, node, frame).measures.keys())
}

/** Checked requirements below, by the path their findings are given under. */
export function checksBelow(judge: Nodes, node: Node, frame: Frame): readonly string[] {
  return [...collect(judge, node, frame).checks.values()].map((c) =>
    c.frame.path ? `${c.frame.path}.${c.node.id}` : c.node.id,
  )
}

/** Whether no measure and no finding stands behind a node: then it has no class of evidence, and everything in it is declared. */
export function restsOnFactsAlone(judge: Nodes, node: Node, frame: Frame): boolean {
  const { measures, checks } = collect(judge, node, frame)
  return measures.size === 0 && checks.size === 0
}

const strongest = num(Exact.whole(BigInt(evidenceClasses.length - 1)))

/** The weakest class below; a missing measurement could still be of any class. */
export function evidenceOf(judge: Nodes, node: Node, frame: Frame): Num {
  const { measures, checks } = collect(judge, node, frame)
  const classes: Num[] = [strongest]
  const rank = (c: string): Num => num(Exact.whole(BigInt(evidenceClasses.indexOf(c as 'none'))))
  const open = (why: string): Num => range(Exact.zero, strongest.hi, [why])
  // what perhaps does not apply may weaken the whole, or not
  const held = (c: Num, sure: boolean, id: string): Num =>
    sure ? c : range(c.lo, strongest.hi, both(c.why, [`perhaps: ${id}`]))
  for (const [id, sure] of measures) {
    const given = judge.session.measureClass(id)
    classes.push(held(given ? rank(given) : open(`missing: ${id}`), sure, id))
  }
  for (const { node: n, frame: f, sure } of checks.values()) {
    const finding = judge.session.finding(n.id, f)
    classes.push(
      held(
        finding && finding.satisfied !== null ? rank(finding.evidence ?? 'measured') : open(`missing: ${n.id}`),
        sure,
        n.id,
      ),
    )
  }
  return minimum(
    classes,
    classes.reduce<Why>((w, c) => both(w, c.why), nothing),
  )
}

/** Whether every measure below reaches its minimum n. */
export function sufficient(judge: Nodes, node: Node, frame: Frame): Value {
  const parts: Value[] = [truthYes]
  for (const [id, sure] of collect(judge, node, frame).measures) {
    const least = judge.session.standard.measures.get(id)!.minimum
    if (least === undefined) continue
    const n = judge.session.evidence.measures[id]?.n
    const enough = n === undefined ? bool(unknown, [`missing: ${id}.n`]) : n >= least ? truthYes : truthNo
    parts.push(sure || enough.may === yes ? enough : bool(unknown, both(enough.why, [`perhaps: ${id}`])))
  }
  return all(parts)
}

/** The weight of the determined leaves over the weight of the applicable leaves: `weight(leaves)` as the language defines it. */
export function coverage(judge: Nodes, node: Node, frame: Frame): Num {
  if (nodeLeaf(node)) return oneIf(judge.determined(node.id, frame))
  const leaves = judge.leaves(node, frame, 'point')
  if (leaves.open) return range(Exact.zero, Exact.one, leaves.why)
  const items = leaves.items.map((m): Weighed => {
    const leaf = m.value as { id: string; frame: Frame }
    return {
      x: oneIf(judge.determined(leaf.id, leaf.frame)),
      w: judge.weight(leaf.id, leaf.frame, 'point'),
      in: m.in,
      why: m.why,
    }
  })
  const why = items.reduce<Why>((w, i) => both(w, i.why), nothing)
  return meanOf(items) ?? range(Exact.zero, Exact.one, both(why, ['no leaf']))
}

function oneIf({ may, why }: Bool): Num {
  return range(may === yes ? Exact.one : Exact.zero, may === no ? Exact.zero : Exact.one, why)
}
