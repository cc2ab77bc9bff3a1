import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CorpusDraw, type CorpusItem } from './draw.ts'
import { readSample } from './read.ts'

function drawn(items: readonly CorpusItem[], size: number, seed = 1): CorpusItem[] {
  const draw = new CorpusDraw(size, seed)
  for (const item of items) draw.add(item)
  return draw.drawn()
}
const list = (n: number) => Array.from({ length: n }, (_, i) => ({ itemId: `i${i}`, sourceId: `s${i % 3}` }))

describe('drawing from a corpus', () => {
  test('does not depend on the order of the list, and a larger sample holds the smaller one', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(list(60), { minLength: 60 }),
        fc.integer({ min: 1, max: 59 }),
        fc.nat(),
        (items, size, seed) => {
          const some = drawn(items, size, seed)
          expect(some).toEqual(drawn(list(60), size, seed))
          expect(some.length).toBe(size)
          expect(drawn(items, size + 1, seed)).toEqual(expect.arrayContaining(some))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a list that is too short is drawn whole', () => {
    expect(drawn(list(5), 10)).toHaveLength(5)
  })

  test('every item is as likely as any other: 20 of 100, over 400 seeds', () => {
    const times = new Map<string, number>()
    for (let seed = 0; seed < 400; seed++)
      for (const { itemId } of drawn(list(100), 20, seed)) times.set(itemId, (times.get(itemId) ?? 0) + 1)
    // 80 expected, standard deviation 8; five of them
    for (const n of times.values()) expect(Math.abs(n - 80)).toBeLessThan(40)
    expect(times.size).toBe(100)
  })
})

describe('a sheet that reviewers filled in', () => {
  const source = {
    id: 'a',
    kind: 'open-source',
    language: 'zh',
    type: 'text',
    overseas: false,
    items: 100,
    before: { n: 0, bad: 0 },
    after: null,
    collected: true,
    used: true,
    documented: true,
  } as const
  const head = 'itemId,sourceId,route,label,classId,reviewer'
  const read = (rows: string) => {
    const got = readSample(`\ufeff${head}\r\n${rows}`, 'sheet.csv', [source], ['human'])
    return got.ok ? got.value.get('a') : got.problems.map((p) => [p.code, p.place?.line])
  }

  test('counts as the records do; rows without a label are open', () => {
    expect(read('1,a,human,pass,,ann\r\n2,a,人工,不合格,A.1.a,bob\r\n3,a,human,,,\r\n4,a,keyword,fail,,\r\n')).toEqual({
      used: true,
      items: 100,
      n: 2,
      bad: 1,
    })
  })

  test.each([
    ['1,b,human,pass,,\r\n', [['record-row-invalid', 2]]],
    ['1,a,human,maybe,,\r\n', [['record-row-invalid', 2]]],
    ['1,a,eye,pass,,\r\n', [['record-row-invalid', 2]]],
  ])('%j', (rows, problems) => expect(read(rows)).toEqual(problems))
})
