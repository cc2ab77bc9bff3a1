import { Exact } from '../../language/exact.ts'
import type { Expr, NodeProperty } from '../../language/formula/tree.ts'
import type { Node, Standard } from '../../language/standard.ts'
import { evidenceClasses } from '../../language/standard.ts'
import type { Workdays } from '../dates.ts'
import { na, nothing, num, truthNo, truthYes, word } from '../values.ts'
import { anyOf, appliesWhere, both, whereApplies, without } from './applies.ts'
import {
  type Column,
  type ColumnFrame,
  type ColumnMember,
  type ColumnNode,
  constant,
  isConst,
  listOf,
  NA,
  NO,
  naMask,
  Program,
  YES,
} from './columns.ts'
import type { ColumnContext } from './context.ts'
import { column, tableColumn } from './evaluate.ts'
import { adjust, ladder, onScale } from './levels.ts'
import { mean, type WeighedColumn } from './lists.ts'
import { scored } from './score.ts'

/** Where the columns come from: the facts and measurements of a subject, or of many. */
export interface Leaves {
  readonly subject: Column
  measure(id: string): Column
  readonly today: Column
  readonly party: Column
  readonly calendar: Workdays
  finding(node: string, frame: ColumnFrame): Column
  /** class of evidence and sufficiency of a node, where they are known; otherwise measured, and enough */
  basis?(node: string, frame: ColumnFrame, name: 'sufficient' | 'evidence'): Column | undefined
  /** a node that does not vary between lanes, judged already */
  fixed?(node: string, frame: ColumnFrame): ColumnNode | undefined
}

/** The second evaluator: the same nodes on columns. */
export class ColumnJudge {
  readonly standard: Standard
  readonly leaves: Leaves
  readonly program = new Program()
  readonly root: ColumnFrame

  constructor(standard: Standard, leaves: Leaves, exactRoot?: unknown) {
    this.standard = standard
    this.leaves = leaves
    this.root = { nodes: new Map(), lists: new Map(), ...(exactRoot ? { exact: exactRoot } : {}) }
  }

  column(e: Expr, c: ColumnContext): Column {
    return column(e, c)
  }

  frameFor(id: string, from: ColumnFrame): ColumnFrame {
    const scope = this.standard.nodes.get(id)!.scope
    let frame = from
    while (frame.owner !== scope && frame.parent) frame = frame.parent
    return frame
  }

  node(id: string, from: ColumnFrame): ColumnNode {
    const frame = this.frameFor(id, from)
    const seen = frame.nodes.get(id)
    if (seen) return seen
    const made = this.leaves.fixed?.(id, frame) ?? this.compile(this.standard.nodes.get(id)!, frame)
    frame.nodes.set(id, made)
    return made
  }

  private compile(node: Node, frame: ColumnFrame): ColumnNode {
    const p = this.program
    const c: ColumnContext = { judge: this, frame, node: node.id }
    const when = node.when ? column(node.when, c) : undefined
    if (when && isConst(when) && (Program.truth(when.v) === NO || Program.truth(when.v) === NA)) return { never: true }
    const masks: Uint8Array[] =
      when && !(isConst(when) && Program.truth(when.v) === YES) ? [appliesWhere(p, p.truthsOf(when))] : []
    if (node.of.length > 0 && !node.each) {
      const parts = listOf(this.parts(node.id, frame))!
      if (parts.length === 0) return { never: true }
      if (parts.every((m) => m.in))
        masks.push(
          anyOf(
            p,
            parts.map((m) => m.in!),
          ),
        )
    }
    const applies = masks.length === 0 ? undefined : masks.length === 1 ? masks[0]! : both(p, masks[0]!, masks[1]!)
    const made = this.outcome(node, frame, c)
    const main = made.level ?? made.value ?? made.satisfied
    if (main && isConst(main) && main.v.k === 'na') return { never: true }
    const lost = main ? naMask(p, main) : undefined
    const still = lost ? without(p, applies, lost) : applies
    return { ...made, ...(still ? { applies: still } : {}) }
  }

  private outcome(node: Node, frame: ColumnFrame, c: ColumnContext): ColumnNode {
    const p = this.program
    if (node.holds) return { satisfied: column(node.holds, c) }
    if (node.check) return { satisfied: this.leaves.finding(node.id, frame) }
    let value: Column | undefined = node.value
      ? column(node.value, c)
      : node.table
        ? tableColumn(node.table, [], c)
        : undefined
    if (value && node.score)
      value = scored(
        p,
        value,
        node.score.map(([x, y]) => [column(x, c), column(y, c)] as const),
      )
    if (node.level) {
      const start = node.level.ladder ? ladder(node, value, c) : value!
      const level = adjust(node, start, { ...c, ...(value ? { value } : {}) }, node.level.scale)
      return { ...(value ? { value } : {}), level: onScale(p, level, node.level.scale) }
    }
    if (!value) return {}
    return { value: node.adjust.length > 0 ? adjust(node, value, c, undefined) : value }
  }

  weight(id: string, from: ColumnFrame): Column {
    const node = this.standard.nodes.get(id)!
    return node.weight
      ? column(node.weight, { judge: this, frame: this.frameFor(id, from), node: id })
      : constant(num(Exact.one))
  }

  main(id: string, from: ColumnFrame): Column | undefined {
    const n = this.node(id, from)
    return n.never ? constant(na(nothing)) : (n.level ?? n.value ?? n.satisfied)
  }

  property(id: string, from: ColumnFrame, name: NodeProperty): Column {
    const node = this.standard.nodes.get(id)!
    const frame = this.frameFor(id, from)
    switch (name) {
      case 'id':
        return constant(word(id))
      case 'at':
        return constant(num(node.at!.level.number))
      case 'weight':
        return this.weight(id, frame)
      case 'says':
        return node.says ? column(node.says, { judge: this, frame, node: id }) : constant(word('none'))
      case 'of':
        return this.parts(id, frame)
      case 'leaves':
        return this.leavesOf(id, frame)
    }
    const n = this.node(id, frame)
    if (name === 'applies')
      return n.never ? constant(truthNo) : n.applies ? { k: 'bool', t: n.applies } : constant(truthYes)
    if (n.never) return constant(na(nothing))
    switch (name) {
      case 'value':
      case 'level':
      case 'satisfied':
        return whereApplies(this.program, n[name] ?? constant(na(nothing)), n.applies)
      case 'determined':
        return { k: 'bool', t: this.determined(id, frame) }
      case 'coverage':
        return this.coverage(node, frame)
      case 'sufficient':
        return this.leaves.basis?.(id, frame, 'sufficient') ?? constant(truthYes)
      case 'evidence':
        return (
          this.leaves.basis?.(id, frame, 'evidence') ?? constant(num(Exact.whole(BigInt(evidenceClasses.length - 1))))
        )
    }
  }

  private determined(id: string, frame: ColumnFrame): Uint8Array {
    const p = this.program
    const n = this.node(id, frame)
    const main = n.level ?? n.value ?? n.satisfied
    if (!main) return p.truth(NO)
    const t = p.bits()
    if (main.k === 'word' || (isConst(main) && main.v.k === 'word')) {
      const w = p.codes(main)
      p.step((k) => {
        for (let i = 0; i < k; i++) t[i] = w[i]! >= 0 ? YES : NO
      })
    } else if (main.k === 'bool' || (isConst(main) && main.v.k === 'bool')) {
      const from = p.truthsOf(main)
      p.step((k) => {
        for (let i = 0; i < k; i++) t[i] = from[i] === YES || from[i] === NO ? YES : NO
      })
    } else {
      const { x } = p.numbers(main)
      p.step((k) => {
        for (let i = 0; i < k; i++) t[i] = Number.isNaN(x[i]!) ? NO : YES
      })
    }
    const { applies } = n
    if (applies)
      p.step((k) => {
        for (let i = 0; i < k; i++) t[i] = applies[i] === YES ? t[i]! : NO
      })
    return t
  }

  private coverage(node: Node, frame: ColumnFrame): Column {
    const p = this.program
    if (node.of.length === 0) return { k: 'num', x: p.numbers({ k: 'bool', t: this.determined(node.id, frame) }).x }
    const items = (listOf(this.leavesOf(node.id, frame)) ?? []).map((m): WeighedColumn => {
      const leaf = m.v as { id: string; frame: ColumnFrame }
      const w = this.weight(leaf.id, leaf.frame)
      return {
        x: p.numbers({ k: 'bool', t: this.determined(leaf.id, leaf.frame) }).x,
        w: isConst(w) ? Program.number(w.v) : p.numbers(w).x,
        ...(m.in ? { in: m.in } : {}),
      }
    })
    return mean(p, items)
  }

  parts(id: string, from: ColumnFrame): Column {
    const node = this.standard.nodes.get(id)!
    const frame = this.frameFor(id, from)
    if (node.each) return this.items(node, frame)
    return {
      k: 'list',
      items: node.of.flatMap((child): ColumnMember[] => {
        const n = this.node(child, frame)
        return n.never ? [] : [{ v: { k: 'node', id: child, frame }, ...(n.applies ? { in: n.applies } : {}) }]
      }),
    }
  }

  items(node: Node, frame: ColumnFrame): Column {
    const seen = frame.lists.get(node.id)
    if (seen) return seen
    const list = listOf(column(node.each!, { judge: this, frame, node: node.id }))
    const made: Column = list
      ? {
          k: 'list',
          items: list.map((m) => {
            const item: ColumnFrame = {
              parent: frame,
              owner: node.id,
              as: node.as!,
              item: m.v,
              nodes: new Map(),
              lists: new Map(),
            }
            return { ...m, v: { k: 'item', frame: item, base: m.v } }
          }),
        }
      : constant({ k: 'list', items: [], open: true, why: ['unknown'], of: { k: 'any' } })
    frame.lists.set(node.id, made)
    return made
  }

  leavesOf(id: string, from: ColumnFrame): Column {
    const items: ColumnMember[] = []
    const p = this.program
    const visit = (node: Node, frame: ColumnFrame, member: Uint8Array | undefined): void => {
      const n = this.node(node.id, frame)
      if (n.never) return
      const inside = member && n.applies ? both(p, member, n.applies) : (member ?? n.applies)
      if (node.of.length === 0)
        items.push({
          v: { k: 'node', id: node.id, frame: this.frameFor(node.id, frame) },
          ...(inside ? { in: inside } : {}),
        })
      else
        this.below(node, this.frameFor(node.id, frame), (child, at, m) =>
          visit(child, at, m && inside ? both(p, m, inside) : (m ?? inside)),
        )
    }
    this.below(this.standard.nodes.get(id)!, this.frameFor(id, from), visit)
    return { k: 'list', items }
  }

  private below(
    node: Node,
    frame: ColumnFrame,
    visit: (child: Node, at: ColumnFrame, member: Uint8Array | undefined) => void,
  ): void {
    const { nodes } = this.standard
    if (!node.each) {
      for (const id of node.of) visit(nodes.get(id)!, frame, undefined)
      return
    }
    for (const m of listOf(this.items(node, frame)) ?? [])
      for (const id of node.of) visit(nodes.get(id)!, (m.v as { frame: ColumnFrame }).frame, m.in)
  }

  /** Members that some lane may have; a node that applies in no lane is left out. */
  present(list: readonly ColumnMember[]): ColumnMember[] {
    return list.flatMap((m): ColumnMember[] => {
      if (isConst(m.v) && m.v.v.k === 'na') return []
      if (isConst(m.v) && m.v.v.k === 'node')
        return this.present([{ ...m, v: { k: 'node', id: m.v.v.id, frame: this.root } }])
      if (m.v.k !== 'node') {
        // a member that does not apply in some lane is not in the list there
        const lost = naMask(this.program, m.v)
        return lost ? [{ ...m, in: without(this.program, m.in, lost) }] : [m]
      }
      const n = this.node(m.v.id, m.v.frame)
      if (n.never) return []
      const inside = m.in && n.applies ? both(this.program, m.in, n.applies) : (m.in ?? n.applies)
      return [{ v: m.v, ...(inside ? { in: inside } : {}) }]
    })
  }
}
