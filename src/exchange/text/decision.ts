import type { Decision, Node } from '../../language/standard.ts'
import { showShare } from './numbers.ts'
import { levelName, type View } from './view.ts'

/** The declared decision rule of a result as sentences; levels that are read otherwise are named. */
export function decisionSentence(view: View, node: Node): string {
  const { words } = view
  const own = node.decision ?? view.standard.decision
  const scale = node.level?.scale
  const apart = (node.level?.ladder ?? []).filter((r) => r.decision && key(r.decision) !== key(own))
  const others = [...new Set(apart.map((r) => key(r.decision!)))].map((k) => {
    const rungs = apart.filter((r) => key(r.decision!) === k)
    const names = rungs.map((r) => (scale ? levelName(view, scale, r.level.id) : r.level.id))
    return words.decision.forLevels(names.join(words.comma), decisionShort(view, k))
  })
  return [sentence(view, own), ...others].join(words.space)
}

function sentence(view: View, d: Decision): string {
  return d.kind === 'point' ? view.words.decision.point : view.words.decision.guarded(showShare(d.confidence).text)
}

function key(d: Decision): string {
  return d.kind === 'point' ? 'point' : `guarded ${d.confidence}`
}

/** `point` or `guarded 0.95`, as a judged node carries it, in a few words. */
export function decisionShort(view: View, text: string): string {
  const [kind, confidence] = text.split(' ')
  return kind === 'guarded' && confidence !== undefined
    ? view.words.decision.guardedShort(showShare(confidence).text)
    : view.words.decision.pointShort
}
