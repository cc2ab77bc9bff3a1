import { expect, test } from 'vitest'
import type { Report } from '../../assessment/report.ts'
import { en } from '../text/en.ts'
import { viewOf } from '../text/view.ts'
import { zh } from '../text/zh.ts'
import { elements, parseStrict, textOf } from './fixtures/check.ts'
import { reportOf } from './fixtures/reports.ts'
import { sufficiency } from './headline.ts'
import { html } from './markup.ts'
import { renderHtml } from './page.ts'

/** A result and what is said of the samples behind it. */
function said(report: Report, lang: 'zh' | 'en', change: object = {}): string {
  const judged = { ...report.judgement.nodes[report.standard.results[0]!]!, ...change }
  return html`${sufficiency(viewOf(report, lang), judged)}`.markup.replace(/<[^>]+>/g, ' ')
}

const trust = reportOf('cn-sh/llm-trust', 'first party: AA')
/** one object of a class too few for a requirement of the standard, whose measurement has no minimum n */
const few = reportOf('cn-sh/av-recognition', 'one sample short: objects')

test('beside "insufficient sample" nothing says that every sample suffices', () => {
  expect(few.judgement.nodes['grade']!.sufficient).toBe('true')
  expect(few.judgement.nodes['standing']!.words).toEqual(['insufficient-sample'])
  for (const [lang, words] of [
    ['en', en],
    ['zh', zh],
  ] as const) {
    const headline = elements(parseStrict(renderHtml(few, lang))).find((e) => e.attributes.get('id') === 'result')!
    expect(textOf(headline)).toContain(lang === 'zh' ? '样本不足' : 'insufficient sample')
    expect(textOf(headline)).toContain(words.sufficient.apart)
    expect(textOf(headline)).not.toMatch(/every sample|各样本均/)
  }
})

test('a reached minimum, a missed one, an open one and none at all are told apart', () => {
  expect(said(trust, 'en', { sufficient: 'true' })).toContain(en.sufficient.true)
  expect(said(trust, 'zh', { sufficient: 'false' })).toBe(zh.sufficient.false)
  expect(said(trust, 'en', { sufficient: 'unknown' })).toBe(en.sufficient.unknown)
  const none = [...few.standard.measures].map(([id, m]) => {
    const { minimum: _, ...rest } = m
    return [id, rest] as const
  })
  const unset = { ...few, standard: { ...few.standard, measures: new Map(none) } }
  expect(said(unset, 'en', { sufficient: 'true', evidence: { lo: 'measured', hi: 'measured' } })).toContain(
    en.sufficient.unset,
  )
})

test('a result that rests on declared facts alone has no samples', () => {
  const { evidence: _, ...facts } = trust.judgement.nodes[trust.standard.results[0]!]!
  const view = viewOf(trust, 'en')
  expect(sufficiency(view, { ...facts, sufficient: 'true' })).toBe(en.sufficient.unmeasured)
})
