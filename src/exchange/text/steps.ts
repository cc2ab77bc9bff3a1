import type { Step } from '../../language/standard.ts'
import { showRaw } from './values.ts'
import type { View } from './view.ts'

/** What a proviso does: `at most A`, `add 1`. */
export function stepText(view: View, step: Step): string {
  const words = view.words.step
  if (step.does === 'round') return words.round(String(step.digits))
  return words[step.does](showRaw(view, step.amount.text ?? '').text)
}
