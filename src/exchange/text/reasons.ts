import { say } from '../../language/text.ts'
import { placeCalled } from './quantity-names.ts'
import { at, nameOf, type View } from './view.ts'

export type Cause = 'missing' | 'pending' | 'uncertain' | 'other'

export interface Reason {
  readonly raw: string
  readonly cause: Cause
  readonly text: string
  /** the measure, fact or finding that is named */
  readonly measure?: string
  readonly finding?: string
  readonly quantity?: string
}

/** A reason such as `missing: content.pass`, taken apart and put into words. */
export function reasonOf(view: View, raw: string): Reason {
  const colon = raw.indexOf(': ')
  const kind = colon < 0 ? '' : raw.slice(0, colon)
  const rest = colon < 0 ? '' : raw.slice(colon + 2)
  const { reason, quoted } = view.words
  switch (kind) {
    case 'missing':
      return { raw, cause: 'missing', ...missing(view, rest) }
    case 'pending':
      return { raw, cause: 'pending', text: reason.pending(quoted(factName(view, rest))) }
    case 'uncertain': {
      const [measure = '', quantity = ''] = split(rest)
      if (view.standard.measures.has(measure))
        return {
          raw,
          cause: 'uncertain',
          measure,
          text: reason.uncertain(quoted(placeCalled(view, measure, quantity)), quoted(measure)),
        }
      return { raw, cause: 'uncertain', text: reason.uncertainOther(quoted(rest)) }
    }
    case 'when':
      return { raw, cause: 'other', text: reason.when(quoted(rest)) }
    case 'no rule':
      return { raw, cause: 'other', text: reason.noRule(quoted(rest)) }
    case 'assumed':
      return { raw, cause: 'other', text: reason.assumed(quoted(rest)) }
    case 'not a level':
      return { raw, cause: 'other', text: reason.notLevel(rest) }
    default:
      return { raw, cause: 'other', text: Object.hasOwn(reason.fixed, raw) ? reason.fixed[raw]! : raw }
  }
}

function split(path: string): readonly [string, string] {
  const m = /^([^.[]+)\.?(.*)$/.exec(path)
  return [m?.[1] ?? path, m?.[2] ?? '']
}

function missing(view: View, path: string): { text: string; measure?: string; finding?: string; quantity?: string } {
  const { reason, quoted } = view.words
  if (path === 'item') return { text: reason.item }
  const found = at(view, path)
  if (found?.node.check) return { finding: path, text: reason.finding(quoted(nameOf(view, path))) }
  const [head, tail] = split(path)
  if (view.standard.measures.has(head)) {
    if (tail === 'n') return { measure: head, text: reason.size(quoted(head)) }
    if (tail === '') return { measure: head, text: reason.measure(quoted(head)) }
    return { measure: head, quantity: tail, text: reason.quantity(quoted(placeCalled(view, head, tail)), quoted(head)) }
  }
  const node = view.standard.nodes.get(path)
  if (node?.check) return { finding: path, text: reason.finding(quoted(say(node.title, view.lang) || path)) }
  return { text: reason.fact(quoted(factName(view, path))) }
}

/** The title of a declared fact, or its path where it has none. */
export function factName(view: View, path: string): string {
  return say(view.standard.factTitles.get(path), view.lang) || path
}

/** Reasons put into words; quantities missing from one measurement make one sentence. */
export function reasonsOf(view: View, raws: readonly string[]): readonly Reason[] {
  const { reason, quoted, comma } = view.words
  const out: Reason[] = []
  const missing = new Map<string, { readonly place: number; readonly quantities: string[] }>()
  for (const r of raws.map((raw) => reasonOf(view, raw))) {
    const before = r.measure !== undefined && r.quantity !== undefined ? missing.get(r.measure) : undefined
    if (before) {
      before.quantities.push(r.quantity!)
      const first = out[before.place]!
      const names = before.quantities.map((q) => quoted(placeCalled(view, r.measure!, q))).join(comma)
      out[before.place] = {
        ...first,
        raw: `${first.raw}, ${r.quantity}`,
        text: reason.quantity(names, quoted(r.measure!)),
      }
      continue
    }
    if (r.measure !== undefined && r.quantity !== undefined)
      missing.set(r.measure, { place: out.length, quantities: [r.quantity] })
    out.push(r)
  }
  return out
}
