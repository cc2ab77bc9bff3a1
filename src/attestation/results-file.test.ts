import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ResultLine } from './layout.ts'
import { readResults, writeResults } from './results-file.ts'

const line = fc
  .record({ id: fc.string({ unit: 'grapheme' }), result: fc.jsonValue() })
  .map(({ id, result }): ResultLine => ({ id, ok: true, result: JSON.parse(JSON.stringify(result)) }))

const bytes = (text: string) => new TextEncoder().encode(text)

describe('results file', () => {
  it('comes back sorted by id, whatever order it went in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: (l) => l.id }), (lines) => {
        const file = writeResults(lines)
        expect(writeResults([...lines].reverse())).toEqual(file)
        const read = readResults(file, 'results/x.jsonl')
        expect(read.ok && writeResults(read.value)).toEqual(file)
        expect(read.ok && read.value.length).toBe(lines.length)
      }),
    )
  })

  it.each([
    ['a cut line', '{"id":"a","ok":true,"result":1}', 'results-cut', 1],
    ['a repeated id', '{"id":"a","ok":true,"result":1}\n{"id":"a","ok":true,"result":2}\n', 'results-order', 2],
    ['another order', '{"id":"b","ok":true,"result":1}\n{"id":"a","ok":true,"result":2}\n', 'results-order', 2],
    ['white space', '{"id": "a","ok":true,"result":1}\n', 'json-not-canonical', 1],
    ['a repeated key', '{"id":"a","ok":true,"result":1,"result":2}\n', 'json-not-canonical', 1],
    ['an empty line', '\n', 'json-syntax', 1],
    ['no result', '{"error":{},"id":"a","ok":true}\n', 'json-shape', 1],
    ['both', '{"error":{},"id":"a","ok":false,"result":1}\n', 'json-shape', 1],
    ['a byte order mark', '\ufeff{"id":"a","ok":true,"result":1}\n', 'json-syntax', 1],
  ])('refuses %s', (_, text, code, at) => {
    const read = readResults(bytes(text), 'results/x.jsonl')
    expect(read).toMatchObject({ ok: false, problems: [{ code, place: { file: 'results/x.jsonl', line: at } }] })
  })

  it('refuses what is not UTF-8', () => {
    expect(readResults(Uint8Array.of(0x22, 0xff, 0x22, 10), 'r')).toMatchObject({
      ok: false,
      problems: [{ code: 'json-not-utf8' }],
    })
  })
})
