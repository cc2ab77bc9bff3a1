import { barOf } from '../../../src/exchange/text/bars.ts'
import { homes, tops } from '../../../src/exchange/text/homes.ts'
import { showMain } from '../../../src/exchange/text/values.ts'
import { at, labelOf, type View } from '../../../src/exchange/text/view.ts'
import { Exact } from '../../../src/language/exact.ts'
import type { Slice } from '../ui/sunburst-chart.tsx'

/** Only what applies. A part's share of its group is its weight over that of its siblings. */
export function sunburst(view: View, dark: boolean): readonly Slice[] {
  return level(view, tops(view, 'indicators'), 1000, dark)
}

function level(view: View, paths: readonly string[], room: number, dark: boolean): readonly Slice[] {
  const here = paths.filter((p) => at(view, p) && at(view, p)!.judged.applies !== 'no')
  const weights = here.map((p) => number(at(view, p)!.judged.weight) ?? 1)
  const sum = weights.reduce((a, b) => a + b, 0) || 1
  return here.map((path, i) => {
    const { judged, node } = at(view, path)!
    const value = (room * weights[i]!) / sum
    const main = judged.outcome ? view.words.outcome[judged.outcome] : showMain(view, judged, node).text
    const inner = judged.parts.filter((p) => homes(view).get(p) === path)
    const children = level(view, inner, value, dark)
    return {
      name: labelOf(view, path),
      key: node.clause ?? node.id,
      said: `${labelOf(view, path)}${view.words.colon}${main}`,
      value,
      itemStyle: { color: shade(scoreOf(view, path), dark) },
      ...(children.length > 0 ? { children } : {}),
    }
  })
}

/** 0 to 1 at the cautious end; undefined where there is no score. */
function scoreOf(view: View, path: string): number | undefined {
  const judged = at(view, path)!.judged
  if (judged.outcome)
    return judged.outcome === 'satisfied' || judged.outcome === 'waived'
      ? 1
      : judged.outcome === 'not-satisfied'
        ? 0
        : undefined
  const bar = barOf(view, path)
  const lo = bar && number(bar.lo)
  return bar && lo !== undefined ? lo / bar.max : undefined
}

function shade(score: number | undefined, dark: boolean): string {
  if (score === undefined) return dark ? '#343a41' : '#e3e6ea'
  const [from, to] = dark
    ? [
        [42, 50, 58],
        [21, 112, 147],
      ]
    : [
        [244, 226, 222],
        [116, 183, 207],
      ]
  const mixed = from!.map((c, i) => Math.round(c + (to![i]! - c) * score))
  return `rgb(${mixed.join(',')})`
}

const number = (text: string | undefined) => (text === undefined ? undefined : Exact.parse(text)?.toNumber())
