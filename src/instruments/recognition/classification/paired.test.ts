import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import { classification } from './index.ts'
import type { ClassificationResult } from './params.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-classification-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A table's rows as pairs for a comparison, by id, and the accuracy beside them. */
async function pairs(
  lines: readonly string[],
  labels: 'one' | 'several' = 'one',
  alter = (r: ClassificationResult) => r,
) {
  writeFileSync(join(folder, 't.csv'), `${lines.join('\n')}\n`)
  const params = classification.params.parse({})
  const access = { classification: { table: 't.csv', labels } }
  const subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access, folder }
  const measured = await measuredOnce(classification, subject, await listed(classification, subject, params))
  const results = measured.map(({ id, result }) => ({ id, result: alter(result) }))
  const [accuracy, ...more] = classification.paired!(results, params)
  expect(more).toEqual([])
  const { value } = classification.reduce(results, params, []).quantities['accuracy'] as Estimate
  const items = [...accuracy!.items].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { quantity: accuracy!, items: items.map((i) => [i.id, i.counted]), asked: items.map((i) => i.asked), value }
}

describe('rows of a classifier, to be compared with those of another', () => {
  test('each row right or wrong, as the accuracy counts it; a missing prediction is wrong', async () => {
    const got = await pairs(['id,y_true,y_pred', 'c,x,x', 'a,x,y', 'b,y,', 'd,y,y'])
    expect(got.quantity).toMatchObject({ quantity: 'accuracy', better: 'higher', kind: 'yes-no' })
    expect(got.items).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
      ['d', 1],
    ])
    expect(got.value).toBe('2/4')
  })

  test('the order in which rows are sorted for the reduction keeps each to its id, over many parts', async () => {
    const n = 2500
    const rows = Array.from({ length: n }, (_, i) => `r${i},${i % 3 ? 'x' : 'y'},${(i * 7919) % n},${i % 5 ? 1 : 9999}`)
    const got = await pairs(['id,y_true,score_x,score_y', ...rows])
    const right = (i: number) => {
      const [x, y] = [(i * 7919) % n, i % 5 ? 1 : 9999]
      return Number(x >= y === (i % 3 !== 0))
    }
    expect(Object.fromEntries(got.items)).toEqual(Object.fromEntries(rows.map((_, i) => [`r${i}`, right(i)])))
    expect(got.value).toBe(`${rows.filter((_, i) => right(i)).length}/${n}`)
  })

  test('what is asked is the truth alone: another prediction or another set of classes leaves it as it is', async () => {
    const one = await pairs(['id,y_true,y_pred', 'a,x,x', 'b,y,y'])
    const other = await pairs(['id,y_true,y_pred', 'a,x,before', 'b,z,y'])
    expect(one.asked[0]).toBe(other.asked[0])
    expect(one.asked[1]).not.toBe(other.asked[1])
  })

  test('sets of labels are right as a whole, the empty one too, and what stands between labels makes no two sets alike', async () => {
    const got = await pairs(['id,y_true,y_pred', 'a,p|q,q|p', 'b,p|q,p', 'c,"p,q",p|q', 'd,,'], 'several')
    expect(got.items).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 0],
      ['d', 1],
    ])
    expect(got.asked[0]).not.toBe(got.asked[2])
  })

  test('results kept without ids are read, and give no pairs', async () => {
    const without = (r: ClassificationResult): ClassificationResult => {
      if (r.kind !== 'rows') return r
      const { ids, ...rest } = r
      expect(ids).toEqual(['a', 'b'])
      return rest
    }
    const got = await pairs(['id,y_true,y_pred', 'a,x,x', 'b,y,x'], 'one', without)
    expect([got.items, got.value]).toEqual([[], '1/2'])
  })
})
