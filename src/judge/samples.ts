import { Exact } from '../language/exact.ts'
import type { Standard } from '../language/standard.ts'
import { measuresBelow } from './basis.ts'
import type { Bounds, Estimate, Evidence, Quantity } from './evidence.ts'
import { open } from './judge.ts'
import { readingOf } from './levels.ts'
import type { Nodes } from './nodes.ts'
import { known, no, whyOf } from './values.ts'

/** How large the samples would have to be for a result to be decided, if the estimates stayed as they are. */
export interface SamplesNeeded {
  readonly format: 'plumbline-samples/1'
  /** by node: the sample size of each measure that keeps it open; null when no sample up to the largest tried would do */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, number>> | null>>
}

/** Bounds come nearer with the root of the sample size, so samples grow by the squares of these (without errors, by the squares too: see `narrowed`). */
const steps = ['1.05', '1.1', '1.2', '1.3', '1.5', '1.75', '2', '2.5', '3', '4', '5', '7', '10', '15', '20', '30'].map(
  (s) => Exact.parse(s)!,
)

/**
 * Looks for the smallest growth of the samples at which results and requirements that are open by sampling alone would be
 * decided. An answer for planning: the next sample will not come out like this one. Undefined when nothing is open that way.
 */
export function samplesNeeded(standard: Standard, evidence: Evidence): SamplesNeeded | undefined {
  const opened = open(standard, evidence)
  if (!opened.ok) return undefined
  let waiting = [
    ...standard.results,
    ...[...standard.nodes.values()].filter((n) => n.holds && n.scope === undefined).map((n) => n.id),
  ]
    .filter((id, i, all) => all.indexOf(id) === i)
    .filter((id) => openBySampling(opened.value, id))
  if (waiting.length === 0) return undefined
  const nodes: Record<string, Record<string, number> | null> = {}
  for (const growth of steps) {
    const grown = open(standard, {
      ...evidence,
      measures: Object.fromEntries(
        Object.entries(evidence.measures).map(([id, m]) => [id, { ...m, quantities: narrowed(m.quantities, growth) }]),
      ),
    })
    if (!grown.ok) break
    const still: string[] = []
    for (const id of waiting) {
      if (openBySampling(grown.value, id)) still.push(id)
      else nodes[id] = sizes(opened.value, id, growth)
    }
    waiting = still
    if (waiting.length === 0) break
  }
  for (const id of waiting) nodes[id] = null
  return { format: 'plumbline-samples/1', nodes }
}

function openBySampling(judge: Nodes, id: string): boolean {
  const { standard, root } = judge.session
  const r = judge.result(id, root, readingOf(standard.decision))
  const main = r.level ?? r.value ?? r.satisfied
  if (r.applies === no || !main || known(main)) return false
  const why = whyOf(main)
  return why.length > 0 && why.every((w) => w.startsWith('uncertain: '))
}

function sizes(judge: Nodes, id: string, growth: Exact): Record<string, number> {
  const { standard, root, evidence } = judge.session
  const found: Record<string, number> = {}
  for (const measure of measuresBelow(judge, standard.nodes.get(id)!, root)) {
    const m = evidence.measures[measure]
    if (m?.n && uncertain(m.quantities))
      found[measure] = Number(Exact.whole(BigInt(m.n)).times(growth.times(growth)).ceil().n)
  }
  return found
}

function uncertain(q: unknown): boolean {
  if (typeof q !== 'object' || q === null) return false
  return 'bounds' in q || 'lower' in q || 'upper' in q || Object.values(q).some(uncertain)
}

function narrowed<T extends Quantity | Readonly<Record<string, Quantity>>>(q: T, growth: Exact): T {
  if (typeof q !== 'object' || q === null) return q
  if (Array.isArray(q)) return q.map((x) => narrowed(x as Quantity, growth)) as unknown as T
  const e = q as unknown as Estimate
  const value = e.value === undefined ? undefined : Exact.parse(String(e.value))
  if (value === undefined)
    return Object.fromEntries(Object.entries(q).map(([k, v]) => [k, narrowed(v as Quantity, growth)])) as T
  // at no errors, or nothing but errors, the bound comes nearer with the sample size itself: 1 - α^(1/n), not with its root
  const nearing = value.equals(Exact.zero) || value.equals(Exact.one) ? growth.times(growth) : growth
  const nearer = (bound: string | number): string => {
    const b = Exact.parse(String(bound))
    return b ? value.plus(b.minus(value).over(nearing)).toString() : String(bound)
  }
  return {
    ...e,
    ...(e.bounds
      ? {
          bounds: e.bounds.map(
            (b): Bounds => ({ confidence: b.confidence, lower: nearer(b.lower), upper: nearer(b.upper) }),
          ),
        }
      : {}),
    ...(e.lower !== undefined ? { lower: nearer(e.lower) } : {}),
    ...(e.upper !== undefined ? { upper: nearer(e.upper) } : {}),
  } as unknown as T
}
