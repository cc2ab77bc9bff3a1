import { describe, expect, test } from 'vitest'
import { framework, mapping, requirement, setOf } from '../fixtures/named.ts'
import type { MappingSet } from '../mapping.ts'
import { titleLikeness } from '../titles.ts'
import { lint } from './lint.ts'
import type { LintOptions } from './told.ts'

const a = framework(
  'a',
  requirement('1'),
  requirement('2', { title: { zh: '运行与监测', en: 'Operation and monitoring' } }),
  requirement('3', { testable: false }),
)
const b = framework(
  'b',
  requirement('x'),
  requirement('y'),
  requirement('y.1', { parent: 'y' }),
  requirement('y.2', { parent: 'y' }),
)
const c = framework('c', requirement('z'))
const found = (sets: readonly MappingSet[], options?: LintOptions) =>
  lint([a, b, c], sets, options).map((l) => [
    l.rule,
    l.set,
    l.mapping,
    ...(l.others?.map((o) => `${o.set}/${o.mapping}`) ?? []),
  ])

describe('lint of mappings', () => {
  test('nothing to say of what is in order', () => {
    expect(found([setOf('a', 'b', ['1', 'superset', 'x'], ['2', 'intersects', 'y'])])).toEqual([])
  })

  test('X1: an id that the framework does not have, on either side', () => {
    expect(found([setOf('a', 'b', ['9', 'equal', 'x'], ['1', 'equal', 'q'], [['1', '8'], 'equal', 'x'])])).toEqual([
      ['X1', 'a-b', '0'],
      ['X1', 'a-b', '1'],
      ['X1', 'a-b', '2'],
    ])
  })

  test('X2: a title that is not that of the requirement, in neither language', () => {
    const carrying = (source: string) => [
      { ...setOf('a', 'b'), mappings: [mapping('0', '2', 'intersects', 'x', { titles: { source } })] },
    ]
    expect(found(carrying('AI system testing'))).toEqual([['X2', 'a-b', '0']])
    expect(found(carrying('Monitoring and operation of AI systems'))).toEqual([])
    expect(found(carrying('运行和监测'))).toEqual([])
  })

  test('X3: what can be tested is not equal to what cannot', () => {
    expect(found([setOf('a', 'b', ['3', 'equal', 'x'], ['3', 'intersects', 'y'])])).toEqual([['X3', 'a-b', '0']])
  })

  test('X4: two relations of one pair; in sets of their own too', () => {
    const other = { ...setOf('a', 'b', ['1', 'equal', 'x']), id: 'other' }
    expect(found([setOf('a', 'b', ['1', 'subset', 'x'], ['1', 'superset', 'x']), other])).toEqual([
      ['X4', 'a-b', '1', 'a-b/0'],
      ['X4', 'other', '0', 'a-b/0'],
    ])
  })

  test('X5: there and back do not go together', () => {
    expect(
      found([
        setOf('a', 'b', ['1', 'subset', 'x'], ['2', 'subset', 'y']),
        setOf('b', 'a', ['x', 'subset', '1'], ['y', 'superset', '2']),
      ]),
    ).toEqual([['X5', 'b-a', '0', 'a-b/0']])
  })

  test('X6: three rows that cannot all be true', () => {
    expect(
      found([
        setOf('a', 'b', ['1', 'equal', 'x']),
        setOf('b', 'c', ['x', 'superset', 'z']),
        setOf('a', 'c', ['1', 'none', 'z']),
      ]),
    ).toEqual([['X6', 'a-b', '0', 'b-c/0', 'a-c/0']])
  })

  test('X7: to the whole as to none of its parts', () => {
    const all = (whole: 'subset' | 'intersects') =>
      found([setOf('a', 'b', ['1', whole, 'y'], ['1', 'intersects', 'y.1'], ['1', 'intersects', 'y.2'])])
    expect(all('subset')).toEqual([['X7', 'a-b', '0', 'a-b/1', 'a-b/2']])
    expect(all('intersects')).toEqual([])
  })

  test('X8: a strength that is off the scale or does not fit', () => {
    const strong = (relation: 'none' | 'subset', strength: number) =>
      found([{ ...setOf('a', 'b'), mappings: [mapping('0', '1', relation, 'x', { strength })] }]).length
    expect([
      strong('subset', 11),
      strong('subset', 0),
      strong('none', 5),
      strong('subset', -1),
      strong('subset', Number.NaN),
    ]).toEqual([1, 1, 1, 1, 1])
    expect([strong('subset', 10), strong('none', 0), strong('subset', 3)]).toEqual([0, 0, 0])
  })

  test('X9: no relation, and one', () => {
    expect(
      found([setOf('a', 'b', ['1', 'none', '*'], ['1', 'subset', 'x'], ['2', 'none', 'x'], ['2', 'subset', 'y'])]),
    ).toEqual([
      ['X9', 'a-b', '0', 'a-b/1'],
      ['X10', 'a-b', '0'],
    ])
  })

  test('X11: approved rows that nobody may see', () => {
    expect(found([{ ...setOf('a', 'b', ['1', 'subset', 'x']), publishable: false }])).toEqual([
      ['X11', 'a-b', undefined],
    ])
  })

  test('X12: changed since', () => {
    expect(found([setOf('a', 'b', ['1', 'subset', 'x'], ['2', 'subset', 'y'])], { changed: new Set(['b#y']) })).toEqual(
      [['X12', 'a-b', '1']],
    )
  })
})

test('likeness of titles: whatever the order, in both scripts', () => {
  expect(titleLikeness('Data quality for AI', 'AI data quality')).toBe(1)
  expect(titleLikeness('AI 数据质量', '数据质量')).toBe(1)
  expect(titleLikeness('', 'x')).toBe(0)
  expect(titleLikeness('Human oversight', 'Logging')).toBeLessThan(0.55)
})
