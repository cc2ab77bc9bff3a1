import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { retrieval } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-retrieval-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const csv = (head: string, rows: readonly (readonly (string | number)[])[]) => {
  const name = `t${files++}.csv`
  writeFileSync(join(folder, name), `${head}\n${rows.map((r) => r.join(',')).join('\n')}\n`)
  return name
}
const subjectOf = (access: unknown): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: { retrieval: access },
  folder,
})
async function scored(access: unknown, given: Record<string, unknown> = {}) {
  const params = retrieval.params.parse(given)
  const subject = subjectOf(access)
  const results = await measuredOnce(retrieval, subject, await listed(retrieval, subject, params))
  const reduction = retrieval.reduce(results, params, ['0.95'])
  const value = (name: string) => (reduction.quantities[name] as Estimate | null)?.value
  const list = (name: string) => reduction.quantities[name] as readonly Record<string, Quantity>[]
  return { ...reduction, results, value, list, detail: reduction.detail as Record<string, unknown> }
}
const codes = async (access: unknown) =>
  (await retrieval.check(subjectOf(access), retrieval.params.parse({}))).map((p) => [p.code, p.place?.line])

const random = pcg32(6n)
const many = Array.from({ length: 1500 }, (_, q) => ({
  q: `q${q}`,
  size: 2 + random.below(8),
  total: 1 + random.below(3),
}))
const manyLines = many.flatMap(({ q, size, total }) => {
  let found = 0
  return Array.from({ length: size }, (_, i) => {
    const relevant = found < total && random.below(3) === 0 ? 1 : 0
    found += relevant
    return [q, `i${i}`, random.below(5), relevant]
  })
})

conformance('recognition/retrieval', async () => ({
  instrument: retrieval,
  subject: subjectOf({
    results: csv('query,item,score,relevant', manyLines),
    relevant: csv(
      'query,relevant,stratum',
      many.map(({ q, total }, i) => [q, total, i % 2 ? 'day' : 'night']),
    ),
  }),
  params: { ties: 'mid' },
}))

// a: hits 1 1 0 1 0 0 1 with five relevant items, .664286; b: first at rank 2, 1/2; c: nothing returned
const seven = [1, 1, 0, 1, 0, 0, 1].map((relevant, i) => ['a', `i${i}`, i + 1, relevant])
const lists = [...seven, ['b', 'x', 1, 0], ['b', 'y', 2, 1]]
const counts = [
  ['a', 5, 'x'],
  ['b', 1, 'y'],
  ['c', 2, 'y'],
  ['d', 0, 'y'],
]

describe('golden lists', () => {
  test('average precision over all relevant items, and a query without results is a miss', async () => {
    const got = await scored({
      results: csv('查询,条目,位次,相关', lists),
      relevant: csv('查询,相关数,分层', counts),
    })
    expect(Number(got.value('map'))).toBeCloseTo((0.664285714286 + 0.5 + 0) / 3, 10)
    expect([got.value('rank1'), got.value('rank5')]).toEqual(['1/3', '2/3'])
    expect(got.quantities).toMatchObject({ queries: 3, withoutResults: 1, withoutRelevant: 1, refusedLines: 0 })
    expect(got.list('strata')).toMatchObject([
      { stratum: 'x', queries: 1, rank1: { value: '1/1' } },
      { stratum: 'y', queries: 2, map: { value: '0.25' } },
    ])
    expect(got.pictures!.map((p) => p.kind)).toEqual(['curve', 'bars'])
  })

  test('the same from a list of relevant items; what the list of results lacks was not found', async () => {
    const relevant = csv('query,item', [
      ...['i0', 'i1', 'i3', 'i6', 'beyond'].map((i) => ['a', i]),
      ['b', 'y'],
      ['c', 'p'],
      ['c', 'q'],
    ])
    const plain = csv(
      'query,item,rank',
      lists.map((r) => r.slice(0, 3)),
    )
    for (const results of [plain, csv('query,item,rank,relevant', lists)]) {
      const got = await scored({ results, relevant })
      expect(Number(got.value('map'))).toBeCloseTo((0.664285714286 + 0.5) / 3, 10)
    }
  })

  test('ties by the rule that is named; all of them in the detail', async () => {
    const access = {
      results: csv('query,item,score,relevant', [
        ['a', 'x', 1, 1],
        ['a', 'y', 1, 0],
        ['a', 'z', 1, 0],
      ]),
      relevant: csv('query,relevant', [['a', 1]]),
    }
    const got = await scored(access)
    expect(got.value('rank1')).toBe('0/1')
    expect((await scored(access, { ties: 'optimistic' })).value('rank1')).toBe('1/1')
    // 1, 1/2 and 1/3 with one chance in three each
    expect(got.detail['mapByTies']).toEqual({
      pessimistic: '0.333333333333',
      optimistic: '1',
      mid: '0.611111111111',
    })
  })

  test('an item without a score was not retrieved', async () => {
    const got = await scored({
      results: csv('query,item,score,relevant', [
        ['a', 'x', '', 1],
        ['a', 'y', 0.5, 0],
      ]),
      relevant: csv('query,relevant', [['a', 1]]),
    })
    expect([got.value('map'), got.detail['withoutScore']]).toEqual(['0', 1])
  })
})

describe('bounds', () => {
  test('only perfect lists are not certainty', async () => {
    const queries = Array.from({ length: 60 }, (_, i) => `q${i}`)
    const got = await scored({
      results: csv(
        'query,item,rank,relevant',
        queries.map((q) => [q, 'x', 1, 1]),
      ),
      relevant: csv(
        'query,relevant',
        queries.map((q) => [q, 1]),
      ),
    })
    const lower = Number((got.quantities['map'] as Estimate).bounds![0]!.lower)
    expect(lower).toBeGreaterThan(0.94)
    expect(lower).toBeLessThan(0.96)
  })

  test('the order of lines means nothing', async () => {
    const of = (results: (string | number)[][], relevant: (string | number)[][]) =>
      scored({ results: csv('query,item,rank,relevant', results), relevant: csv('query,relevant,stratum', relevant) })
    const [one, other] = [await of(lists, counts), await of([...lists].reverse(), [...counts].reverse())]
    expect(canonicalText(one.quantities)).toBe(canonicalText(other.quantities))
  })
})

describe('malformed', () => {
  test('lines are refused with their place', async () => {
    const access = {
      results: csv('query,item,rank,relevant', [
        ['a', 'x', 1, 1],
        ['a', 'x', 2, 0],
        ['a', 'y', 0, 1],
        ['a', 'z', 2, 'yes'],
        ['a', 'w', 3, 1],
        ['', 'w', 3, 1],
      ]),
      relevant: csv('query,relevant', [
        ['a', 1],
        ['a', 2],
        ['b', -1],
        ['c', 'many'],
      ]),
    }
    expect(await codes(access)).toEqual([3, 4, 5, 3, 4, 5, 6, 7].map((line) => ['recognition-line', line]))
    expect((await scored(access)).quantities).toMatchObject({ refusedLines: 8, queries: 1 })
  })

  test('a mark that says otherwise than the list of relevant items is refused', async () => {
    const access = {
      results: csv('query,item,rank,relevant', [
        ['a', 'x', 1, 1],
        ['a', 'y', 2, 1],
      ]),
      relevant: csv('query,item', [
        ['a', 'y'],
        ['a', 'y'],
      ]),
    }
    const got = await scored(access)
    expect(got.quantities['refusedLines']).toBe(2)
    expect(got.value('map')).toBe('1')
  })

  test('queries that nobody asked are said', async () => {
    const got = {
      results: csv('query,item,rank,relevant', [['x', 'y', 1, 1]]),
      relevant: csv('query,relevant', [['a', 1]]),
    }
    expect(await codes(got)).toEqual([['retrieval-extra', undefined]])
  })

  test.each([
    [{}, 'retrieval-access'],
    [{ results: 'no.csv', relevant: 'no.csv' }, 'recognition-file-missing'],
  ])('%j', async (access, code) => {
    expect((await codes(access))[0]![0]).toBe(code)
  })

  test('lists without any order', async () => {
    const access = { results: csv('query,item', [['a', 'x']]), relevant: csv('query,item', [['a', 'x']]) }
    expect(await codes(access)).toEqual([['retrieval-no-order', undefined]])
  })

  test('nothing relevant, nothing known', async () => {
    expect(await codes({ results: csv('query,item,rank', []), relevant: csv('query,relevant', []) })).toEqual([
      ['retrieval-nothing', undefined],
    ])
    const none = await scored({ results: csv('query,item,rank', []), relevant: csv('query,relevant', [['a', 0]]) })
    expect(none.quantities).toMatchObject({ map: null, rank1: null, queries: 0, withoutRelevant: 1 })
  })
})
