import type { ConditionTrace, JudgedNode } from '../../judge/judgement.ts'
import { Exact } from '../../language/exact.ts'
import { type Expr, walk } from '../../language/formula/tree.ts'
import type { Node, Step } from '../../language/standard.ts'
import { at, levelNumber, resolve, type View } from './view.ts'

/** Something that keeps a result from being better, and what is behind it, one or two levels down. */
export type Obstacle =
  | {
      readonly kind: 'condition'
      readonly path: string
      readonly condition: ConditionTrace
      readonly below: readonly Obstacle[]
    }
  | {
      readonly kind: 'proviso'
      readonly path: string
      readonly step: Step
      readonly fired: string
      readonly before: string
      readonly after: string
      readonly below: readonly Obstacle[]
    }
  | { readonly kind: 'part'; readonly path: string; readonly below: readonly Obstacle[] }

export interface HeldBack {
  /** provisos that moved the cautious end for the worse */
  readonly provisos: readonly Obstacle[]
  /** the level that was tried next, and its conditions that do not certainly hold, nearest first */
  readonly rung?: {
    readonly level: string
    readonly decision: string
    readonly turned: boolean
    readonly conditions: readonly Obstacle[]
  }
  /** parts or named nodes, weakest first, where no ladder stands */
  readonly parts: readonly Obstacle[]
}

const depthLimit = 3
const mostParts = 4

/** Why a node is not better than it is. Everything in the answer is a fact of the judgement; nothing is judged again. */
export function heldBack(view: View, path: string): HeldBack {
  return behind(view, path, 0, new Set([path]))
}

function behind(view: View, path: string, depth: number, seen: ReadonlySet<string>): HeldBack {
  const found = at(view, path)
  if (!found || found.judged.applies === 'no' || found.judged.assumed || depth > depthLimit)
    return { provisos: [], parts: [] }
  const { node, judged } = found
  const provisos = lowering(view, path, node, judged, depth, seen)
  if (judged.outcome) {
    if (passes(judged)) return { provisos, parts: [] }
    return {
      provisos,
      parts: judged.conditions.filter(open).map((c) => condition(view, path, node, judged, c, depth, seen)),
    }
  }
  const rung = nextRung(view, path, node, judged, depth, seen)
  if (rung) return { provisos, rung, parts: [] }
  if (judged.rungs && node.level) return { provisos, parts: [] }
  const named = judged.parts.length > 0 ? judged.parts : readNodes(node).flatMap((id) => resolve(view, id, path))
  return {
    provisos,
    parts: weakest(
      view,
      named.filter((p) => short(view, p, undefined, undefined)),
      depth,
      seen,
    ),
  }
}

function nextRung(
  view: View,
  path: string,
  node: Node,
  judged: JudgedNode,
  depth: number,
  seen: ReadonlySet<string>,
): HeldBack['rung'] {
  if (!judged.rungs || !node.level) return undefined
  const turned = node.level.scale.better === 'lower'
  // where lower is better, what keeps a result back is the rung it climbed to
  const rung = turned
    ? judged.rungs.findLast((r) => r.holds !== 'no')
    : judged.rungs.find((r) => r.holds === 'no' || r.holds === 'unknown')
  if (!rung) return undefined
  const kept = rung.conditions.filter((c) => (turned ? c.holds !== 'no' : open(c)))
  const sorted = [...kept].sort((a, b) => (a.distance ?? Number.MAX_VALUE) - (b.distance ?? Number.MAX_VALUE))
  return {
    level: rung.level,
    decision: rung.decision,
    turned,
    conditions: sorted.map((c) => condition(view, path, node, judged, c, depth, seen, rung.level)),
  }
}

function condition(
  view: View,
  path: string,
  node: Node,
  judged: JudgedNode,
  c: ConditionTrace,
  depth: number,
  seen: ReadonlySet<string>,
  level?: string,
): Obstacle {
  const named = c.nodes
    ? c.nodes.flatMap((id) => resolve(view, id, path))
    : /\b(of|leaves)\b/.test(c.text)
      ? judged.parts
      : []
  // `min(total.of)` is about the parts of total, not about total
  const listed =
    c.nodes?.length === 1 && (c.text.includes(`${c.nodes[0]}.of`) || c.text.includes(`${c.nodes[0]}.leaves`))
      ? named.flatMap((p) => view.nodes[p]?.parts ?? [])
      : named
  const below = weakest(
    view,
    listed.filter((p) => short(view, p, level ? { node, level } : undefined, c)),
    depth,
    seen,
  )
  return { kind: 'condition', path, condition: c, below }
}

/** Whether a node may be what keeps a condition from holding. */
function short(
  view: View,
  path: string,
  tried: { node: Node; level: string } | undefined,
  c: ConditionTrace | undefined,
): boolean {
  const found = at(view, path)
  if (!found || found.judged.applies === 'no') return false
  const { node, judged } = found
  const scale = tried?.node.level?.scale
  if (judged.outcome) {
    if (passes(judged)) return false
    // `met(of, level)` asks only for what is required up to that level
    return !(
      tried &&
      scale &&
      node.at?.scale === scale.id &&
      /\bmet\(/.test(c?.text ?? '') &&
      node.at.level.number.toNumber() > levelNumber(scale, tried.level)
    )
  }
  if (judged.level && node.level) {
    const lo = levelNumber(node.level.scale, judged.level.lo)
    const hi = levelNumber(node.level.scale, judged.level.hi)
    if (node.level.scale.better === 'lower') return hi > (node.level.scale.levels[0]?.number.toNumber() ?? 0)
    if (scale?.id === node.level.scale.id && tried) return lo < levelNumber(scale, tried.level)
    return lo < (node.level.scale.levels.at(-1)?.number.toNumber() ?? 0)
  }
  if (judged.number && /\bmin\(/.test(c?.text ?? '') && c?.right !== undefined && (c.sign === '>=' || c.sign === '>')) {
    const limit = Exact.parse(c.right)
    const lo = Exact.parse(judged.number.lo)
    return !limit || !lo || lo.compare(limit) < (c.sign === '>' ? 1 : 0)
  }
  return judged.number !== undefined ? judged.number.lo !== '100' : judged.why.length > 0
}

function weakest(view: View, paths: readonly string[], depth: number, seen: ReadonlySet<string>): readonly Obstacle[] {
  const unique = [...new Set(paths)].filter((p) => !seen.has(p))
  const sorted = unique.map((p) => ({ p, key: strength(view, p) })).sort((a, b) => a.key - b.key)
  return sorted.slice(0, mostParts).map(({ p }) => {
    const inner = depth + 1 < depthLimit ? flat(behind(view, p, depth + 1, new Set([...seen, p]))) : []
    return { kind: 'part', path: p, below: inner }
  })
}

/** Sorts like with like: levels by number, scores by value, requirements that fail before those that are open. */
function strength(view: View, path: string): number {
  const found = at(view, path)
  if (!found) return 0
  const { node, judged } = found
  if (judged.outcome) return judged.outcome === 'not-satisfied' ? 0 : 1
  if (judged.level && node.level)
    return node.level.scale.better === 'lower'
      ? -levelNumber(node.level.scale, judged.level.hi)
      : levelNumber(node.level.scale, judged.level.lo)
  const n = judged.number ? Exact.parse(judged.number.lo)?.toNumber() : undefined
  return n ?? -1
}

/** All obstacles of one node in one list. */
export function flat(h: HeldBack): readonly Obstacle[] {
  return [...h.provisos, ...(h.rung?.conditions ?? []), ...h.parts]
}

function lowering(
  view: View,
  path: string,
  node: Node,
  judged: JudgedNode,
  depth: number,
  seen: ReadonlySet<string>,
): readonly Obstacle[] {
  return (judged.steps ?? []).flatMap((s): Obstacle[] => {
    const step = node.adjust[s.step]
    if (!step || (s.fired !== 'yes' && s.fired !== 'unknown') || !worse(node, s.before, s.after)) return []
    const top = step.when ?? ('amount' in step ? step.amount : undefined)
    const named = top ? namedNodes(top).flatMap((id) => resolve(view, id, path)) : []
    const own = top && usesParts(top) ? judged.parts : []
    const below = weakest(
      view,
      [...named, ...own].filter((p) => short(view, p, undefined, undefined)),
      depth,
      seen,
    )
    return [{ kind: 'proviso', path, step, fired: s.fired, before: s.before, after: s.after, below }]
  })
}

/** Whether the cautious end moved for the worse between two values such as `AA..AAA` or `[60..80]`. */
function worse(node: Node, before: string, after: string): boolean {
  const scale = node.level?.scale
  const [b, a] = [before, after].map((text) => {
    const [lo = '', hi = lo] = text.split('..')
    const end = scale?.better === 'lower' ? hi : lo
    return scale ? levelNumber(scale, end) : (Exact.parse(end)?.toNumber() ?? Number.NaN)
  }) as [number, number]
  return scale?.better === 'lower' ? a > b : a < b
}

function passes(judged: JudgedNode): boolean {
  return judged.outcome === 'satisfied' || judged.outcome === 'waived' || judged.outcome === 'not-applicable'
}

function open(c: ConditionTrace): boolean {
  return c.holds === 'no' || c.holds === 'unknown'
}

function readNodes(node: Node): readonly string[] {
  const formulas = [node.value, node.holds, ...(node.table?.inputs ?? [])].filter((e) => e !== undefined)
  return [...new Set(formulas.flatMap(namedNodes))]
}

function namedNodes(e: Expr): readonly string[] {
  const ids = new Set<string>()
  for (const x of walk(e))
    if (x.op === 'property' && x.of.type.k === 'node') for (const id of x.of.type.ids) ids.add(id)
  return [...ids]
}

function usesParts(e: Expr): boolean {
  for (const x of walk(e)) if (x.op === 'own' && (x.what === 'of' || x.what === 'leaves')) return true
  return false
}
