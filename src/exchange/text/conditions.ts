import type { ConditionTrace } from '../../judge/judgement.ts'
import { type Shown, showPair } from './numbers.ts'
import { showRaw } from './values.ts'
import { at, levelName, type View } from './view.ts'

const signs: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '==': '=', '!=': '≠', '>': '>', '<': '<' }

export interface Sides {
  readonly left: Shown
  readonly sign: string
  readonly right: Shown
}

/** Both sides of a comparison for reading, with enough digits to tell them apart; undefined for what is not a comparison. */
export function sidesOf(view: View, c: ConditionTrace): Sides | undefined {
  if (c.left === undefined || c.right === undefined || c.sign === undefined) return undefined
  const [l, r] = showPair(c.left, c.right)
  const side = (text: string, s: Shown): Shown =>
    word(view, c.text, text) ?? (s.exact === undefined ? showRaw(view, text) : s)
  return { left: side(c.left, l), sign: signs[c.sign] ?? c.sign, right: side(c.right, r) }
}

/** `assessment.party` and `.evidence` are compared as words of the language, not of the standard. */
function word(view: View, condition: string, text: string): Shown | undefined {
  const { partyShort, evidenceClass } = view.words
  if (condition.includes('assessment.party') && Object.hasOwn(partyShort, text))
    return { text: partyShort[text as keyof typeof partyShort], exact: text }
  if (condition.includes('.evidence') && Object.hasOwn(evidenceClass, text))
    return { text: evidenceClass[text as keyof typeof evidenceClass], exact: text }
  return undefined
}

/** `stands at 0.899, needs ≥ 0.9`; empty for what is not a comparison. */
export function sidesText(view: View, c: ConditionTrace): string {
  const s = sidesOf(view, c)
  return s ? view.words.held.has(s.left.text, s.sign, s.right.text) : ''
}

/** What the next level asks of a node that has thresholds of its own: `for L5: stands at 0.93, needs ≥ 0.96`. */
export function nextThreshold(view: View, path: string): string {
  const found = at(view, path)
  const scale = found?.node.level?.scale
  if (!found?.judged.rungs || !scale || scale.better === 'lower') return ''
  const rung = found.judged.rungs.find((r) => r.holds === 'no' || r.holds === 'unknown')
  const open = rung?.conditions.find((c) => c.holds === 'no' || c.holds === 'unknown')
  const sides = open ? sidesText(view, open) : ''
  return rung && sides ? view.words.held.forLevel(levelName(view, scale, rung.level), sides) : ''
}
