import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../language/problem.ts'
import { numberOf, scoreOf } from './cell.ts'
import type { Parsed } from './refusal.ts'
import { Source } from './source.ts'
import { readTable } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-table-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const columns = {
  id: { names: ['id', '编号'] },
  score: { names: ['score', '分数'] },
  group: { names: ['group', '组'], optional: true },
} as const

type Read = readonly [id: string, score: number, group: string, hasGroup: boolean]

async function read(name: string, content: string | Uint8Array) {
  writeFileSync(join(folder, name), content)
  const source = new Source(folder, 'table')
  const rows: Read[] = []
  for await (const { row } of readTable(source, name, columns, (row): Parsed<{ row: Read }> => {
    const score = scoreOf(row.cell('score'))
    if (score === undefined) return { expected: 'score: a number', got: row.cell('score') }
    return { row: [row.cell('id'), score, row.cell('group'), row.has('group')] as const }
  }))
    rows.push(row)
  return { rows, ...source.reading() }
}

const code = (name: string, content: string | Uint8Array) =>
  read(name, content).then(
    () => 'read',
    (e: unknown) => (e instanceof ProblemError ? e.problems[0]!.code : String(e)),
  )

describe('one table in many forms', () => {
  const expected = [
    ['a', 0.5, 'x, y', true],
    ['b', Number.NaN, '', true],
    ['丙', -1e-3, 'z', true],
  ]
  const csv = 'ID,other,分数,Group\na,1,0.5,"x, y"\n\nb,2,NaN,\n丙,3,-1e-3,z\n'
  const forms: readonly (readonly [string, string | Uint8Array])[] = [
    ['t.csv', csv],
    ['crlf.csv', `\uFEFF${csv.replaceAll('\n', '\r\n')}`],
    ['packed.csv.gz', gzipSync(csv)],
    ['t.tsv', 'group\tid\tscore\nx, y\ta\t0.5\n\tb\tnan\nz\t丙\t-1e-3'],
    [
      't.jsonl',
      '{"id":"a","score":0.5,"group":"x, y"}\n{"id":"b","score":"NaN","group":""}\n\n{"score":-0.001,"group":"z","id":"丙"}\n',
    ],
    [
      't.parquet',
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: 'id', data: ['a', 'b', '丙'], type: 'STRING' },
            { name: 'score', data: [0.5, Number.NaN, -1e-3], type: 'DOUBLE' },
            { name: 'group', data: ['x, y', '', 'z'], type: 'STRING' },
          ],
        }),
      ),
    ],
  ]
  test.each(forms)('%s', async (name, content) => {
    const { rows, refused, files } = await read(name, content)
    expect(rows).toEqual(expected)
    expect(refused).toBe(0)
    expect(files).toEqual([{ file: name, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  })

  test('a Parquet file of several row groups is read whole, in its order', async () => {
    const ids = Array.from({ length: 2500 }, (_, i) => `r${i}`)
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: ids, type: 'STRING' },
        { name: 'score', data: ids.map((_, i) => i / 7), type: 'DOUBLE' },
      ],
      rowGroupSize: 400,
    })
    const { rows } = await read('groups.parquet', new Uint8Array(bytes))
    expect(rows.map((r) => r[0])).toEqual(ids)
    expect(rows[2499]![1]).toBe(2499 / 7)
  })

  test('any table of texts comes back from CSV as it was written', async () => {
    const cell = fc.string({ maxLength: 12 }).map((s) => s.replaceAll('\r', ' ').trim())
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quoted = rows.map(([id, group]) =>
          [`"a${id.replaceAll('"', '""')}"`, '1', `"${group.replaceAll('"', '""')}"`].join(','),
        )
        const got = await read('any.csv', `id,score,group\n${quoted.join('\n')}\n`)
        expect(got.rows.map(([id, , group]) => [id, group])).toEqual(
          rows.map(([id, group]) => [`a${id}`.trim(), group]),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is not as it should be', () => {
  test('a row that cannot be read is refused with its line, and the others are read', async () => {
    const { rows, refused, refusals } = await read('bad.csv', 'id,score\na,1\nb,one\nc\n"d",2\n')
    expect(rows.map(([id]) => id)).toEqual(['a', 'd'])
    expect(refused).toBe(2)
    expect(refusals).toEqual([
      { file: 'bad.csv', line: 3, expected: 'score: a number', got: 'one' },
      { file: 'bad.csv', line: 4, expected: '2 columns', got: 'c' },
    ])
  })

  test('JSON without a value is not an empty text', async () => {
    const { rows } = await read('null.jsonl', '{"id":"a","score":1,"group":null}\n{"id":"b","score":1,"group":""}')
    expect(rows.map((r) => r[3])).toEqual([false, true])
  })

  test.each([
    ['lacks.csv', 'id,group\na,b\n', 'recognition-columns'],
    ['nothing.csv', '', 'recognition-columns'],
    ['open.csv', 'id,score\n"a,1\n', 'recognition-quote-open'],
    ['false.parquet', 'PAR1 this is none PAR1', 'recognition-file-unreadable'],
    ['torn.csv.gz', gzipSync('id,score\na,1\n').subarray(0, 12), 'recognition-file-unreadable'],
  ])('%s', async (name, content, expected) => {
    expect(await code(name, content)).toBe(expected)
  })

  test('keys of an object that mean something to JavaScript mean nothing here', async () => {
    const { rows } = await read('proto.jsonl', '{"id":"a","score":1,"__proto__":{"group":"x"}}')
    expect(rows).toEqual([['a', 1, '', false]])
  })

  test('numbers', () => {
    expect(['1', '+.5', '1e-3', '1.', '-0', '0x1', '1e999', 'Infinity', '1,5', ''].map(numberOf)).toEqual([
      ...[1, 0.5, 0.001, 1, -0],
      ...[undefined, undefined, undefined, undefined, undefined],
    ])
  })
})
