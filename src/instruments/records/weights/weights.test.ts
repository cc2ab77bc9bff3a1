import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { weights } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-weights-'))
afterAll(() => rmSync(folder, { recursive: true }))
const subject: Subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { weights: '.' }, folder }
writeFileSync(join(folder, 'weights_pairs.csv'), ',功能,数据,过程\n功能,1,3,5\n数据,1/3,1,3\n过程,1/5,1/3,1\n')
writeFileSync(join(folder, 'weights_values.csv'), 'object,a,b,c\nx,1,5,0\ny,3,5,2\nz,3,5,2\n')

conformance('records/weights', async () => ({
  instrument: weights,
  subject,
  params: { method: 'ahp', table: 'pairs' },
}))

async function found(params: object) {
  const parsed = weights.params.parse(params)
  const results = await measuredOnce(weights, subject, await listed(weights, subject, parsed))
  return weights.reduce(results, parsed, ['0.95']).quantities
}

test('pairwise comparisons give weights and say whether they agree with each other', async () => {
  expect(await found({ method: 'ahp', table: 'pairs' })).toMatchObject({
    weights: [{ name: '功能' }, { name: '数据' }, { name: '过程' }],
    consistent: true,
  })
})

test('entropy weights name no consistency', async () => {
  const { weights: list, consistent } = await found({ method: 'entropy', table: 'values' })
  expect(list).toMatchObject([{ name: 'a' }, { name: 'b', weight: '0' }, { name: 'c' }])
  expect(consistent).toBe(null)
})

test.each([
  ['not square', ',a,b\na,1,2\n', 1],
  ['not reciprocal', ',a,b\na,1,2\nb,2,1\n', 1],
  ['not numbers', ',a,b\na,1,x\nb,1,1\n', 2],
  ['a name twice', ',a,a\na,1,1\na,1,1\n', 1],
])('%s: one clear problem with its line', async (_, text, line) => {
  writeFileSync(join(folder, 'weights_bad.csv'), text)
  const problems = await weights.check(subject, weights.params.parse({ method: 'ahp', table: 'bad' }))
  expect(problems.map((p) => [p.code, p.place?.line])).toEqual([['weights-table', line]])
})
