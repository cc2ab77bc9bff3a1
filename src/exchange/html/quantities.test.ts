import { describe, expect, test } from 'vitest'
import type { MeasureReport, Produced, Report } from '../../assessment/report.ts'
import type { Quantity } from '../../judge/evidence.ts'
import type { Lang } from '../../language/text.ts'
import { reasonOf } from '../text/reasons.ts'
import { viewOf } from '../text/view.ts'
import { type Element, elements, parseStrict, textOf } from './fixtures/check.ts'
import { reportOf } from './fixtures/reports.ts'
import { renderHtml } from './page.ts'
import { quantities } from './quantities.ts'

const estimate = (value: string, ...confidences: string[]) => ({
  value,
  bounds: confidences.map((confidence) => ({ confidence, lower: '0.5', upper: '0.75' })),
})
const classes = (count: number, ...confidences: string[]): Quantity =>
  Array.from({ length: count }, (_, i) => ({ ap: estimate('0.6', ...confidences), category: `c${i}`, wait: 3 }))

const produces: readonly Produced[] = [
  { name: 'tooMany', title: { zh: '误报率', en: 'false alarms' }, kind: 'ratio' },
  { name: 'latencyP95', title: { zh: '时延 P95', en: 'latency, 95th percentile' }, kind: 'number', unit: 'ms' },
  {
    name: 'classes',
    title: { zh: '各类别', en: 'by class' },
    kind: 'list',
    fields: [
      { name: 'category', title: { zh: '类别', en: 'class' }, kind: 'word' },
      { name: 'ap', title: { zh: '平均精度', en: 'average precision' }, kind: 'ratio' },
      { name: 'wait', title: { zh: '等待', en: 'wait' }, kind: 'number', unit: 's' },
    ],
  },
]

const base = reportOf('cn-sh/llm-trust', 'first party: AA')

function measured(given: Partial<MeasureReport>): Report {
  const [first, ...others] = base.measures
  return { ...base, measures: [{ ...first!, ...given }, ...others] }
}

function drawn(given: Partial<MeasureReport>, lang: Lang): Element {
  const report = measured(given)
  return parseStrict(`<!doctype html>\n${quantities(viewOf(report, lang), report.measures[0]!).markup}`)
}

const names = (root: Element, scope: string) =>
  elements(root)
    .filter((e) => e.name === 'th' && e.attributes.get('scope') === scope)
    .map(textOf)

describe('quantities', () => {
  const given = { latencyP95: 12, tooMany: estimate('1/8', '0.95'), unheardOf: 1 }

  test('are called by their titles, with unit and with the name of the files, in the order of the instrument', () => {
    expect(names(drawn({ produces, quantities: given }, 'en'), 'row')).toEqual([
      'false alarms tooMany',
      'latency, 95th percentile (ms) latencyP95',
      'unheardOf',
    ])
    expect(names(drawn({ produces, quantities: given }, 'zh'), 'row')).toEqual([
      '误报率 tooMany',
      '时延 P95（ms） latencyP95',
      'unheardOf',
    ])
    const codes = elements(drawn({ produces, quantities: given }, 'zh')).filter((e) => e.name === 'code')
    expect(codes.map(textOf)).toEqual(['tooMany', 'latencyP95', 'unheardOf'])
  })

  test('words of a fixed list are said in the language of the reader, with the word of the files; names stand as they are', () => {
    const words = { met: { zh: '达到', en: 'met' }, none: { zh: '无', en: 'none' } }
    const field = { name: 'verdict', title: { zh: '结论', en: 'verdict' }, kind: 'word', words } as const
    const given = { verdict: 'none', rows: [{ verdict: 'met' }, { verdict: 'constructor' }] }
    const produced = [
      field,
      { name: 'rows', title: { zh: '各年', en: 'years' }, kind: 'list', fields: [field] } as const,
    ]
    const said = (lang: Lang) => {
      const root = drawn({ produces: produced, quantities: given }, lang)
      const cells = elements(root).filter((e) => e.name === 'td' || e.attributes.get('scope') === 'row')
      return cells.map(textOf).filter((t) => !t.endsWith('verdict'))
    }
    expect(said('zh')).toEqual(['无', '达到', 'constructor'])
    expect(said('en')).toEqual(['none', 'met', 'constructor'])
    const spans = elements(drawn({ produces: produced, quantities: given }, 'zh')).filter((e) => e.name === 'span')
    expect(spans.map((e) => e.attributes.get('title'))).toContain('met')
  })

  test('of an old report, or of an instrument that nobody knows, keep their names', () => {
    expect(names(drawn({ instrument: 'gone/away', quantities: given }, 'zh'), 'row')).toEqual([
      'latencyP95',
      'tooMany',
      'unheardOf',
    ])
  })

  test('that are rates are read as percent, their bounds under one heading that says how sure', () => {
    const root = drawn({ produces, quantities: given }, 'en')
    expect(names(root, 'col')).toContain('One-sided bounds, each at 95\u00a0%')
    expect(textOf(root)).toContain('12.5\u00a0%50\u00a0% – 75\u00a0%')
    const two = textOf(drawn({ produces, quantities: { tooMany: estimate('1/8', '0.95', '0.99') } }, 'en'))
    expect(two).toContain('95\u00a0%: 50\u00a0% – 75\u00a0%99\u00a0%: 50\u00a0% – 75\u00a0%')
  })
})

describe('a list of classes', () => {
  test('has a row a class and a column a quantity, the class first', () => {
    const root = drawn({ produces, quantities: { classes: classes(3, '0.95') } }, 'zh')
    expect(names(root, 'col')).toEqual(['类别 category', '平均精度 ap', '等待（s） wait'])
    expect(names(root, 'row')).toEqual(['c0', 'c1', 'c2'])
    expect(textOf(root)).toContain('各值下方为其单侧下界与上界，各为单侧 95\u00a0%。')
  })

  test('is open up to twelve rows and closed above, with their number; all rows are there', () => {
    const of = (count: number) => drawn({ produces, quantities: { classes: classes(count, '0.95') } }, 'en')
    expect(elements(of(12)).some((e) => e.name === 'details')).toBe(false)
    const root = of(80)
    const details = elements(root).find((e) => e.name === 'details')!
    expect(details.attributes.has('open')).toBe(false)
    expect(textOf(elements(details).find((e) => e.name === 'summary')!)).toBe('by class classes 80 rows')
    expect(names(details, 'row')).toHaveLength(80)
  })

  test('scrolls in its own box', () => {
    const table = elements(drawn({ produces, quantities: { classes: classes(80) } }, 'en')).find(
      (e) => e.name === 'table',
    )!
    expect(table.parent!.attributes.get('class')).toBe('scroll')
  })

  test('without titles has what an item is called first, under the names of the files', () => {
    const root = drawn({ quantities: { classes: classes(2) } }, 'en')
    expect(names(root, 'col')).toEqual(['category', 'ap', 'wait'])
  })
})

test('a reason names quantity, class and part as people call them', () => {
  const { measure } = base.measures[0]!
  const report = measured({ produces, quantities: { classes: classes(3) } })
  const text = (lang: Lang, path: string) => reasonOf(viewOf(report, lang), `uncertain: ${measure}.${path}`).text
  expect(text('en', 'classes[2].ap')).toContain('“by class · c2 · average precision”')
  expect(text('zh', 'classes[2].ap')).toContain('“各类别 · c2 · 平均精度”')
  expect(text('en', 'tooMany')).toContain('“false alarms”')
  expect(text('en', 'unheardOf')).toContain('“unheardOf”')
})

test('a picture that leaves bars or classes out says so', () => {
  const title = { zh: '各类', en: 'by class' }
  const text = (count: number) =>
    renderHtml(
      measured({
        pictures: [
          {
            kind: 'bars',
            title,
            axis: { title, scale: 'linear' },
            bars: Array.from({ length: count }, (_, i) => ({ name: `c${i}`, value: i })),
          },
          { kind: 'matrix', title, rows: Array(count).fill('a'), columns: Array(count).fill('a'), counts: [] },
        ],
      }),
      'en',
    )
  expect(text(80)).toContain('The first 60 of 80 are drawn.')
  expect(text(80)).toContain('The first 40 of 80 classes are shown.')
  expect(text(40)).not.toContain('The first')
})
