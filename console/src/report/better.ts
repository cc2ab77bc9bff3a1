import { resultOf } from '../../../src/exchange/text/results.ts'
import { type View, viewOf } from '../../../src/exchange/text/view.ts'
import type { Judgement } from '../../../src/judge/judgement.ts'
import type { Standard } from '../../../src/language/standard.ts'

/** The same report with another judgement, as it would read. */
export const judgedAs = (view: View, judgement: Judgement): View => {
  const { draws: _, needed: __, ...rest } = view.report
  return viewOf({ ...rest, judgement }, view.lang)
}

/** How good a headline is, to compare two judgements under one standard: cautious end first, then the best that is possible. */
export function standing(standard: Standard, judgement: Judgement): readonly number[] {
  const id = standard.results[0]
  const judged = id === undefined ? undefined : judgement.nodes[id]
  const node = id === undefined ? undefined : standard.nodes.get(id)
  if (!judged || !node) return []
  if (judged.level && node.level) {
    const { scale } = node.level
    const place = (level: string) => scale.levels.findIndex((l) => l.id === level)
    const [lo, hi] = [place(judged.level.lo), place(judged.level.hi)]
    return scale.better === 'lower' ? [-hi, -lo] : [lo, hi]
  }
  if (judged.outcome) return [judged.outcome === 'satisfied' ? 2 : judged.outcome === 'not-satisfied' ? 0 : 1]
  const number = (text: string) => {
    const [a, b = '1'] = text.split('/')
    return Number(a) / Number(b)
  }
  return judged.number ? [number(judged.number.lo), number(judged.number.hi)] : []
}

export function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((x, k) => x !== b[k])
  return i >= 0 && a[i]! > b[i]!
}

/** `AA`, `B, A possible` */
export function headlineText(view: View): string {
  const id = view.standard.results[0]
  const r = id === undefined ? undefined : resultOf(view, id)
  return r ? [r.main.text, r.title, r.possible && `${view.words.pause}${r.possible}`].filter(Boolean).join(' ') : ''
}
