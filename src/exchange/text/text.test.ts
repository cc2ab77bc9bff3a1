import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Lang } from '../../language/text.ts'
import { allReports, reportOf } from '../html/fixtures/reports.ts'
import { cut, pad, table, wrap } from './columns.ts'
import { heldBack, type Obstacle } from './held-back.ts'
import { showEnds, showNumber, showPair, showShare } from './numbers.ts'
import { reasonOf } from './reasons.ts'
import { renderText } from './text.ts'
import { viewOf } from './view.ts'
import { wordsOf } from './words.ts'

const reports = allReports()
const cases = Object.keys(reports).flatMap((name) =>
  (['zh', 'en'] as const).map((lang): [string, Lang] => [name, lang]),
)

describe.each(cases)('%s in %s', (name, lang) => {
  const report = reports[name]!
  const words = wordsOf(lang)

  test.each([60, 80, 120])('keeps to %i cells', (width) => {
    for (const line of renderText(report, lang, width).split('\n')) {
      const longestWord = Math.max(...line.split(' ').map((w) => stringWidth(w)))
      expect(stringWidth(line), line).toBeLessThanOrEqual(longestWord > width / 2 ? longestWord + width : width)
    }
  })

  test('has banner, result with its kind, and counts, and no hole', () => {
    const text = renderText(report, lang, 200)
    expect(text).toContain(words.authority.name[report.standard.authority])
    const lines = text.split('\n')
    for (const id of report.standard.results) {
      const node = report.standard.nodes.get(id)!
      if (node.qualifies.length > 0) continue
      const title = (lang === 'zh' ? (node.title.zh ?? node.title.en) : (node.title.en ?? node.title.zh)) ?? id
      expect(
        lines.some((l) => l.startsWith(`${title}${words.colon}`) && l.includes(`[${words.result.kind}${words.colon}`)),
        id,
      ).toBe(true)
    }
    expect(text).toContain(words.held.title)
    expect(text).toContain(words.text.requirements)
    expect(text).not.toMatch(/undefined|NaN|\[object|-?\binf\b/)
    expect(renderText(report, lang, 200)).toBe(text)
  })
})

test('control characters of a title do not reach the terminal', () => {
  const r = reports['trust']!
  const text = renderText({ ...r, subject: { ...r.subject, title: { en: 'a\u001b[31mb\u202ec' } } }, 'en', 80)
  expect(text).not.toMatch(/[\u001b\u202e]/)
})

test.each([
  ['600/7', 'number', '85.7'],
  ['0.985', 'ratio', '98.5\u00a0%'],
  ['1', 'ratio', '100\u00a0%'],
  ['0.9505', 'ratio', '95\u00a0%'],
  ['0.00012345', 'number', '0.000123'],
  ['0.25', 'number', '0.25'],
  ['12345.5', 'number', '12346'],
  ['2.125', 'number', '2.12'],
  ['-0.5', 'number', '-0.5'],
  ['L3', 'number', 'L3'],
] as const)('%s as %s reads %s', (text, as, read) => {
  expect(showNumber(text, as).text.replace('.0\u00a0', '\u00a0')).toBe(read)
})

test('a rounded number keeps its exact text, an exact one needs none', () => {
  expect(showNumber('600/7')).toEqual({ text: '85.7', exact: '600/7' })
  expect(showNumber('0.25')).toEqual({ text: '0.25' })
})

test.each([
  ['0.94996', '0.95', '0.94996', '0.95'],
  ['59.99', '60', '59.99', '60'],
  ['74.2', '80', '74.2', '80'],
])('%s and %s stay apart', (a, b, left, right) => {
  expect(showPair(a, b).map((s) => s.text)).toEqual([left, right])
})

test('shares are never rounded to certainty or to never', () => {
  expect(showShare('0.9999').text).toBe('> 99.9\u00a0%')
  expect(showShare('0.00001').text).toBe('< 0.1\u00a0%')
  expect(showShare('1').text).toBe('100\u00a0%')
  expect(showShare('0').text).toBe('0\u00a0%')
})

test('open ends stay open', () => {
  const words = wordsOf('en')
  expect(showEnds('-inf', 'inf', words).text).toBe('not known')
  expect(showEnds('3', 'inf', words).text).toBe('≥ 3')
  expect(showEnds('-inf', '0.5', words, 'ratio').text).toBe('≤ 50\u00a0%')
})

test('columns count a Chinese character as two cells', () => {
  expect(pad('等级', 6)).toBe('等级  ')
  expect(cut('人工智能大模型', 7)).toBe('人工智…')
  const lines = table(
    [
      { title: '指标', flexible: true },
      { title: '得分', align: 'right' },
    ],
    [
      ['内容安全', '95.7'],
      ['T1 mixed 混排', '100'],
    ],
    30,
  )
  expect(new Set(lines.map((l) => stringWidth(l))).size).toBe(1)
})

test('Chinese is broken between characters, but no line starts with a closing mark', () => {
  for (let width = 8; width < 30; width++) {
    for (const line of wrap('本标准的正式文本未公开。除注明来源者外，权重与限值均为“准绳”的参考设计。', width))
      expect(line).not.toMatch(/^[，。”]/)
  }
})

function paths(items: readonly Obstacle[]): string[] {
  return items.flatMap((o) => [o.kind === 'condition' ? o.condition.text : o.path, ...paths(o.below)])
}

describe('what held it back', () => {
  test('a veto is followed to the requirement that failed and to its condition', () => {
    const h = heldBack(viewOf(reports['trust vetoed']!, 'en'), 'grade')
    const veto = h.provisos[0]!
    expect(veto.kind === 'proviso' && [veto.before, veto.after]).toEqual(['AA', 'C'])
    expect(paths([veto])).toEqual(['grade', 'vetoes', 'met(of)', 'V1', 'contentRoutes.value >= 0.90', 'contentRoutes'])
  })

  test('conditions of the next level stand nearest first, and met ones are left out', () => {
    const r = reportOf('cn-sh/llm-trust', 'kappa .75', {
      change: (e) => ({ ...e, assessment: { ...e.assessment, party: 'first' } }),
    })
    const h = heldBack(viewOf(r, 'en'), 'grade')
    expect(h.rung?.level).toBe('AAA')
    expect(paths(h.rung!.conditions)).toEqual(['judges.kappa >= 0.80', 'assessment.party >= third'])
  })

  test('of a requirement only the conditions that fail are named', () => {
    const h = heldBack(viewOf(reports['trust vetoed']!, 'en'), 'LT2')
    expect(paths(h.parts)).toEqual([
      'V1.satisfied',
      'V1',
      'contentRoutes.value >= 0.90',
      'contentRoutes',
      'routeKeyword',
    ])
  })

  test('nothing holds back the best result', () => {
    const h = heldBack(viewOf(reportOf('cn-sh/llm-trust', 'AAA'), 'en'), 'grade')
    expect(h).toEqual({ provisos: [], parts: [] })
  })

  test('where a level is made from parts, the weakest are followed to their own next level', () => {
    const all = paths(heldBack(viewOf(reports['robot']!, 'en'), 'overall').parts)
    expect(all).toEqual(expect.arrayContaining(['P', 'P_performance', 'P1.level >= level', 'P1']))
    expect(all).not.toContain('P_capability')
  })

  test('where lower is better, a proviso that adds a level counts against', () => {
    const all = paths(heldBack(viewOf(reports['grading open']!, 'en'), 'inherent').parts)
    expect(all.slice(0, 2)).toEqual(['severity', 'severity'])
  })
})

test.each([
  ['missing: content.pass', 'Missing from the measurement “content”: “pass”', '测量“content”缺少：“pass”'],
  ['missing: content', 'The measurement “content” was not made', '未进行测量“content”'],
  ['missing: content.n', 'The sample size of the measurement “content” is not stated', '测量“content”未注明样本量'],
  ['missing: LT11', 'No finding on “Evaluated again after a change” yet', '对“变更后再评价”尚无认定'],
  ['missing: domain', 'The fact “Domain of use” was not declared', '未声明事实“应用领域”'],
  [
    'uncertain: content.pass',
    'The quantity “pass” of the measurement “content” is known only within its bounds; a larger sample would narrow them',
    '测量“content”的量“pass”只知其界限；增大样本量可使界限变窄',
  ],
  ['no part applies', 'No part applies', '没有适用的组成部分'],
  ['something new', 'something new', 'something new'],
])('%s is put into words', (raw, english, chinese) => {
  expect(reasonOf(viewOf(reports['trust']!, 'en'), raw).text).toBe(english)
  expect(reasonOf(viewOf(reports['trust']!, 'zh'), raw).text).toBe(chinese)
})
