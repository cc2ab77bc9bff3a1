import type { Graph } from './graph.ts'
import { Inference, type Step } from './infer.ts'
import { proofOf } from './proof.ts'
import { Reach } from './reach.ts'
import { equal, related, subset, within } from './relation.ts'

/** What was found of a requirement where it was assessed. */
export type Finding = 'satisfied' | 'partly' | 'failed'

/**
 * What that says of another requirement. `proved`: all that it demands is satisfied. `partly`: some of it is, of the rest nothing is known.
 * `failed`: something that it demands is not satisfied. `contradicted`: proved and failed at once, so that a mapping or a finding is wrong.
 */
export type Standing = 'proved' | 'partly' | 'failed' | 'contradicted'

export interface Conclusion {
  readonly standing: Standing
  /** the findings and mappings that it rests on, for a contradiction both sides */
  readonly proofs: readonly Proof[]
}

export interface Proof {
  readonly says: 'proved' | 'partly' | 'failed'
  /** requirements with a finding */
  readonly findings: readonly number[]
  readonly steps: readonly Step[]
}

/**
 * Assess once, comply with many: all that findings say along at most `hops` mappings; what is not in the answer is unknown. A requirement with a
 * finding of its own stands there by it. Sound for any sets of demands: see the tests.
 */
export function conclude(graph: Graph, findings: ReadonlyMap<number, Finding>, hops: number): Map<number, Conclusion> {
  const proofs = new Map<number, Proof[]>()
  const add = (node: number, proof: Proof): void => {
    const kept = proofs.get(node)
    if (kept === undefined) proofs.set(node, [proof])
    else kept.push(proof)
  }
  const having = (finding: Finding) => [...findings].flatMap(([node, f]) => (f === finding ? [node] : []))

  const satisfied = having('satisfied')
  const reach = new Reach(graph)
  const reached = reach.walk(satisfied, hops).slice()
  const isFinding = (node: number) => findings.has(node)
  for (const node of reached) {
    const steps = proofOf(graph, reach, node)
    const rests = new Set([node, ...steps.map((s) => s.from)].filter(isFinding))
    if (node < graph.requirements) add(node, { says: 'proved', findings: [...rests], steps })
  }

  const inference = new Inference(graph)
  const partly = (source: number, allowed: number): void => {
    for (const { target, possible, paths } of inference.from(source, hops))
      if (within(possible, allowed) && !reach.reached(target))
        add(target, { says: 'partly', findings: [source], steps: paths.flatMap((p) => p.steps) })
  }
  for (const source of satisfied) partly(source, related)
  for (const source of having('partly')) {
    add(source, { says: 'partly', findings: [source], steps: [] })
    // the part that is satisfied may lie outside of whatever does not hold all of the source
    partly(source, equal | subset)
  }

  for (const source of having('failed')) {
    add(source, { says: 'failed', findings: [source], steps: [] })
    for (const { target, paths } of inference.from(source, hops)) {
      const path = paths.find((p) => within(p.possible, equal | subset))
      if (path !== undefined) add(target, { says: 'failed', findings: [source], steps: path.steps })
    }
  }
  return new Map([...proofs].map(([node, all]) => [node, standingOf(all)]))
}

/** The weightiest word counts, and its proofs alone are kept. */
function standingOf(proofs: readonly Proof[]): Conclusion {
  const says = (word: Proof['says']) => proofs.filter((p) => p.says === word)
  const proved = says('proved')
  const failed = says('failed')
  if (proved.length > 0 && failed.length > 0) return { standing: 'contradicted', proofs: [...proved, ...failed] }
  if (failed.length > 0) return { standing: 'failed', proofs: failed }
  if (proved.length > 0) return { standing: 'proved', proofs: proved }
  return { standing: 'partly', proofs: says('partly') }
}

/** How much of some requirements is satisfied at least and at most, as counts; what failed or is contradicted is not satisfied. */
export interface Bounds {
  readonly of: number
  readonly proved: number
  /** proved, or partly satisfied and perhaps wholly */
  readonly atMost: number
  readonly failed: number
  readonly contradicted: number
}

export function boundsOf(requirements: Iterable<number>, conclusions: ReadonlyMap<number, Conclusion>): Bounds {
  const counts = { of: 0, proved: 0, partly: 0, failed: 0, contradicted: 0 }
  for (const node of requirements) {
    counts.of++
    const standing = conclusions.get(node)?.standing
    if (standing !== undefined) counts[standing]++
  }
  const { partly, ...rest } = counts
  return { ...rest, atMost: counts.proved + partly }
}
