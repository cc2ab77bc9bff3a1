import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { BundleLimits } from '../../src/attestation/bundle/limits.ts'
import { readBundle } from '../../src/attestation/bundle/read.ts'
import { refusals } from '../../src/attestation/bundle/refusals.ts'
import { writeBundle } from '../../src/attestation/bundle/write.ts'
import { type RawArchive, type RawEntry, type RawFields, rawZip } from './raw-zip.ts'

const small: BundleLimits = { bytes: 2 ** 20, entries: 20, entryBytes: 2 ** 16, totalBytes: 2 ** 17 }
const text = (s: string) => new TextEncoder().encode(s)
const a: RawEntry = { name: 'a.json', content: '{"a":1}' }
const b: RawEntry = { name: 'b.json', content: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbb', deflate: true }
const named = (name: string | Uint8Array): RawArchive => ({ entries: [{ ...a, name }] })
const with_ = (both: Partial<RawFields>): RawArchive => ({ entries: [{ ...a, both }] })
const zeros = new Uint8Array(2 ** 24)
const bomb = new Uint8Array(deflateRawSync(zeros, { level: 9 }))
const seen = new Set<string>()

function codeOf(bytes: Uint8Array, limits = small): string {
  const outcome = readBundle(bytes, limits)
  if (outcome.ok) return 'taken'
  const code = outcome.problems[0]!.code
  seen.add(code)
  return code
}

describe('hostile archives', () => {
  it('the raw writer can be honest: what it writes is then taken', () => {
    expect(codeOf(rawZip({ entries: [a, b], seal: true }))).toBe('taken')
    const files = new Map([['a.json', text('{"a":1}')]])
    expect(rawZip({ entries: [a], seal: true })).toEqual(writeBundle(files))
  })

  it.each<[string, string, RawArchive]>([
    ['..', 'bundle-name-traversal', named('../a')],
    ['.. inside', 'bundle-name-traversal', named('x/../../a')],
    ['.', 'bundle-name-traversal', named('./a')],
    ['an absolute name', 'bundle-name-absolute', named('/etc/passwd')],
    ['a backslash', 'bundle-name-backslash', named('..\\a')],
    ['a drive letter', 'bundle-name-drive', named('C:/a')],
    ['an alternate stream', 'bundle-name-drive', named('a:b')],
    ['NUL in a name', 'bundle-name-nul', named('a.json\0.exe')],
    ['no name', 'bundle-name-empty', named('')],
    ['an empty segment', 'bundle-name-empty', named('a//b')],
    ['a folder', 'bundle-folder-entry', named('a/')],
    ['a folder by attribute', 'bundle-folder-entry', { entries: [{ ...a, central: { attributes: 0x10 } }] }],
    ['a device of Windows', 'bundle-name-reserved', named('x/NUL.txt')],
    ['a trailing dot', 'bundle-name-reserved', named('a.')],
    ['a control character', 'bundle-name-reserved', named('a\u0007')],
    ['text running right to left', 'bundle-name-reserved', named('a\u202egpj.exe')],
    ['bytes that are not UTF-8', 'bundle-name-encoding', named(Uint8Array.of(0x61, 0xff))],
    ['overlong UTF-8 for a slash', 'bundle-name-encoding', named(Uint8Array.of(0x2e, 0x2e, 0xc0, 0xaf, 0x61))],
    ['a name that is not NFC', 'bundle-name-encoding', named('e\u0301')],
    ['a very long name', 'bundle-name-long', named('n'.repeat(600))],
    ['two equal names', 'bundle-name-duplicate', { entries: [a, a] }],
    ['names equal but for case', 'bundle-name-case', { entries: [{ ...a, name: 'A.json' }, a] }],
    [
      'names equal but for case beyond ASCII',
      'bundle-name-case',
      {
        entries: [
          { ...a, name: 'É' },
          { ...a, name: 'é' },
        ],
      },
    ],
    [
      'a file that is also a folder',
      'bundle-name-conflict',
      {
        entries: [
          { ...a, name: 'x' },
          { ...a, name: 'x/y' },
        ],
      },
    ],
    ['a symbolic link', 'bundle-symlink', { entries: [{ ...a, central: { attributes: 0xa1ff0000 } }] }],
    ['an encrypted entry', 'bundle-encrypted', with_({ flags: 0x0801 })],
    ['strong encryption', 'bundle-encrypted', with_({ flags: 0x0840 })],
    ['encryption in the local header only', 'bundle-encrypted', { entries: [{ ...a, local: { flags: 0x0801 } }] }],
    ['LZMA', 'bundle-method', with_({ method: 14 })],
    ['ZIP64 sizes', 'bundle-zip64', with_({ size: 0xffffffff })],
    ['an entry on another disk', 'bundle-zip64', { entries: [{ ...a, central: { disk: 1 } }] }],
    ['a split archive', 'bundle-zip64', { entries: [a], end: { disk: 1 } }],
    ['a ZIP64 count', 'bundle-zip64', { entries: [a], end: { count: 0xffff, countHere: 0xffff } }],
    [
      'more entries than allowed',
      'bundle-too-many-entries',
      { entries: Array.from({ length: 21 }, (_, i) => ({ ...a, name: `n${i}` })) },
    ],
    [
      'a count of entries that is too high',
      'bundle-directory-broken',
      { entries: [a], end: { count: 2, countHere: 2 } },
    ],
    [
      'a count of entries that is too low',
      'bundle-directory-broken',
      { entries: [a, b], end: { count: 1, countHere: 1 } },
    ],
    ['two counts that differ', 'bundle-directory-broken', { entries: [a, b], end: { countHere: 1 } }],
    ['a directory beyond the end', 'bundle-directory-broken', { entries: [a], end: { start: 5000 } }],
    ['a program in front', 'bundle-leading-bytes', { entries: [a], before: text('#!/bin/sh\n') }],
    [
      'bytes in front that the directory knows of',
      'bundle-leading-bytes',
      { entries: [{ ...a, hiddenBefore: text('MZ') }] },
    ],
    ['bytes behind', 'bundle-trailing-bytes', { entries: [a], after: text('more') }],
    ['a second archive behind', 'bundle-leading-bytes', { entries: [a], after: rawZip({ entries: [b] }) }],
    ['bytes between entries', 'bundle-gap', { entries: [a, { ...b, hiddenBefore: text('hidden') }] }],
    ['two entries sharing data', 'bundle-overlap', { entries: [a, { ...a, name: 'b.json', offset: 0, absent: true }] }],
    [
      'an entry inside another',
      'bundle-overlap',
      {
        entries: [
          { name: 'a', packed: rawZip({ entries: [b] }) },
          { ...b, name: 'b', offset: 31, absent: true },
        ],
      },
    ],
    ['data that runs into the directory', 'bundle-overlap', with_({ packedSize: 60, size: 60 })],
    [
      'another name in the local header',
      'bundle-header-mismatch',
      { entries: [{ ...a, local: { name: text('z.json') } }] },
    ],
    ['another size in the local header', 'bundle-header-mismatch', { entries: [{ ...a, local: { size: 9999 } }] }],
    ['another method in the local header', 'bundle-header-mismatch', { entries: [{ ...b, local: { method: 0 } }] }],
    ['a size above the limit', 'bundle-entry-too-large', { entries: [{ ...b, both: { size: 2 ** 17 } }] }],
    [
      'a bomb that says it is small',
      'bundle-size-lie',
      { entries: [{ name: 'x', packed: bomb, deflate: true, both: { size: 100 } }] },
    ],
    [
      'a bomb that admits it',
      'bundle-entry-too-large',
      { entries: [{ name: 'x', packed: bomb, deflate: true, both: { size: zeros.length } }] },
    ],
    [
      'many entries that together are too much',
      'bundle-total-too-large',
      { entries: ['u', 'v', 'w'].map((name) => ({ name, content: new Uint8Array(60_000), deflate: true })) },
    ],
    ['one byte more than said', 'bundle-size-lie', { entries: [{ ...b, both: { size: 27 } }] }],
    ['less data than said', 'bundle-size-lie', { entries: [{ ...b, both: { size: 99 } }] }],
    ['stored data with two sizes', 'bundle-size-lie', with_({ size: 6 })],
    ['another checksum', 'bundle-crc', with_({ crc: 1 })],
    ['broken deflate data', 'bundle-inflate', { entries: [{ ...b, packed: Uint8Array.of(7, 7, 7) }] }],
    [
      'deflate data cut short',
      'bundle-inflate',
      {
        entries: [{ ...b, packed: new Uint8Array(deflateRawSync(text('bbbbbbbbbbbbbbbbbbbbbbbbbbbb'))).slice(0, -1) }],
      },
    ],
    ['no deflate data', 'bundle-inflate', { entries: [{ name: 'x', packed: new Uint8Array(), deflate: true }] }],
    [
      'bytes hidden behind deflate data',
      'bundle-deflate-tail',
      {
        entries: [
          { ...b, packed: Buffer.concat([deflateRawSync(text('bbbbbbbbbbbbbbbbbbbbbbbbbbbb')), text('hidden')]) },
        ],
      },
    ],
    [
      'one byte hidden there',
      'bundle-deflate-tail',
      {
        entries: [
          { ...b, packed: Buffer.concat([deflateRawSync(text('bbbbbbbbbbbbbbbbbbbbbbbbbbbb')), Uint8Array.of(0)]) },
        ],
      },
    ],
    [
      'a megabyte hidden there',
      'bundle-deflate-tail',
      {
        entries: [
          {
            ...b,
            packed: Buffer.concat([deflateRawSync(text('bbbbbbbbbbbbbbbbbbbbbbbbbbbb')), new Uint8Array(500_000)]),
          },
        ],
      },
    ],
    ['a date', 'bundle-repacked', with_({ time: 0x1234 })],
    ['an extra field', 'bundle-repacked', with_({ extra: text('\x55\x54\x01\x00\x00') })],
    ['sizes after the data', 'bundle-repacked', with_({ flags: 0x0808 })],
    ['no UTF-8 flag', 'bundle-repacked', with_({ flags: 0 })],
    ['another order', 'bundle-repacked', { entries: [b, a] }],
    ['a comment', 'bundle-repacked', { entries: [a], comment: text('hello') }],
    ['no seal', 'bundle-repacked', { entries: [a, b] }],
  ])('refuse %s: %s', (_, code, archive) => {
    const sealed = {
      ...archive,
      seal: !archive.comment && !archive.after && archive.entries.length < 100 && code !== 'bundle-repacked',
    }
    expect(codeOf(rawZip(sealed))).toBe(code)
    if (code !== 'bundle-repacked') expect(codeOf(rawZip({ ...archive, seal: false }))).toBe(code)
    else if (_ !== 'no seal' && _ !== 'a comment') expect(codeOf(rawZip({ ...archive, seal: true }))).toBe(code)
  })

  it('refuses what is no archive, what was cut, what was damaged, and what is too large', () => {
    const whole = rawZip({ entries: [a, b], seal: true })
    expect(codeOf(new Uint8Array())).toBe('bundle-not-zip')
    expect(codeOf(text('hello'))).toBe('bundle-not-zip')
    for (let cut = 1; cut < whole.length; cut++) expect(codeOf(whole.subarray(0, cut))).not.toBe('taken')
    expect(codeOf(Uint8Array.from(whole, (byte, i) => (i === 31 ? byte ^ 1 : byte)))).toBe('bundle-damaged')
    expect(codeOf(new Uint8Array(small.bytes + 1))).toBe('bundle-too-large')
  })

  it('reads from the middle of a larger buffer', () => {
    const whole = rawZip({ entries: [a, b], seal: true })
    const larger = new Uint8Array(whole.length + 20)
    larger.set(whole, 7)
    expect(codeOf(larger.subarray(7, 7 + whole.length))).toBe('taken')
  })

  it('unpacks a bomb no further than it says it goes', () => {
    const giant = new Uint8Array(deflateRawSync(new Uint8Array(2 ** 28), { level: 9 }))
    const bytes = rawZip({ entries: [{ name: 'x', packed: giant, deflate: true, both: { size: 1000 } }] })
    const before = process.memoryUsage().arrayBuffers
    expect(codeOf(bytes)).toBe('bundle-size-lie')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 25)
  })

  it('says every refusal in both languages', () => {
    for (const [text, next] of Object.values(refusals) as readonly (readonly [object, object?])[])
      for (const sentence of next ? [text, next] : [text])
        expect(
          Object.values(sentence).every((s) => typeof s === 'string' && s.length > 5) && Object.keys(sentence),
        ).toEqual(['zh', 'en'])
  })

  afterAll(() => {
    expect([...seen].sort()).toEqual(Object.keys(refusals).sort())
  })
})
