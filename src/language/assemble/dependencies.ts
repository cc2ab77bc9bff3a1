import { type Expr, walk } from '../formula/tree.ts'
import type { Node, Table } from '../standard.ts'
import type { Draft } from './drafts.ts'
import type { World } from './world.ts'

/** Properties that say what a node is, not what became of it. */
const still = new Set(['id', 'at', 'weight', 'says'])

interface Uses {
  readonly nodes: Set<string>
  readonly tables: Set<string>
  measures: boolean
}

/** Every formula of a node, by what it decides. */
export function formulasOf(n: Node): Expr[] {
  return [
    n.weight,
    n.when,
    n.says,
    n.each,
    n.holds,
    n.value,
    ...(n.table ? tableFormulas(n.table) : []),
    ...(n.score ?? []).flat(),
    ...(n.level?.ladder ?? []).map((r) => r.holds),
    ...n.adjust.flatMap((s) => [s.when, 'amount' in s ? s.amount : undefined]),
  ].filter((e): e is Expr => e !== undefined)
}

export function tableFormulas(t: Table): Expr[] {
  return [...t.inputs, ...t.rules.flatMap((r) => [...(r.test ? [r.test] : []), ...r.out])].filter(
    (e) => e !== undefined,
  )
}

function uses(exprs: readonly Expr[], leaves: (id: string) => readonly string[], self?: string): Uses {
  const found: Uses = { nodes: new Set(), tables: new Set(), measures: false }
  for (const top of exprs) {
    for (const e of walk(top)) {
      if (e.op === 'measure') found.measures = true
      if (e.op === 'table') found.tables.add(e.table)
      if (e.op === 'property' && !still.has(e.name) && e.of.type.k === 'node') {
        for (const id of e.of.type.ids) {
          found.nodes.add(id)
          if (e.name === 'leaves') for (const leaf of leaves(id)) found.nodes.add(leaf)
        }
      }
      if (e.type.k === 'item' && e.type.each !== self) found.nodes.add(e.type.each)
      if (e.op === 'call' && e.args[0]?.type.k === 'list' && e.args[0].type.of.k === 'node')
        for (const id of e.args[0].type.of.ids) found.nodes.add(id)
    }
  }
  return found
}

/** Cycles are refused; `when` must rest on facts, so that the plan exists before anything is measured. */
export function checkDependencies(
  nodes: ReadonlyMap<string, Node>,
  tables: ReadonlyMap<string, Table>,
  drafts: ReadonlyMap<string, Draft>,
  world: World,
): void {
  const memo = new Map<string, Uses>()
  const tableUses = (id: string, seen: Set<string>): Uses => {
    const own = uses(tables.has(id) ? tableFormulas(tables.get(id)!) : [], (n) => world.leavesOf(n))
    seen.add(id)
    for (const t of own.tables) {
      if (seen.has(t)) continue
      const more = tableUses(t, seen)
      for (const n of more.nodes) own.nodes.add(n)
      own.measures ||= more.measures
    }
    return own
  }
  const resolved = (exprs: readonly Expr[], self?: string): Uses => {
    const own = uses(exprs, (n) => world.leavesOf(n), self)
    for (const t of own.tables) {
      const more = tableUses(t, new Set())
      for (const n of more.nodes) own.nodes.add(n)
      own.measures ||= more.measures
    }
    return own
  }
  const usesOf = (id: string): Uses => {
    const known = memo.get(id)
    if (known) return known
    const n = nodes.get(id)
    const own = resolved(n ? formulasOf(n) : [], id)
    if (n?.check) own.measures = true
    for (const p of n?.of ?? []) own.nodes.add(p)
    memo.set(id, own)
    return own
  }

  const state = new Map<string, 'open' | 'closed'>()
  const trail: string[] = []
  const visit = (id: string): boolean => {
    if (state.get(id) === 'closed') return false
    if (state.get(id) === 'open') {
      const cycle = [...trail.slice(trail.indexOf(id)), id].join(' → ')
      world.report.error(
        drafts.get(id)!.path,
        'cyclic-formula',
        { zh: '公式相互循环', en: 'Formulas go round in a circle' },
        { got: cycle },
      )
      return true
    }
    state.set(id, 'open')
    trail.push(id)
    for (const next of usesOf(id).nodes) if (nodes.has(next) && visit(next)) return true
    trail.pop()
    state.set(id, 'closed')
    return false
  }
  for (const id of nodes.keys()) if (visit(id)) return

  const measured = new Map<string, boolean>()
  const needsMeasuring = (id: string): boolean => {
    const known = measured.get(id)
    if (known !== undefined) return known
    measured.set(id, false)
    const u = usesOf(id)
    const answer = u.measures || [...u.nodes].some(needsMeasuring)
    measured.set(id, answer)
    return answer
  }
  for (const n of nodes.values()) {
    if (!n.when) continue
    const u = resolved([n.when])
    const culprit = [...u.nodes].find(needsMeasuring)
    if (u.measures || culprit) {
      world.report.error(
        [...drafts.get(n.id)!.path, 'when'],
        'when-needs-measuring',
        { zh: '适用条件只能依据声明的事实', en: 'Whether a clause applies rests on declared facts only' },
        {
          got: culprit ?? n.when.text,
          next: { zh: '计划须在测量之前就能确定', en: 'the plan must exist before anything is measured' },
        },
      )
    }
  }
}
