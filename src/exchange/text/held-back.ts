import type { ConditionTrace, JudgedNode } from '../../judge/judgement.ts'
import type { Node, Step } from '../../language/standard.ts'
import { namedNodes, readNodes, requirementsAsked, usesParts } from './named.ts'
import { open, passes, short, strength, worse } from './shortfall.ts'
import { at, resolve, type View } from './view.ts'

/** Something that keeps a result from being better, and what is behind it, a few levels down. */
export type Obstacle =
  | {
      readonly kind: 'condition'
      readonly path: string
      readonly condition: ConditionTrace
      readonly below: readonly Obstacle[]
    }
  | Proviso
  | { readonly kind: 'part'; readonly path: string; readonly below: readonly Obstacle[] }

export interface Proviso {
  readonly kind: 'proviso'
  readonly path: string
  readonly step: Step
  readonly fired: string
  readonly before: string
  readonly after: string
  readonly below: readonly Obstacle[]
}

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

/** Where the search stands. What has been told once is named again, but not opened again. */
interface Here {
  readonly view: View
  readonly told: Set<string>
  readonly depth: number
  readonly path: string
  readonly node: Node
  readonly judged: JudgedNode
}

const deepest = 3
const mostParts = 4

/** Why a node is not better than it is. Everything in the answer is a fact of the judgement; nothing is judged again. */
export function heldBack(view: View, path: string): HeldBack {
  return behind(view, new Set([path]), 0, path)
}

function behind(view: View, told: Set<string>, depth: number, path: string): HeldBack {
  const found = at(view, path)
  if (!found || found.judged.applies === 'no' || found.judged.assumed) return { provisos: [], parts: [] }
  const here: Here = { view, told, depth, path, ...found }
  const { node, judged } = found
  if (judged.outcome && passes(judged)) return { provisos: [], parts: [] }
  const provisos = lowering(here)
  if (judged.outcome) return { provisos, parts: judged.conditions.filter(open).map((c) => condition(here, c)) }
  if (judged.rungs && node.level) {
    const rung = nextRung(here)
    return { provisos, ...(rung ? { rung } : {}), parts: [] }
  }
  const read = [...readNodes(node), ...requirementsAsked(node, judged.rules ?? [], view.standard.nodes)]
  const named = judged.parts.length > 0 ? judged.parts : read.flatMap((id) => resolve(view, id, path))
  const shown = new Set(provisos.flatMap((p) => p.below.map((b) => b.path)))
  return {
    provisos,
    parts: weakest(
      here,
      named.filter((p) => !shown.has(p) && short(view, p)),
    ),
  }
}

function nextRung(here: Here): HeldBack['rung'] {
  const { judged, node } = here
  const turned = node.level?.scale.better === 'lower'
  // where lower is better, what keeps a result back is the rung it climbed to
  const rung = turned
    ? judged.rungs?.findLast((r) => r.holds !== 'no')
    : judged.rungs?.find((r) => r.holds === 'no' || r.holds === 'unknown')
  if (!rung) return undefined
  const kept = rung.conditions.filter((c) => (turned ? c.holds !== 'no' : open(c)))
  const nearest = [...kept].sort((a, b) => (a.distance ?? Number.MAX_VALUE) - (b.distance ?? Number.MAX_VALUE))
  return {
    level: rung.level,
    decision: rung.decision,
    turned,
    conditions: nearest.map((c) => condition(here, c, rung.level)),
  }
}

function condition(here: Here, c: ConditionTrace, level?: string): Obstacle {
  const { view, path, node } = here
  const tried = level === undefined ? undefined : { node, level }
  const below = weakest(
    here,
    namedBy(here, c).filter((p) => short(view, p, c, tried)),
  )
  return { kind: 'condition', path, condition: c, below }
}

/** The paths that a condition is about: `min(total.of)` is about the parts of total, `met(of)` about one's own. */
function namedBy({ view, path, judged }: Here, c: ConditionTrace): readonly string[] {
  if (!c.nodes) return /\b(of|leaves)\b/.test(c.text) ? judged.parts : []
  const named = c.nodes.flatMap((id) => resolve(view, id, path))
  const ofParts =
    c.nodes.length === 1 && (c.text.includes(`${c.nodes[0]}.of`) || c.text.includes(`${c.nodes[0]}.leaves`))
  return ofParts ? named.flatMap((p) => view.nodes[p]?.parts ?? []) : named
}

function weakest({ view, told, depth }: Here, paths: readonly string[]): readonly Obstacle[] {
  const sorted = [...new Set(paths)].map((path) => ({ path, key: strength(view, path) })).sort((a, b) => a.key - b.key)
  return sorted.slice(0, mostParts).map(({ path }) => {
    const opened = depth + 1 < deepest && !told.has(path)
    told.add(path)
    return { kind: 'part', path, below: opened ? flat(behind(view, told, depth + 1, path)) : [] }
  })
}

function flat(h: HeldBack): readonly Obstacle[] {
  return [...h.provisos, ...(h.rung?.conditions ?? []), ...h.parts]
}

/** A proviso that lowers nothing now, because the result stands there already, and would not let it rise either. */
function keeps(
  node: Node,
  step: Step,
  s: { readonly fired: string; readonly before: string; readonly after: string },
): boolean {
  const top = node.level?.scale.levels.at(-1)?.id
  return (
    s.fired === 'yes' &&
    step.when !== undefined &&
    (step.does === 'set' || step.does === 'at-most') &&
    s.before === s.after &&
    node.level?.scale.better !== 'lower' &&
    top !== undefined &&
    s.after !== top
  )
}

function lowering(here: Here): readonly Obstacle[] {
  const { view, path, node, judged } = here
  return (judged.steps ?? []).flatMap((s): Obstacle[] => {
    const step = node.adjust[s.step]
    if (
      !step ||
      (s.fired !== 'yes' && s.fired !== 'unknown') ||
      !(worse(node, s.before, s.after) || keeps(node, step, s))
    )
      return []
    const formula = step.when ?? ('amount' in step ? step.amount : undefined)
    const named = formula ? namedNodes(formula).flatMap((id) => resolve(view, id, path)) : []
    const own = formula && usesParts(formula) ? judged.parts : []
    const below = weakest(
      here,
      [...named, ...own].filter((p) => short(view, p)),
    )
    return [{ kind: 'proviso', path, step, fired: s.fired, before: s.before, after: s.after, below }]
  })
}
