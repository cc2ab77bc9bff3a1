import { factName } from '../../../src/exchange/text/reasons.ts'
import { labelOf, type View } from '../../../src/exchange/text/view.ts'
import type { Declared, Estimate, Evidence, Finding, Quantity } from '../../../src/judge/evidence.ts'

/** One thing that is tried otherwise. */
export type Trial =
  | { readonly kind: 'fact'; readonly name: string; readonly value: Declared | undefined }
  | { readonly kind: 'finding'; readonly name: string; readonly value: boolean | null }
  | { readonly kind: 'quantity'; readonly measure: string; readonly name: string; readonly value: string }

export const keyOf = (t: Trial) => (t.kind === 'quantity' ? `quantity ${t.measure}.${t.name}` : `${t.kind} ${t.name}`)

/** Everything that may be tried, as it is now. */
export function trialsOf(view: View, evidence: Evidence): readonly Trial[] {
  const { standard, nodes } = view
  const facts = [...standard.facts.keys()].map(
    (name): Trial => ({ kind: 'fact', name, value: evidence.facts[name] ?? undefined }),
  )
  const findings = Object.entries(nodes).flatMap(([path, n]): Trial[] =>
    n.applies !== 'no' && standard.nodes.get(n.id)?.check
      ? [{ kind: 'finding', name: path, value: evidence.findings[path]?.satisfied ?? null }]
      : [],
  )
  const quantities = Object.entries(evidence.measures).flatMap(([measure, m]) =>
    Object.entries(m.quantities).flatMap(([name, q]): Trial[] => {
      const value = numberOf(q)
      return value === undefined ? [] : [{ kind: 'quantity', measure, name, value }]
    }),
  )
  return [...quantities, ...findings, ...facts]
}

/** of numbers alone: lists and words are not tried */
function numberOf(q: Quantity): string | undefined {
  if (typeof q === 'number') return String(q)
  if (typeof q === 'string') return /^-?[\d./]+$/.test(q) ? q : undefined
  if (typeof q !== 'object' || q === null || Array.isArray(q)) return undefined
  const { value } = q as Estimate
  return value === undefined ? undefined : String(value)
}

export function trialName(view: View, t: Trial): string {
  switch (t.kind) {
    case 'fact':
      return factName(view, t.name)
    case 'finding':
      return labelOf(view, t.name)
    case 'quantity':
      return `${t.measure}.${t.name}`
  }
}

/** The evidence as it would be. A quantity keeps how far its bounds stand from it, kept within 0 and 1 where it was. */
export function tried(evidence: Evidence, trials: readonly Trial[]): Evidence {
  let out = evidence
  for (const t of trials) {
    switch (t.kind) {
      case 'fact':
        out = { ...out, facts: { ...out.facts, [t.name]: t.value ?? null } }
        break
      case 'finding': {
        const before: Finding = out.findings[t.name] ?? { satisfied: null, evidence: 'document' }
        out = { ...out, findings: { ...out.findings, [t.name]: { ...before, satisfied: t.value } } }
        break
      }
      case 'quantity': {
        const m = out.measures[t.measure]!
        const quantities = { ...m.quantities, [t.name]: moved(m.quantities[t.name]!, t.value) }
        out = { ...out, measures: { ...out.measures, [t.measure]: { ...m, quantities } } }
      }
    }
  }
  return out
}

function moved(q: Quantity, value: string): Quantity {
  if (typeof q !== 'object' || q === null || Array.isArray(q)) return value
  const { distribution: _, ...estimate } = q as Estimate
  const before = float(String(estimate.value))
  const by = float(value) - before
  const share = before >= 0 && before <= 1
  const shift = (bound: string | number) => {
    const to = float(String(bound)) + by
    return String(Number((share ? Math.min(1, Math.max(0, to)) : to).toPrecision(12)))
  }
  return {
    ...estimate,
    value,
    ...(estimate.bounds
      ? { bounds: estimate.bounds.map((b) => ({ ...b, lower: shift(b.lower), upper: shift(b.upper) })) }
      : {}),
    ...(estimate.lower === undefined ? {} : { lower: shift(estimate.lower) }),
    ...(estimate.upper === undefined ? {} : { upper: shift(estimate.upper) }),
  }
}

function float(text: string): number {
  const [a, b = '1'] = text.split('/')
  return Number(a) / Number(b)
}
