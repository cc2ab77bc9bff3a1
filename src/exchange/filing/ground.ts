import type { MeasureReport } from '../../assessment/report.ts'
import type { Declared, Estimate, Quantity } from '../../judge/evidence.ts'
import type { Node } from '../../language/standard.ts'
import { say } from '../../language/text.ts'
import { showNumber, showShare } from '../text/numbers.ts'
import { calledOf, producedOf } from '../text/quantity-names.ts'
import { factName, reasonsOf } from '../text/reasons.ts'
import { ratioType } from '../text/values.ts'
import { at, type View } from '../text/view.ts'
import type { FilingWords } from './words.ts'

/** What a conclusion rests on: finding or measurements with their sample and bounds; the reason where it is open. */
export function groundOf(view: View, path: string, w: FilingWords): readonly string[] {
  const { judged, node } = at(view, path)!
  const reasons = () => reasonsOf(view, judged.why).map((r) => w.reason(r.text))
  switch (judged.outcome) {
    case 'waived':
      return [...found(view, path, w), w.waivedGround]
    case 'satisfied':
    case 'not-satisfied': {
      const lines = [...found(view, path, w), ...measured(view, node, w)]
      const ground = lines.length > 0 ? lines : [w.noGround]
      return judged.outcome === 'satisfied' ? ground : [...ground, w.plan]
    }
    default:
      return [...found(view, path, w), ...measured(view, node, w), ...reasons()]
  }
}

/** Why a requirement does not apply: the condition on it or on the nearest group around it, with what was declared. */
export function notApplicable(view: View, node: Node, w: FilingWords): string {
  const { words, standard } = view
  let asked = node
  while (!asked.when && asked.parent) asked = standard.nodes.get(asked.parent)!
  const facts = [...new Set(Array.from(asked.when?.text?.matchAll(/\bsubject\.(\w+)/g) ?? [], (m) => m[1]!))]
  const said = facts.map((f) => `${factName(view, f)}${words.colon}${declared(view, view.report.subject.facts[f])}`)
  return w.notApplicable(
    said.length > 0 ? said.join(words.semicolon) : (asked.when?.text ?? words.outcome['not-applicable']),
  )
}

/** A declared fact in the reader's language. */
export function declared(view: View, value: Declared | undefined): string {
  const { words } = view
  if (value === null || value === undefined) return words.truth['unknown']!
  if (Array.isArray(value)) return value.map((v: Declared) => declared(view, v)).join(words.comma)
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  return text === 'yes' || text === 'true'
    ? words.truth['true']!
    : text === 'no' || text === 'false'
      ? words.truth['false']!
      : text
}

function found(view: View, path: string, w: FilingWords): string[] {
  const { judged, node } = at(view, path)!
  const key = [path, judged.id, '*'].find((k) => Object.hasOwn(view.report.findings, k))
  if (!node.check || key === undefined) return []
  const f = view.report.findings[key]!
  return [w.evidence(view.words.evidenceClass[f.evidence ?? 'claim']), ...(f.note ? [w.note(f.note)] : [])]
}

/** One line for every quantity that the formula names, and for the sample of those it asks whether it suffices. */
function measured(view: View, node: Node, w: FilingWords): string[] {
  const text = node.holds?.text ?? node.value?.text ?? ''
  const names = [
    ...new Map(Array.from(text.matchAll(/\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)/g), (m) => [m[0], m] as const)).values(),
  ]
  return names.flatMap((m) => {
    const [, head, tail] = m as unknown as [string, string, string]
    const measure = view.report.measures.find((r) => r.measure === head)
    if (measure) return [quantityLine(view, measure, tail, w)]
    const other = tail === 'sufficient' ? view.standard.nodes.get(head) : undefined
    const below = view.report.measures.filter(
      (r) => other?.holds?.text && new RegExp(`\\b${r.measure}\\.`).test(other.holds.text),
    )
    return below.map(
      (r) =>
        `${titleOf(view, r)}${view.words.colon}${sampleText(view, r, w)}${view.words.semicolon}${w.evidence(view.words.evidenceClass[r.evidence])}`,
    )
  })
}

function quantityLine(view: View, m: MeasureReport, name: string, w: FilingWords): string {
  const { words, standard } = view
  const q = m.quantities[name]
  const type = standard.measures.get(m.measure)?.gives.get(name)
  const as = type && ratioType(type) ? 'ratio' : 'number'
  const number = (x: string | number) => showNumber(String(x), as).text
  const parts: string[] = []
  const title = calledOf(view, producedOf(m, name), name)
  // the name in the files stays, so that the number can be looked up
  const called = title === name ? name : `${title}${words.inBrackets(name)}`
  if (isEstimate(q)) {
    const bounds = (q.bounds ?? []).map((b) =>
      words.measurements.boundsAt(showShare(b.confidence).text, number(b.lower), number(b.upper)),
    )
    parts.push(`${called} = ${number(q.value)}`, w.n(q.n ?? m.n), ...bounds)
    if (bounds.length === 0 && (q.lower !== undefined || q.upper !== undefined))
      parts.push(words.measurements.boundsAny(number(q.lower ?? q.value), number(q.upper ?? q.value)))
  } else {
    parts.push(`${called} = ${scalar(view, q, number)}`)
    if (as === 'ratio') parts.push(w.n(m.n))
  }
  parts.push(w.evidence(words.evidenceClass[m.evidence]))
  return `${titleOf(view, m)}${words.colon}${parts.join(words.semicolon)}`
}

function scalar(view: View, q: Quantity | undefined, number: (x: string | number) => string): string {
  if (q === null || q === undefined) return view.words.measurements.notGiven
  if (Array.isArray(q)) return view.words.items(String(q.length))
  if (typeof q === 'boolean' || q === 'yes' || q === 'no') return declared(view, q)
  return number(q as string | number)
}

function isEstimate(q: Quantity | undefined): q is Estimate {
  return typeof q === 'object' && q !== null && !Array.isArray(q) && 'value' in q
}

/** What was measured, by the title that the standard gives it. */
export function titleOf(view: View, m: MeasureReport): string {
  return say(view.standard.measures.get(m.measure)?.title, view.lang) || m.measure
}

/** `n = 300, at least 300 asked`. */
export function sampleText(view: View, m: MeasureReport, w: FilingWords): string {
  const least = view.standard.measures.get(m.measure)?.minimum
  return [
    w.n(m.n),
    ...(least === undefined ? [] : [w.minimum(least)]),
    ...(least !== undefined && m.n < least ? [w.tooSmall] : []),
  ].join(view.words.semicolon)
}
