import { describe, expect, test } from 'vitest'
import { viewOf } from '../text/view.ts'
import { reportOf } from './fixtures/reports.ts'
import type { Html } from './markup.ts'
import { waterfalls } from './waterfall.ts'

const drawn = (id: string, name: string, lang: 'zh' | 'en' = 'en') => {
  const list = waterfalls(viewOf(reportOf(id, name), lang)) as readonly (Html | undefined)[] | undefined
  return (list ?? []).flatMap((p) => p?.markup ?? [])
}
/** Left ends and widths of the boxes of a kind, in points: the plot is 264 units wide for 100 points from 150 on. */
const boxes = (markup: string, kind: string) =>
  [...markup.matchAll(new RegExp(`<rect class="${kind}" x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"`, 'g'))].map(
    ([, x, width]) => [(Number(x) - 150) / 2.64, Number(width) / 2.64],
  )
/** Places are drawn to a hundredth of a unit. */
const near = (pair: readonly number[]) => pair.map((n) => expect.closeTo(n, 1))

describe('a waterfall of a sum', () => {
  const golden = drawn('cn-sh/ai-enterprise', 'golden: integrator, leaf by leaf')

  test('each part begins where the parts before it ended, and the total is all of them', () => {
    expect(golden).toHaveLength(1)
    const leaves = [9.75, 6.96, 6.79, 3.89, 5, 6, 4, 6, 4, 1, 1, 2]
    const expected = leaves.map((points, i) => near([leaves.slice(0, i).reduce((a, b) => a + b, 0), points]))
    expect(boxes(golden[0]!, 'points')).toEqual([...expected, near([0, 56.39])])
  })

  test('what is lost is light: 43.61 points in all, and nothing is open', () => {
    const lost = boxes(golden[0]!, 'lost')
    expect(lost.at(-1)).toEqual(near([56.39, 43.61]))
    expect(lost[0]).toEqual(near([9.75, 5.25]))
    expect(golden[0]).not.toContain('points may')
  })

  test('levels stand at 40, 55, 70 and 85', () => {
    const lines = [...golden[0]!.matchAll(/<path class="reference" d="M([\d.]+) [^>]*><text[^>]*>(\w+)</g)]
    expect(lines.map(([, x, level]) => [level, Math.round((Number(x) - 150) / 2.64)])).toEqual([
      ['L2', 40],
      ['L3', 55],
      ['L4', 70],
      ['L5', 85],
    ])
  })

  test('the table beneath says the same', () => {
    expect(golden[0]).toMatch(/<table>.*56\.39.*43\.61.*<\/table>/s)
    expect(drawn('cn-sh/ai-enterprise', '算例：集成商，逐叶', 'zh')[0]).toContain('失分')
  })

  test('what the evidence leaves open is outlined', () => {
    const [open] = drawn('cn-sh/ai-enterprise', 'staff unknown')
    expect(boxes(open!, 'points may').at(-1)).toEqual(near([84.03, 8]))
  })

  test('a sum without a greatest value is not drawn, nor a mean', () => {
    expect(drawn('cn-sh/metro-smart-operation', 'nothing measured')).toEqual([])
  })
})
