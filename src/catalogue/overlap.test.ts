import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edition } from './edition.ts'
import { parseIdentifier } from './identifier/parse.ts'
import { type About, likeTitle, overlapCandidates } from './overlap.ts'

function edition(number: string, title: string, more: Partial<Edition> = {}): Edition {
  const read = parseIdentifier(number)
  if (!read.ok) throw new Error(number)
  return {
    identifier: read.value,
    title: { zh: title },
    level: 'national',
    status: 'in-force',
    statusRead: '',
    body: '',
    class: 'CC',
    source: 'x',
    known: 'seen',
    note: '',
    ...more,
  }
}
const alike = [edition('GB/T 1-2020', '大模型服务能力要求'), edition('DB31/T 2-2021', '大模型服务能力要求')] as const
const about = new Map<Edition, About>()
const known = (e: Edition) => about.get(e) ?? {}

describe('what may overlap', () => {
  test('by the title alone: a candidate for review, with what it rests on; it blocks nobody', () => {
    expect(overlapCandidates(alike)).toMatchObject([
      { title: 1, scope: undefined, terms: undefined, score: 1, basis: 0.45, verdict: 'review' },
    ])
  })

  test('the three parts by their weights: .45 of the title, .35 of the scope, .20 of the terms', () => {
    const [a, b] = alike
    about.set(a, { scope: '本文件规定了大模型服务的能力要求', terms: ['大模型', '服务', '能力'] })
    about.set(b, { scope: '本文件规定了大模型服务的能力要求', terms: ['大模型', '服务', '可信'] })
    const [found] = overlapCandidates(alike, known)
    expect(found).toMatchObject({ title: 1, terms: 0.5, verdict: 'block', basis: 1 })
    expect(found!.scope).toBeCloseTo(1, 12)
    expect(found!.score).toBeCloseTo(0.45 + 0.35 + 0.1, 12)
  })

  test('parts of a series, editions of one document, adoptions and other classes are left out', () => {
    const title = '大模型 第1部分'
    expect(overlapCandidates([edition('GB/T 1.1-2020', title), edition('GB/T 1.2-2020', title)])).toEqual([])
    expect(overlapCandidates([edition('GB/T 1-2015', title), edition('GB/T 1-2020', title)])).toEqual([])
    const adopting = edition('GB/T 1-2020', title, { adopts: { degree: 'IDT', number: 'ISO 9:2019', known: 'seen' } })
    expect(overlapCandidates([adopting, edition('ISO 9:2019', title)])).toEqual([])
    expect(overlapCandidates([edition('GB/T 1-2020', title), edition('GB/T 2-2020', title, { class: 'DA' })])).toEqual(
      [],
    )
    expect(overlapCandidates([edition('GB/T 1-2020', '(题名未留存)'), edition('GB/T 2-2020', '(题名未留存)')])).toEqual(
      [],
    )
  })

  test('whichever comes first, the score is the same, from 0 to 1', () => {
    const title = fc.string({ unit: fc.constantFrom(...'大模型服务能力要求评价安全数据'), minLength: 3, maxLength: 10 })
    fc.assert(
      fc.property(title, title, title, title, (a, b, scopeA, scopeB) => {
        const [x, y] = [edition('GB/T 1-2020', a), edition('GB/T 2-2020', b)]
        const of = (e: Edition): About => ({ scope: e === x ? scopeA : scopeB })
        const [forth] = overlapCandidates([x, y], of)
        const [back] = overlapCandidates([y, x], of)
        expect(forth?.score.toFixed(10)).toBe(back?.score.toFixed(10))
        if (forth) {
          expect(forth.score).toBeGreaterThanOrEqual(0.6)
          expect(forth.score).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    )
  })
})

test('titles like a new one: the same is 1 and first, in either language; nothing alike is not listed', () => {
  const english = edition('ISO/IEC 42001:2023', 'x', { title: { en: 'Management system' } })
  const all = [edition('GB/T 9-2020', '自来水水质'), ...alike, english]
  const found = likeTitle({ zh: '人工智能 大模型服务能力要求' }, all)
  expect(found.map((a) => [a.edition, a.title])).toEqual([...alike].reverse().map((e) => [e, 1]))
  expect(likeTitle({ zh: '管理体系', en: 'Artificial intelligence: management system' }, all)).toMatchObject([
    { edition: english, title: 1 },
  ])
  expect(likeTitle({}, all)).toEqual([])
})
