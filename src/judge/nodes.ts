import { Exact } from '../language/exact.ts'
import type { NodeProperty } from '../language/formula/tree.ts'
import type { Node } from '../language/standard.ts'
import type { Type } from '../language/types.ts'
import { coverage, evidenceOf, nodeLeaf, sufficient } from './basis.ts'
import type { Context, NodeJudge } from './context.ts'
import { evaluate } from './formulas.ts'
import { type Reading, readingKey } from './inputs.ts'
import { onScale, readingOf, readLevel } from './levels.ts'
import { adjust } from './provisos.ts'
import { scored } from './score.ts'
import type { Frame, NodeResult, Session, StepTrace } from './session.ts'
import { lookUp, type Match } from './tables.ts'
import { absorbing, truth } from './truths.ts'
import {
  type Bool,
  bool,
  both,
  isPerhaps,
  isSpanned,
  type ListValue,
  least,
  most,
  type NodeRef,
  type Num,
  na,
  no,
  nothing,
  num,
  perhaps,
  range,
  type Truth,
  truthNo,
  truthYes,
  unknown,
  type Value,
  type Why,
  whereApplies,
  whetherKnown,
  whole,
  whyOf,
  word,
  yes,
} from './values.ts'

const one = num(Exact.one)

/** Judges nodes, each at most once a place and reading. The order inside a node is that of language.md, 1.5. */
export class Nodes implements NodeJudge {
  readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  context(frame: Frame, reading: Reading, node?: Node): Context {
    return { evaluate, session: this.session, nodes: this, frame, reading, ...(node ? { node } : {}) }
  }

  /** The frame a node is judged in, seen from a place inside it. */
  frameFor(node: Node, from: Frame): Frame {
    let frame = from
    while (frame.owner !== node.scope && frame.parent) frame = frame.parent
    return frame
  }

  result(id: string, from: Frame, asked: Reading): NodeResult {
    const node = this.session.standard.nodes.get(id)!
    const frame = this.frameFor(node, from)
    // the nearest decision wins, and a node that states one keeps it whoever asks
    const reading = node.decision ? readingOf(node.decision) : asked
    const key = `${id} ${readingKey(reading)}`
    const seen = frame.memo.get(key)
    if (seen) return seen
    const judged = this.judge(node, frame, reading)
    frame.memo.set(key, judged)
    return judged
  }

  private judge(node: Node, frame: Frame, reading: Reading): NodeResult {
    const assumed = frame.path === '' ? this.session.assume[node.id] : undefined
    const base = { node, frame, reading, steps: [] as StepTrace[] }
    if (assumed) return { ...base, ...this.assumed(node, assumed), applies: yes, whyApplies: nothing, assumed: true }
    const c = this.context(frame, reading, node)
    let applies: Truth = yes
    let whyApplies: Why = nothing
    if (node.when) {
      const when = evaluate(node.when, c)
      const t = truth(when)
      applies = t === 'na' ? no : t
      whyApplies = t === yes ? nothing : t === unknown ? whyOf(when) : [`when: ${node.when.text ?? ''}`]
      if (applies === no) return { ...base, applies, whyApplies }
    }
    if (node.of.length > 0 && !node.each) {
      const parts = this.parts(node, frame, reading)
      if (parts.items.length === 0) return { ...base, applies: no, whyApplies: ['no part applies'] }
      if (parts.items.every((m) => m.in === unknown)) {
        applies = unknown
        whyApplies = parts.items.reduce((w, m) => both(w, m.why), whyApplies)
      }
    }
    const { main, ...rest } = this.outcome(node, frame, reading, c)
    if (main?.k === 'na')
      return { ...base, ...rest, applies: no, whyApplies: main.why.length > 0 ? main.why : ['not applicable'] }
    if (main && isPerhaps(main))
      return {
        ...base,
        ...stripped(rest),
        ...(applies === yes ? { perhaps: true as const } : {}),
        applies: unknown,
        whyApplies: both(whyApplies, whyOf(main)),
      }
    return { ...base, ...rest, applies, whyApplies }
  }

  private assumed(
    node: Node,
    a: { value?: string; level?: string; satisfied?: boolean | null },
  ): Pick<NodeResult, 'value' | 'level' | 'satisfied'> {
    const scale = node.level?.scale
    const bound = (text: string): Exact | undefined =>
      scale?.levels.find((l) => l.id === text)?.number ??
      (text === 'inf' ? Exact.infinity : text === '-inf' ? Exact.minusInfinity : Exact.parse(text))
    const parse = (text: string): Num => {
      const [a_, b_] = text.includes('..') ? text.replace(/[[\]]/g, '').split('..') : [text, text]
      const lo = bound(a_!.trim())
      const hi = bound(b_!.trim())
      if (!lo || !hi) throw new RangeError(`cannot assume ${node.id} to be ${text}`)
      return range(lo, hi, [`assumed: ${node.id}`])
    }
    return {
      ...(a.level !== undefined ? { level: parse(a.level), value: parse(a.level) } : {}),
      ...(a.value !== undefined
        ? node.type?.k === 'word'
          ? { value: word(a.value) }
          : { value: parse(a.value) }
        : {}),
      ...(a.satisfied !== undefined
        ? {
            satisfied: a.satisfied === null ? bool(unknown, [`assumed: ${node.id}`]) : a.satisfied ? truthYes : truthNo,
          }
        : {}),
    }
  }

  private outcome(
    node: Node,
    frame: Frame,
    reading: Reading,
    c: Context,
  ): Partial<NodeResult> & { steps: StepTrace[]; main?: Value } {
    if (node.holds) {
      const satisfied = evaluate(node.holds, c)
      return { satisfied, steps: [], main: satisfied }
    }
    if (node.check) return this.found(node, frame)
    let value: Value | undefined
    let match: Match | undefined
    if (node.value) value = evaluate(node.value, c)
    else if (node.table)
      value = lookUp(node.table, [], node.type ?? { k: 'any' }, c, (m) => {
        match = m
      })
    const rules = match ? { rules: (match as Match).rules } : {}
    if (value?.k === 'na') return { value, steps: [], main: value, ...rules }
    if (node.score && value?.k === 'num') value = absorbing([value], scored(value, node.score, c))
    const open = value && isPerhaps(value) ? [value] : []
    if (value) value = whereApplies(value)
    if (node.level) {
      const read = readLevel(node, value, reading, c)
      const { result, steps } = adjust(node, read.level, { ...c, ...(value ? { value } : {}) }, node.level.scale)
      const level = onScale(node.level.scale, result, node.id)
      return {
        ...(value ? { value } : {}),
        level,
        steps,
        main: absorbing(open, level),
        ...rules,
        ...(read.rungs ? { rungs: read.rungs } : {}),
      }
    }
    if (!value) return { steps: [] }
    if (node.adjust.length === 0 || value.k !== 'num')
      return { value, steps: [], main: absorbing(open, value), ...rules }
    const { result, steps } = adjust(node, value, c, undefined)
    return { value: result, steps, main: absorbing(open, result), ...rules }
  }

  private found(node: Node, frame: Frame): Partial<NodeResult> & { steps: StepTrace[]; main?: Value } {
    const finding = this.session.finding(node.id, frame)
    const name = frame.path ? `${frame.path}.${node.id}` : node.id
    if (finding?.waived && node.waivable) return { satisfied: truthYes, waived: true, steps: [], main: truthYes }
    const satisfied =
      finding === undefined || finding.satisfied === null
        ? bool(unknown, [`missing: ${name}`])
        : finding.satisfied
          ? truthYes
          : truthNo
    return { satisfied, steps: [], main: satisfied }
  }

  weight(id: string, from: Frame, reading: Reading): Num {
    const node = this.session.standard.nodes.get(id)!
    if (!node.weight) return one
    if (node.weight.op === 'number') return num(node.weight.value)
    const v = evaluate(node.weight, this.context(this.frameFor(node, from), reading, node))
    // a weight that does not apply is one
    return v.k !== 'num' ? one : isPerhaps(v) ? range(least(v.lo, one.lo), most(v.hi, one.hi), v.why) : v
  }

  main(id: string, from: Frame, reading: Reading): Value {
    const r = this.result(id, from, reading)
    if (r.applies === no) return na(r.whyApplies)
    return r.level ?? r.value ?? r.satisfied ?? na(nothing)
  }

  property(ref: NodeRef, name: NodeProperty, reading: Reading, type: Type): Value {
    const node = this.session.standard.nodes.get(ref.id)!
    const frame = this.frameFor(node, ref.frame as Frame)
    switch (name) {
      case 'id':
        return word(node.id)
      case 'at':
        return num(node.at!.level.number)
      case 'weight':
        return this.weight(node.id, frame, reading)
      case 'says':
        return node.says ? evaluate(node.says, this.context(frame, reading, node)) : word('none')
      case 'of':
        return this.parts(node, frame, reading)
      case 'leaves':
        return this.leaves(node, frame, reading)
    }
    const r = this.result(node.id, frame, reading)
    if (name === 'applies') return bool(r.applies, r.whyApplies)
    if (r.applies === no) return na(r.whyApplies)
    // what may turn out not to apply claims nothing
    if (r.applies === unknown && !ref.counted) return perhaps(whole(type, r.whyApplies), r.whyApplies)
    switch (name) {
      case 'value':
        return r.value ?? whole(type, nothing)
      case 'level':
        return r.level ?? whole(type, nothing)
      case 'satisfied':
        return r.satisfied ?? whole(type, nothing)
      case 'determined':
        return this.determined(node.id, frame)
      case 'coverage':
        return coverage(this, node, frame)
      case 'sufficient':
        return sufficient(this, node, frame)
      case 'evidence':
        return evidenceOf(this, node, frame)
    }
  }

  /** Known once sampling is left aside: nothing that decides it is missing or still to come. */
  determined(id: string, frame: Frame): Bool {
    const r = this.result(id, frame, 'point')
    const v = r.level ?? r.value ?? r.satisfied
    if (r.applies === unknown && r.whyApplies.some(isSpanned)) return bool(unknown, r.whyApplies)
    return r.applies === yes && v !== undefined ? whetherKnown(v) : truthNo
  }

  /** The parts that count; for an `each`, its items. */
  parts(node: Node, from: Frame, reading: Reading): ListValue {
    const frame = this.frameFor(node, from)
    if (node.each) return this.items(node, frame, reading)
    const items: ListValue['items'] = node.of.flatMap((id): ListValue['items'] => {
      const r = this.result(id, frame, reading)
      if (r.applies === no) return []
      const value: NodeRef = {
        k: 'node',
        id,
        frame: r.frame,
        ...(r.applies === unknown ? { counted: true as const } : {}),
      }
      return [{ value, in: r.applies === yes ? yes : unknown, why: r.whyApplies }]
    })
    return { k: 'list', items, open: false, why: nothing, of: { k: 'node', ids: node.of } }
  }

  /** One frame an item; the same frames whoever asks, so that an item is judged once. */
  items(node: Node, from: Frame, reading: Reading): ListValue {
    const frame = this.frameFor(node, from)
    const key = `${node.id} ${readingKey(reading)}`
    const seen = frame.lists.get(key)
    if (seen) return seen
    const list = evaluate(node.each!, this.context(frame, reading, node))
    const of: Type = { k: 'item', each: node.id, base: { k: 'any' } }
    const made: ListValue =
      list.k !== 'list'
        ? { k: 'list', items: [], open: true, why: whyOf(list), of }
        : {
            ...list,
            of,
            items: list.items.map((m, i) => {
              const path = `${frame.path ? `${frame.path}.` : ''}${node.id}[${i}]`
              const item: Frame = {
                parent: frame,
                owner: node.id,
                as: node.as!,
                item: m.value,
                ...(node.each!.op === 'field' && node.each!.of.op === 'measure'
                  ? { again: (r) => this.itemAgain(node, frame, reading, r, i) }
                  : {}),
                path,
                memo: new Map(),
                lists: new Map(),
              }
              return { ...m, value: { k: 'item', frame: item, base: m.value } }
            }),
          }
    frame.lists.set(key, made)
    return made
  }

  /** A node inside an item that states its own decision reads what was measured by that one, not by the one of the list. */
  private itemAgain(node: Node, frame: Frame, made: Reading, asked: Reading, index: number): Value | undefined {
    if (readingKey(asked) === readingKey(made)) return undefined
    const list = evaluate(node.each!, this.context(frame, asked, node))
    return list.k === 'list' ? list.items[index]?.value : undefined
  }

  leaves(node: Node, from: Frame, reading: Reading): ListValue {
    const frame = this.frameFor(node, from)
    const items: ListValue['items'][number][] = []
    const add = (n: Node, f: Frame, sure: Truth, why: Why): void => {
      const r = this.result(n.id, f, reading)
      if (r.applies === no) return
      const still: Truth = sure === yes && r.applies === yes ? yes : unknown
      const reasons = both(why, r.whyApplies)
      if (nodeLeaf(n)) {
        items.push({
          value: { k: 'node', id: n.id, frame: r.frame, ...(still === unknown ? { counted: true as const } : {}) },
          in: still as 2 | 3,
          why: reasons,
        })
        return
      }
      this.below(n, r.frame, reading, (child, at, member, w) =>
        add(child, at, still === yes && member === yes ? yes : unknown, both(reasons, w)),
      )
    }
    this.below(node, frame, reading, (child, at, member, why) => add(child, at, member, why))
    return {
      k: 'list',
      items,
      open: node.each !== undefined && this.items(node, frame, reading).open,
      why: nothing,
      of: { k: 'node', ids: [] },
    }
  }

  /** Calls back for every part of a node, through the items of an `each`. */
  below(
    node: Node,
    frame: Frame,
    reading: Reading,
    visit: (child: Node, frame: Frame, member: Truth, why: Why) => void,
  ): void {
    const { nodes } = this.session.standard
    if (!node.each) {
      for (const id of node.of) visit(nodes.get(id)!, frame, yes, nothing)
      return
    }
    for (const m of this.items(node, frame, reading).items) {
      const at = (m.value as { frame: Frame }).frame
      for (const id of node.of) visit(nodes.get(id)!, at, m.in, m.why)
    }
  }
}

/** Whether a node applies is said once, of the node; its results are those where it does. */
function stripped(r: Partial<NodeResult> & { steps: StepTrace[] }): typeof r {
  return {
    ...r,
    ...(r.value ? { value: whereApplies(r.value) } : {}),
    ...(r.level ? { level: whereApplies(r.level) } : {}),
    ...(r.satisfied ? { satisfied: whereApplies(r.satisfied) } : {}),
  }
}
