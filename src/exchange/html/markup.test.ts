import { expect, test } from 'vitest'
import { anchor, cssString, escapeText, html } from './markup.ts'

test.each([
  ['<b a="c" d=\'e\'>&', '&lt;b a=&quot;c&quot; d=&#39;e&#39;&gt;&amp;'],
  ['a\u202eb\u0000c', 'a\ufffdb\ufffdc'],
  ['line\nbreak\ttab', 'line\nbreak\ttab'],
])('%j is escaped', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped)
  expect(html`<i title="${text}">${text}</i>`.markup).toBe(`<i title="${escaped}">${escaped}</i>`)
})

test('markup passes through once, lists are joined, and what is absent leaves nothing', () => {
  expect(html`<ul>${['a', html`<li>&amp;</li>`, undefined, false, 0]}</ul>`.markup).toBe('<ul>a<li>&amp;</li>0</ul>')
})

test.each(['"}*{color:red}', '</style><script>', '\\22 ', '指标 A·1\n'])('%j stays inside its CSS string', (text) => {
  expect(cssString(text)).toMatch(/^"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"$/)
})

test('different paths have different anchors', () => {
  const paths = ['a.b', 'a[0].b', 'a[1].b', 'a-b', 'a_b', 'a0b', 'a"b', 'a b']
  expect(new Set(paths.map(anchor)).size).toBe(paths.length)
  for (const p of paths) expect(anchor(p)).toMatch(/^n-[A-Za-z0-9_-]+$/)
})
