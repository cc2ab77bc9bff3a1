import { say } from '../../language/text.ts'
import { at, itemOf, nameOf, type View } from './view.ts'

export type Cause = 'missing' | 'pending' | 'uncertain' | 'other'

export interface Reason {
  readonly raw: string
  readonly cause: Cause
  readonly text: string
  /** the measure, fact or finding that is named */
  readonly measure?: string
  readonly finding?: string
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
        return { raw, cause: 'uncertain', measure, text: reason.uncertain(quoted(quantity), quoted(measure)) }
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

function missing(view: View, path: string): { text: string; measure?: string; finding?: string } {
  const { reason, quoted } = view.words
  if (path === 'item') return { text: reason.item }
  const found = at(view, path)
  if (found?.node.check) return { finding: path, text: reason.finding(quoted(nameOf(view, path))) }
  const [head, tail] = split(path)
  if (view.standard.measures.has(head)) {
    if (tail === 'n') return { measure: head, text: reason.size(quoted(head)) }
    return {
      measure: head,
      text: tail === '' ? reason.measure(quoted(head)) : reason.quantity(quoted(tail), quoted(head)),
    }
  }
  const node = view.standard.nodes.get(path)
  if (node?.check) return { finding: path, text: reason.finding(quoted(say(node.title, view.lang) || path)) }
  return { text: reason.fact(quoted(factName(view, path))) }
}

/** The title of a declared fact, or its path where it has none. */
export function factName(view: View, path: string): string {
  const title = say(view.standard.factTitles.get(path), view.lang)
  const item = itemOf(path)
  return title || (item === undefined ? path : path)
}

export interface Lack extends Reason {
  /** judged paths whose own reasons name it */
  readonly touches: readonly string[]
}

/** Everything that is missing, pending or uncertain anywhere in the judgement: each once, in the order in which it is met. */
export function lacks(view: View): readonly Lack[] {
  const found = new Map<string, string[]>()
  const note = (raw: string, path: string) => {
    const paths = found.get(raw) ?? []
    if (!paths.includes(path)) paths.push(path)
    found.set(raw, paths)
  }
  for (const [path, n] of Object.entries(view.nodes)) {
    if (n.applies === 'no') continue
    for (const raw of n.why) note(raw, path)
    for (const rung of n.rungs ?? []) for (const raw of rung.why) if (!found.has(raw)) note(raw, path)
  }
  return [...found].map(([raw, touches]) => ({ ...reasonOf(view, raw), touches }))
}
