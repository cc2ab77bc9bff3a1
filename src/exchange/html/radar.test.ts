import { describe, expect, test } from 'vitest'
import { judge } from '../../judge/judge.ts'
import { resultOf } from '../text/results.ts'
import { viewOf } from '../text/view.ts'
import { load, reportOf } from './fixtures/reports.ts'
import type { Html } from './markup.ts'
import { radar } from './radar.ts'

const drawn = (id: string, name: string, lang: 'zh' | 'en' = 'en') => {
  const view = viewOf(reportOf(id, name), lang)
  const picture = radar(view, resultOf(view, view.standard.results[0]!)!) as Html | undefined
  return picture?.markup
}
const robot = (name: string) => drawn('cn-sh/robot-intelligence', name)
/** Distances of the corners of a polygon from the centre, as shares of the whole. */
const corners = (markup: string, of: string) =>
  (new RegExp(`<path class="${of}" d="M([^Z]*)Z`).exec(markup)?.[1] ?? '')
    .split('L')
    .map((p) => p.split(' ').map(Number))
    .map(([x, y]) => Math.round((Math.hypot(x! - 240, y! - 174) / 118) * 100) / 100)

describe('a radar of the parts of a result', () => {
  test('five elements at 4 3 4 4 3 of five levels above none', () => {
    const markup = robot('Indoor delivery')!
    expect(corners(markup, 'radar')).toEqual([0.8, 0.6, 0.8, 0.8, 0.6])
    expect(markup).toContain('Perception L4 Autonomous · Cognition L3 Interactive')
    expect(markup).not.toContain('radar may')
  })

  test('what the evidence leaves open is dashed', () => {
    const markup = robot('Two not measured')!
    expect(corners(markup, 'radar')).toEqual([0.8, 0.8, 0.8, 0.8, 0.2])
    expect(corners(markup, 'radar may')).toEqual([0.8, 0.8, 0.8, 0.8, 0.8])
  })

  test('a part that does not apply is left out', () => {
    expect(corners(robot('A caged cell: interaction does not apply, weights renormalised')!, 'radar')).toHaveLength(4)
  })

  test('in Chinese', () => {
    expect(drawn('cn-sh/robot-intelligence', '室内配送', 'zh')).toContain('感知 L4 自主型')
  })

  test('parts that are numbers are not drawn', () => {
    const standard = load('cn-sh/llm-trust')
    const judged = judge(standard, {
      facts: {},
      measures: {},
      findings: {},
      assessment: { date: '2026-01-01', party: 'first' },
    })
    if (!judged.ok) throw new Error(judged.problems[0]!.code)
    const view = viewOf(
      { ...reportOf('cn-sh/robot-intelligence', 'Nothing at all'), standard, judgement: judged.value },
      'en',
    )
    expect(radar(view, resultOf(view, standard.results[0]!)!)).toBeUndefined()
  })
})
