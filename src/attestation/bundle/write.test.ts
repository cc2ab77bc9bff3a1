import { inflateRawSync, crc32 as nodeCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../language/canonical.ts'
import type { ProblemError } from '../../language/problem.ts'
import { crc32 } from './crc32.ts'
import { readBundle } from './read.ts'
import { writeBundle } from './write.ts'

const segment = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_准绳é'), minLength: 1, maxLength: 6 })
const name = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .map((parts) => `f-${parts.join('/f-')}.x`.normalize('NFC'))
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.tuple(fc.nat(255), fc.nat(70_000)).map(([byte, size]) => new Uint8Array(size).fill(byte)),
)
const files = fc
  .uniqueArray(fc.tuple(name, content), { selector: ([n]) => n.toLowerCase(), maxLength: 8 })
  .map((entries) => new Map(entries))

describe('bundle', () => {
  it('comes back as it was written, sorted by name', () => {
    fc.assert(
      fc.property(files, (map) => {
        const read = readBundle(writeBundle(map))
        expect(read.ok && [...read.value.keys()]).toEqual([...map.keys()].sort())
        expect(read.ok && [...map].every(([n, bytes]) => Buffer.compare(read.value.get(n)!, bytes) === 0)).toBe(true)
      }),
    )
  })

  it('is the same bytes for the same files, in whatever order they came', () => {
    fc.assert(
      fc.property(files, (map) => {
        expect(sha256Hex(writeBundle(new Map([...map].reverse())))).toBe(sha256Hex(writeBundle(map)))
      }),
      { numRuns: 30 },
    )
  })

  it('is the same bytes in every time zone', () => {
    const before = process.env['TZ']
    try {
      const inZone = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'].map((zone) => {
        process.env['TZ'] = zone
        return sha256Hex(writeBundle(new Map([['a', new Uint8Array(99)]])))
      })
      expect(new Set(inZone).size).toBe(1)
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it('has the bytes it had before: a change here is a change of the format', () => {
    const text = new TextEncoder().encode('准绳 plumbline '.repeat(50))
    const bytes = writeBundle(
      new Map([
        ['report.zh.html', text],
        ['evidence/empty', new Uint8Array()],
      ]),
    )
    expect(sha256Hex(bytes)).toBe('ddd380eca6b8004d6e8084c8fb7cde176922aa80a3feca212a082fab2f662c71')
  })

  it.each([
    ['../x', 'bundle-name-traversal'],
    ['/x', 'bundle-name-absolute'],
    ['a\\b', 'bundle-name-backslash'],
    ['C:x', 'bundle-name-drive'],
    ['a\0', 'bundle-name-nul'],
    ['a/', 'bundle-folder-entry'],
    ['a//b', 'bundle-name-empty'],
    ['', 'bundle-name-empty'],
    ['e\u0301', 'bundle-name-encoding'],
    ['\ud800', 'bundle-name-encoding'],
    ['nul.txt', 'bundle-name-reserved'],
    ['a\u202eb', 'bundle-name-reserved'],
    ['x. ', 'bundle-name-reserved'],
    ['n'.repeat(513), 'bundle-name-long'],
  ])('does not write the name %j', (bad, code) => {
    try {
      writeBundle(new Map([[bad, new Uint8Array()]]))
      expect.unreachable()
    } catch (error) {
      expect((error as ProblemError).problems[0]?.code).toBe(code)
    }
  })

  it('does not write names that clash', () => {
    const write =
      (...list: string[]) =>
      () =>
        writeBundle(new Map(list.map((n) => [n, new Uint8Array()])))
    expect(write('A', 'a')).toThrow(/bundle-name-case/)
    expect(write('a', 'a/b')).toThrow(/bundle-name-conflict/)
    expect(write('a', 'b')).not.toThrow()
  })

  it('checksums as Node does', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === nodeCrc32(bytes)))
  })

  it('holds deflate data that zlib unpacks', () => {
    const text = new TextEncoder().encode('准绳 '.repeat(1000))
    const bytes = writeBundle(new Map([['a', text]]))
    const packed = new DataView(bytes.buffer).getUint32(18, true)
    expect(new Uint8Array(inflateRawSync(bytes.subarray(31, 31 + packed)))).toEqual(text)
    expect(packed).toBeLessThan(200)
  })
})
