import { expect, test } from 'vitest'
import { elements, parseStrict, textOf } from '../html/fixtures/check.ts'
import { reportOf } from '../html/fixtures/reports.ts'
import { anchor } from '../html/markup.ts'
import { renderHtml } from '../html/page.ts'
import { laidOut } from './laid-out.ts'

const report = reportOf('cn-sh/genai-grading', 0)

test.each([
  ['enterprise', 'residual'],
  ['third-party', 'inherent'],
  ['supervisor', 'inherent'],
])('for %s the headline is %s, and nothing is left out', (view, headline) => {
  const seen = laidOut(report, view)
  expect(seen.standard.results[0]).toBe(headline)
  for (const part of ['results', 'indicators', 'requirements'] as const)
    expect([...seen.standard[part]].sort()).toEqual([...report.standard[part]].sort())
  const page = renderHtml(seen, 'en')
  const all = elements(parseStrict(page))
  const ids = all.flatMap((e) => e.attributes.get('id') ?? [])
  for (const path of Object.keys(report.judgement.nodes)) expect(ids).toContain(anchor(path))
  expect(textOf(parseStrict(page))).toContain(report.standard.views.get(view)!.title.en)
  expect(all.find((e) => e.attributes.has('data-result'))!.attributes.get('data-result')).toBe(headline)
})

test('for the supervisor, signs of a grade that is too low come before the rest', () => {
  const { standard } = laidOut(report, 'supervisor')
  expect(standard.indicators.slice(0, 2)).toEqual(['shortfall', 'regradeDue'])
  expect(standard.requirements[0]).toBe('GC4')
})
