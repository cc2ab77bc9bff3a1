import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce, session } from '../../conformance/session.ts'
import { SetupError, type Subject } from '../../contract.ts'
import { leakage } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-leakage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const csv = (head: string, rows: readonly (readonly string[])[]) => {
  const name = `t${files++}.csv`
  writeFileSync(join(folder, name), `${head}\n${rows.map((r) => r.join(',')).join('\n')}\n`)
  return name
}
const subjectOf = (access: unknown, at = folder): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: { leakage: access },
  folder: at,
})
async function measured(access: unknown, given: Record<string, unknown> = {}) {
  const params = leakage.params.parse(given)
  const subject = subjectOf(access)
  const results = await measuredOnce(leakage, subject, await listed(leakage, subject, params))
  const reduction = leakage.reduce(results, params, ['0.95'])
  const near = reduction.quantities['nearDuplicates'] as Estimate | null
  return { ...reduction, results, near, detail: reduction.detail as Record<string, unknown> }
}
const codes = async (access: unknown) =>
  (await leakage.check(subjectOf(access), leakage.params.parse({}))).map((p) => [p.code, p.place?.line])

const random = pcg32(12n)
const hash = () => Array.from({ length: 2 }, () => random.uint32().toString(16).padStart(8, '0')).join('')
const few = Array.from({ length: 500 }, (_, i) => [`train${i}`, hash()])
const many = Array.from({ length: 4100 }, (_, i) => [`test${i}`, i % 100 ? hash() : few[i % 500]![1]!])

const broken = async () => {
  const subject = subjectOf({ train: csv('id,hash', few), test: csv('id,hash', many.slice(0, 3)) })
  const [first] = await listed(leakage, subject, leakage.params.parse({}))
  return { subject: subjectOf({ train: 'gone.csv', test: 'gone.csv' }), items: [first!] }
}

conformance('recognition/leakage', async () => ({
  instrument: leakage,
  subject: subjectOf({ train: csv('id,hash', few), test: csv('id,hash', many) }),
  params: { distance: 3 },
  broken: await broken(),
}))

const a = '00000000ffffffff'
const sha = (x: string) => x.repeat(64)
const train = [
  ['a1', a, sha('1')],
  ['b1', '0f0f0f0f0f0f0f0f', sha('2')],
  ['a0', a, ''],
]

describe('what is like what', () => {
  test('near by hash, the same id, the same content; each test item once', async () => {
    const test_ = [
      ['t1', '80000000fffffffe', ''],
      ['t2', '800000000000ffff', ''],
      ['b1', 'ffff0000ffff0000', sha('9')],
      ['t3', '1234567812345678', sha('2')],
      ['t4', a, sha('1')],
    ]
    const got = await measured({ train: csv('id,hash,sha256', train), test: csv('编号,散列值,sha256', test_) })
    expect(got.near?.value).toBe('4/5')
    expect(Number(got.near!.bounds![0]!.upper)).toBeCloseTo(clopperPearsonUpper(4, 5, 0.95), 10)
    expect(got.quantities).toMatchObject({ testItems: 5, trainItems: 3, equalItems: 3, refusedLines: 0 })
    expect(got.detail).toMatchObject({ distance: 4, sameId: 1, sameContent: 2, byDistance: [1, 0, 1, 0, 0] })
    expect(got.detail['pairs']).toEqual([
      { test: 'b1', train: 'b1', like: 'id' },
      { test: 't1', train: 'a0', like: 2 },
      { test: 't3', train: 'b1', like: 'sha256' },
      { test: 't4', train: 'a1', like: 'sha256' },
    ])
  })

  test('the distance is the one that is declared', async () => {
    const access = { train: csv('id,hash', [['x', a]]), test: csv('id,hash', [['y', '80000000fffffffe']]) }
    expect((await measured(access, { distance: 1 })).near?.value).toBe('0/1')
    expect((await measured(access, { distance: 2 })).near?.value).toBe('1/1')
    const { results } = await measured(access, { distance: 2 })
    expect(leakage.reduce(results, leakage.params.parse({ distance: 1 }), []).quantities['nearDuplicates']).toBeNull()
  })

  test('no duplicate among a hundred items: the bound is that of the rule of three', async () => {
    const got = await measured({ train: csv('id,hash', few), test: csv('id,hash', many.slice(1, 100)) })
    expect(got.near?.value).toBe('0/99')
    expect(Number(got.near!.bounds![0]!.upper)).toBeCloseTo(1 - 0.05 ** (1 / 99), 9)
  })

  test('the order of lines means nothing, nor which table they stand in', async () => {
    const one = await measured({ train: csv('id,hash', few), test: csv('id,hash', many.slice(0, 300)) })
    const turned = [...many.slice(0, 300)].reverse()
    const other = await measured({
      train: csv('id,hash', [...few].reverse()),
      test: [csv('id,hash', turned.slice(0, 7)), csv('id,hash', turned.slice(7))],
    })
    expect(canonicalText(other.quantities)).toBe(canonicalText(one.quantities))
    expect(other.detail['pairs']).toEqual(one.detail['pairs'])
    expect(one.near?.value).toBe('3/300')
  })
})

describe('malformed', () => {
  test('lines are refused with their place, in both tables', async () => {
    const access = {
      train: csv('id,hash,sha256', [...train, ['a1', a, ''], ['c', '0x0', '']]),
      test: csv('id,hash,sha256', [
        ['t', a, ''],
        ['u', a, 'abc'],
        ['', a, ''],
        ['v', '', ''],
      ]),
    }
    expect(await codes(access)).toEqual([5, 6, 3, 4, 5].map((line) => ['recognition-line', line]))
    expect((await measured(access)).quantities).toMatchObject({ refusedLines: 5, testItems: 1, trainItems: 3 })
  })

  test.each([
    [{}, 'leakage-access'],
    [{ train: 'no.csv', test: 'no.csv' }, 'recognition-file-missing'],
    [{ train: '/etc/passwd.csv', test: 'no.csv' }, 'recognition-file-missing'],
  ])('%j', async (access, code) => {
    expect((await codes(access))[0]![0]).toBe(code)
  })

  test('nothing to compare', async () => {
    expect(await codes({ train: csv('id,hash', []), test: csv('id,hash', few) })).toEqual([
      ['leakage-nothing', undefined],
    ])
  })

  test('training items that change under the run stop it', async () => {
    const name = `t${files++}.csv.gz`
    writeFileSync(join(folder, name), gzipSync(`id,hash\nx,${a}\n`))
    const subject = subjectOf({ train: name, test: csv('id,hash', [['y', a]]) })
    const [item] = await listed(leakage, subject, leakage.params.parse({}))
    writeFileSync(join(folder, name), gzipSync(`id,hash\nz,${a}\n`))
    const { context, close } = session(subject, new AbortController().signal)
    await expect(leakage.measure(item!, context)).rejects.toThrow(SetupError)
    await close()
  })
})
