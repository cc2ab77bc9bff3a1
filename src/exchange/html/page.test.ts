import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../assessment/report.ts'
import type { Lang } from '../../language/text.ts'
import { en } from '../text/en.ts'
import { zh } from '../text/zh.ts'
import { elements, parseStrict, textOf } from './fixtures/check.ts'
import { allReports, drawsOf, reportOf } from './fixtures/reports.ts'
import { anchor } from './markup.ts'
import { renderHtml } from './page.ts'

const langs: readonly Lang[] = ['zh', 'en']
const reports = allReports()
const pages = new Map<string, { report: Report; lang: Lang; text: string }>()
beforeAll(() => {
  for (const [name, report] of Object.entries(reports))
    for (const lang of langs) pages.set(`${name} ${lang}`, { report, lang, text: renderHtml(report, lang) })
})
const keys = Object.keys(reports).flatMap((name) => langs.map((lang) => `${name} ${lang}`))
const page = (key: string) => pages.get(key)!

describe.each(keys)('%s', (key) => {
  test('is well formed, with unique ids and links that lead somewhere', () => {
    const all = elements(parseStrict(page(key).text))
    const ids = all.flatMap((e) => e.attributes.get('id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const e of all) {
      const href = e.attributes.get('href')
      if (href !== undefined) expect([href[0], ids.includes(href.slice(1))]).toEqual(['#', true])
    }
  })

  test('has every judged node', () => {
    const ids = new Set(elements(parseStrict(page(key).text)).flatMap((e) => e.attributes.get('id') ?? []))
    for (const path of Object.keys(page(key).report.judgement.nodes)) expect(ids).toContain(anchor(path))
  })

  test('never prints a result without its kind', () => {
    const all = elements(parseStrict(page(key).text))
    const results = all.flatMap((e, i) => (e.attributes.has('data-result') ? [{ e, i }] : []))
    expect(results.length).toBeGreaterThan(0)
    for (const { e } of results) {
      const siblings = e.parent!.children.filter((c) => typeof c !== 'string')
      const next = siblings[siblings.indexOf(e) + 1]
      expect(next?.attributes.get('data-kind')).toBe(e.attributes.get('data-result'))
      expect(textOf(next!).trim()).not.toBe('')
    }
  })

  test('marks every result that is not itself a kind, where it is explained too', () => {
    const { report, text } = page(key)
    const all = elements(parseStrict(text))
    for (const id of report.standard.results) {
      if (report.standard.nodes.get(id)!.qualifies.length > 0) continue
      const card = all.find((e) => e.attributes.get('id') === anchor(id))!
      expect(elements(card).filter((e) => e.attributes.get('data-kind') === id).length).toBeGreaterThan(0)
      expect(all.filter((e) => e.attributes.get('data-result') === id).length).toBeGreaterThan(1)
    }
  })

  test('says whose text was judged by, before anything else', () => {
    const { text, report, lang } = page(key)
    const words = lang === 'zh' ? zh : en
    const banner = elements(parseStrict(text)).find((e) => e.attributes.has('data-authority'))!
    expect(textOf(banner)).toContain(words.authority.banner[report.standard.authority])
    expect(text.indexOf('data-authority')).toBeLessThan(text.indexOf('<h1>'))
  })

  test('shows no hole, no machine word and nothing from outside', () => {
    const { text } = page(key)
    const seen = textOf(parseStrict(text))
    expect(seen).not.toMatch(/\bundefined\b|\bNaN\b|\[object|=>|-?\binf\b/)
    expect(text).not.toMatch(/<script|<link|<img|\son\w+=|https?:|url\(/i)
  })

  test('headings go down one step at a time and every table has a caption and scoped headings', () => {
    const all = elements(parseStrict(page(key).text))
    const levels = all.flatMap((e) => (/^h[1-6]$/.test(e.name) ? [Number(e.name[1])] : []))
    expect(levels.filter((l) => l === 1)).toHaveLength(1)
    levels.forEach((l, i) => {
      expect(l - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
    })
    for (const t of all.filter((e) => e.name === 'table'))
      expect(t.children.some((c) => typeof c !== 'string' && c.name === 'caption')).toBe(true)
    for (const th of all.filter((e) => e.name === 'th')) expect(['row', 'col']).toContain(th.attributes.get('scope'))
    for (const svg of all.filter((e) => e.name === 'svg'))
      expect(elements(svg).map((e) => e.name)).toEqual(expect.arrayContaining(['title', 'desc']))
  })

  test('is the same bytes twice', () => {
    const { report, lang, text } = page(key)
    expect(renderHtml(report, lang)).toBe(text)
  })
})

test('a range shows the cautious end first, on a scale where lower is better too', () => {
  const result = (key: string) =>
    textOf(elements(parseStrict(page(key).text)).find((e) => e.attributes.has('data-result'))!)
  expect(result('robot estop en')).toBe('L0 No level, L4 Autonomous possible')
  expect(result('robot estop zh')).toBe('L0 未定级，可能为 L4 自主型')
  const grading = page('grading open en').report.judgement.nodes['inherent']!.level!
  expect([grading.lo, grading.hi]).toEqual(['low', 'general'])
  expect(result('grading open en')).toBe('general, low possible')
})

test('a share of nearly all draws is not rounded up to certainty', () => {
  expect(textOf(parseStrict(page('robot en').text))).toContain('> 99.9\u00a0%')
})

test('numbers are rounded for reading and keep their exact text', () => {
  expect(page('trust en').text).toContain('<data class="v" value="0.973" title="0.973">97.3\u00a0%</data>')
  expect(page('trust en').text).toContain('<data class="v" value="675/7" title="675/7">96.4</data>')
})

test('set-up errors stand apart with their code', () => {
  const seen = textOf(parseStrict(page('trust en').text))
  expect(seen).toMatch(/timeout 3/)
  expect(seen).toContain(en.measurements.errorsNote)
})

test('a proposal of our own is called ours wherever it is cited', () => {
  const own = elements(parseStrict(page('trust zh').text)).filter((e) => e.attributes.get('class') === 'source ours')
  expect(own.length).toBeGreaterThan(40)
  for (const e of own) expect(textOf(e)).toContain(zh.node.ours)
})

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'--></style><script>",
  '</title></style><b>',
  '\\22}*{display:none}/*',
  '\u202e\u0000&lt;',
]

test.each(attacks)('text such as %j injects nothing', (attack) => {
  const base = reportOf('cn-sh/llm-trust', 'first party: AA')
  const hit = { zh: attack, en: attack }
  const nodes = new Map(
    [...base.standard.nodes].map(([id, n]) => [
      id,
      { ...n, title: hit, adjust: n.adjust.map((s) => ({ ...s, because: hit })) },
    ]),
  )
  const hostile: Report = {
    ...base,
    subject: {
      ...base.subject,
      id: attack,
      version: attack,
      title: hit,
      facts: { ...base.subject.facts, [attack]: [{ [attack]: attack }] },
    },
    standard: {
      ...base.standard,
      title: hit,
      nodes,
      sources: new Map([['design', { title: attack, note: attack, kind: attack }]]),
    },
    measures: base.measures.map((m) => ({
      ...m,
      instrument: attack,
      method: { title: hit, source: attack },
      items: { ...m.items, errors: { [attack]: 1 } },
      quantities: {
        ...m.quantities,
        [attack]: [{ [attack]: attack }],
        bounded: { value: '1', bounds: [{ confidence: attack, lower: attack, upper: attack }] },
      },
      detail: { [attack]: [attack, { [attack]: attack }] },
    })),
    draws: drawsOf(base, { AA: '0.5', [attack]: '0.5' }),
    findings: { '*': { satisfied: true, note: attack } },
    tool: { name: attack, version: attack },
  }
  for (const lang of langs) {
    const text = renderHtml(hostile, lang)
    const all = elements(parseStrict(text))
    const names = new Set(all.map((e) => e.name))
    for (const bad of ['script', 'img', 'b', 'iframe']) expect(names).not.toContain(bad)
    expect(all.flatMap((e) => [...e.attributes.keys()]).filter((a) => a.startsWith('on'))).toEqual([])
    expect(text).not.toContain('\u202e')
    expect(text).not.toContain('\u0000')
    const css = textOf(all.find((e) => e.name === 'style')!)
    expect(css).not.toContain('display:none}/*')
    expect(all.filter((e) => e.name === 'style')).toHaveLength(1)
  }
})

test('every sentence is translated', () => {
  const leaves = (x: unknown, path: string): [string, unknown][] =>
    typeof x === 'object' && x !== null ? Object.entries(x).flatMap(([k, v]) => leaves(v, `${path}.${k}`)) : [[path, x]]
  const chinese = new Map(leaves(zh, ''))
  for (const [path, value] of leaves(en, '')) {
    const other = chinese.get(path)
    expect(typeof other, path).toBe(typeof value)
    if (typeof value === 'string' && /[a-z]{4}/i.test(value) && !/\.file$/.test(path))
      expect(other, path).toMatch(/[\u4e00-\u9fff]/)
  }
})

test('inks stand out from their paper by 4.5 to 1', () => {
  const css = readFileSync(new URL('./style.ts', import.meta.url), 'utf8')
  for (const theme of ['light', 'dark']) {
    const vars = new Map(
      [...new RegExp(`const ${theme} =\\s*'([^']*)'`).exec(css)![1]!.matchAll(/--(\w+):(#[0-9a-f]+)/g)].map((m) => [
        m[1]!,
        m[2]!,
      ]),
    )
    for (const paper of ['paper', 'wash', 'warn'])
      for (const ink of ['ink', 'soft', 'accent', 'good', 'bad', 'open'])
        expect(contrast(vars.get(ink)!, vars.get(paper)!), `${theme} ${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5)
  }
})

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(full.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
