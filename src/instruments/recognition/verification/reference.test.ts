import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { verification } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-pairs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
const subjectOf = (access: unknown): Subject => ({
  id: 's',
  title: { en: 's' },
  version: '1',
  facts: {},
  access: { verification: access },
  folder,
})

async function found(access: unknown) {
  const subject = subjectOf(access)
  const params = verification.params.parse({ fmr: ['0.1'] })
  const problems = await verification.check(subject, params)
  const results = await measuredOnce(verification, subject, await listed(verification, subject, params))
  const { quantities, detail } = verification.reduce(results, params, ['0.95'])
  return {
    problems,
    quantities,
    detail: detail as Record<string, unknown>,
    fnmr: (quantities['fnmr'] as Estimate | null)?.value,
  }
}

const genuine = Array.from({ length: 8 }, (_, i) => [`a${i}`, `b${i}`, 0.9 - i * 0.01] as const)
const impostor = Array.from({ length: 40 }, (_, i) => [`a${i % 8}`, `b${(i + 1) % 8}x${i}`, 0.1 + i * 0.005] as const)
const pairs = [
  'probe_id,gallery_id,label',
  ...genuine.map(([a, b]) => `${a},${b},1`),
  ...impostor.map(([a, b]) => `${a},${b},0`),
]
put('pairs.csv', `${pairs.join('\n')}\n`)
// a list as NIST's: the enrolled first, a return code, no label
const log = (rows: readonly (readonly [string, string, number])[]) =>
  rows.map(([a, b, s]) => `${b} ${a} ${s} 0`).join('\n')
put('log.txt', `enrollTempl verifTempl simScore returnCode\n${log([...genuine, ...impostor])}\n`)
put(
  'labelled.csv',
  `label,score\n${[...genuine.map((g) => `1,${g[2]}`), ...impostor.map((i) => `0,${i[2]}`)].join('\n')}\n`,
)
put('first.txt', `enrollTempl verifTempl simScore returnCode\n${log(genuine)}\n`)
put('second.txt', `enrollTempl verifTempl simScore returnCode\n${log(impostor.slice(0, 38))}\n`)
put('third.txt', `enrollTempl verifTempl simScore returnCode\n${log([['a0', 'nobody', 0.5]])}\n`)

conformance('recognition/verification with a reference apart', async () => ({
  instrument: verification,
  subject: subjectOf({ scores: ['first.txt', 'second.txt', 'third.txt'], reference: 'pairs.csv' }),
  params: { fmr: ['0.1'] },
}))

describe('a reference apart from the scores', () => {
  test('says the same as labels beside the scores', async () => {
    const [apart, beside] = [
      await found({ scores: ['log.txt'], reference: 'pairs.csv' }),
      await found({ scores: ['labelled.csv'] }),
    ]
    expect(apart.problems).toEqual([])
    for (const name of ['fnmr', 'eer', 'genuineComparisons', 'impostorComparisons', 'failureToAcquire', 'refusedLines'])
      expect(apart.quantities[name], name).toEqual(beside.quantities[name])
  })

  test('a pair that no file scores is a failure; a score that no pair asks for is refused', async () => {
    const { quantities, detail } = await found({
      scores: ['first.txt', 'second.txt', 'third.txt'],
      reference: 'pairs.csv',
    })
    expect(quantities).toMatchObject({ genuineComparisons: 8, impostorComparisons: 40, refusedLines: 1 })
    expect((quantities['failureToAcquire'] as Estimate).value).toBe('2/48')
    expect(detail['reference']).toMatchObject({ pairs: 48, unscored: { genuine: 0, impostor: 2 } })
  })

  test('genuine pairs without a score cannot be matches', async () => {
    put('half.txt', `enrollTempl verifTempl simScore returnCode\n${log([...genuine.slice(0, 4), ...impostor])}\n`)
    expect((await found({ scores: ['half.txt'], reference: 'pairs.csv' })).fnmr).toBe('4/8')
  })

  test('rows of the reference that say nothing are refused before the run, and counted', async () => {
    put('odd.csv', `${pairs.join('\n')}\na0,b0,1\nb1,a1,1\n,b,1\nz,y,perhaps\n`)
    const { problems, quantities } = await found({ scores: ['log.txt'], reference: 'odd.csv' })
    expect(problems.map((p) => [p.code, p.severity, p.place?.line])).toEqual(
      [50, 51, 52, 53].map((line) => ['recognition-line', 'warning', line]),
    )
    expect(quantities['refusedLines']).toBe(4)
  })

  test.each([
    ['no samples named', { scores: ['labelled.csv'], reference: 'pairs.csv' }, 'scores-columns'],
    ['no reference there', { scores: ['log.txt'], reference: 'none.csv' }, 'recognition-file-missing'],
    ['a reference outside', { scores: ['log.txt'], reference: '../../../etc/passwd' }, 'recognition-file-outside'],
    ['no labels in the reference', { scores: ['log.txt'], reference: 'log.txt' }, 'recognition-columns'],
  ])('%s: one clear problem', async (_, access, code) => {
    const problems = await verification.check(subjectOf(access), verification.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
  })
})

describe('scores in Parquet', () => {
  test('say what the same scores say as CSV; null is a failure', async () => {
    const rows = [
      ...genuine.map((g) => [true, g[2]] as const),
      ...impostor.map((i) => [false, i[2]] as const),
      [true, null] as const,
    ]
    put(
      'scores.parquet',
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: 'mated', data: rows.map((r) => r[0]), type: 'BOOLEAN' },
            { name: 'score', data: rows.map((r) => r[1]), type: 'DOUBLE' },
          ],
          rowGroupSize: 10,
        }),
      ),
    )
    put('same.csv', `label,score\n${rows.map(([l, s]) => `${l ? 1 : 0},${s ?? ''}`).join('\n')}\n`)
    const [parquet, csv] = [await found({ scores: ['scores.parquet'] }), await found({ scores: ['same.csv'] })]
    expect(parquet.quantities['failureToAcquire']).toEqual(csv.quantities['failureToAcquire'])
    for (const name of ['fnmr', 'eer', 'dPrime', 'genuineComparisons', 'impostorComparisons', 'refusedLines'])
      expect(parquet.quantities[name], name).toEqual(csv.quantities[name])
  })

  test('a file that is none is one clear problem', async () => {
    put('none.parquet', 'not Parquet at all')
    const problems = await verification.check(subjectOf({ scores: ['none.parquet'] }), verification.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual(['scores-unreadable'])
  })
})
