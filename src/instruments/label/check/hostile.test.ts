import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SetupError } from '../../contract.ts'
import { docx, markdown, pdf } from './fixtures/documents.ts'
import { exif, iTXt, jpeg, png, pngChunk, riff, riffChunk, tEXt, webp, zTXt } from './fixtures/images.ts'
import { label, xmp } from './fixtures/label.ts'
import { box, freeform, id3, itunes, mp3, mp4, tones, txxx, wav } from './fixtures/media.ts'
import { implicitOutcome } from './implicit.ts'
import { look } from './look.ts'
import type { LabelItem } from './manifest.ts'
import type { Modality } from './params.ts'
import { memory } from './source.ts'

/** Seconds that one file of this test may take, on a busy machine; each takes some milliseconds. */
const BOUND = 5

async function outcome(modality: Modality, bytes: Uint8Array, file = 'a.bin', bound = BOUND): Promise<string> {
  const started = performance.now()
  const item = { id: 'a', file, path: file, modality } as LabelItem
  const said = await look(memory(bytes), item, new AbortController().signal).then(
    (result) => implicitOutcome(result, 'all'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(SetupError)
      return (error as SetupError).fault.code
    },
  )
  expect((performance.now() - started) / 1000).toBeLessThan(bound)
  return said
}

const whole: readonly (readonly [string, Modality, Buffer, string])[] = [
  ['png', 'image', png(64, 48, tEXt('AIGC', label), iTXt('XML:com.adobe.xmp', xmp())), 'a.png'],
  ['jpeg', 'image', jpeg(64, 48, { exif: exif('x', `{"AIGC":${label}}`), xmp: xmp() }), 'a.jpg'],
  ['webp', 'image', webp(64, 48, riffChunk('XMP ', xmp()), riffChunk('EXIF', exif('x', 'y'))), 'a.webp'],
  ['mp4', 'video', mp4(3, 64, 48, itunes(freeform('AIGC', label))), 'a.mp4'],
  ['wav', 'audio', wav(tones(0.1, 0.1), riffChunk('id3 ', id3(txxx('AIGC', label)))), 'a.wav'],
  ['mp3', 'audio', mp3(id3(txxx('AIGC', label))), 'a.mp3'],
  ['docx', 'document', docx({ AIGC: label }), 'a.docx'],
  ['markdown', 'text', markdown(`AIGC: '${label}'`), 'a.md'],
]
/** What a broken file may come to: a verdict on a label that was read, or a fault of the set-up; never a crash. */
const PLAIN = /^(?:valid|no-label|[a-z]+(?:-[a-z]+)+)$/

describe('files that are cut, bent or made up', () => {
  test.each(whole)('%s cut anywhere', async (_, modality, bytes, name) => {
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 80)))
      expect(await outcome(modality, bytes.subarray(0, end), name)).toMatch(PLAIN)
  })

  test('a file cut before its label is no fault of the subject', async () => {
    for (const [name, modality, bytes, file] of whole.filter(([n]) => !['mp4', 'markdown', 'mp3'].includes(n)))
      expect([name, await outcome(modality, bytes.subarray(0, 40), file)]).toEqual([name, 'label-file-broken'])
  })

  test.each(whole)('%s with bytes changed', async (_, modality, bytes, name) => {
    const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const bent = Uint8Array.from(bytes)
        for (const [at, value] of changes) bent[at] = value
        expect(await outcome(modality, bent, name)).toMatch(PLAIN)
      }),
      { numRuns: 150 },
    )
  })

  test('random bytes behind every mark', async () => {
    const marks = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      'RIFF\0\0\0\x7fWEBP',
      'RIFF\xff\xff\xff\xffWAVE',
      '\0\0\0\x10ftyp',
      'PK\x03\x04',
      'ID3\x04\0\0',
      '',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...marks),
        fc.uint8Array({ maxLength: 4096 }),
        fc.constantFrom<Modality>('image', 'video', 'audio', 'document', 'text'),
        fc.constantFrom('a.bin', 'a.md', 'a.txt'),
        async (mark, tail, modality, name) => {
          const bytes = Buffer.concat([Buffer.from(mark, 'latin1'), tail])
          expect(await outcome(modality, bytes, name)).toMatch(PLAIN)
        },
      ),
      { numRuns: 600 },
    )
  })

  test('random bytes in a PDF', async () => {
    for (const seed of [1, 2, 3]) {
      const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * seed * 31 + 7 * i) & 255))
      expect(await outcome('document', Buffer.concat([Buffer.from('%PDF-1.7\n'), noise]))).toMatch(PLAIN)
    }
    const good = pdf({ AIGC: label }, xmp())
    for (const end of [9, 60, 200, good.length - 60])
      expect(await outcome('document', good.subarray(0, end))).toMatch(PLAIN)
  })

  test.each([
    ['nothing', 'image', Buffer.alloc(0), 'a.png', 'label-file-kind'],
    ['50 MB of zeros', 'image', Buffer.alloc(50_000_000), 'a.png', 'label-file-kind'],
    ['zeros called text', 'text', Buffer.alloc(100), 'a.txt', 'label-file-kind'],
    [
      'zeros behind a mark',
      'image',
      Buffer.concat([png(1, 1).subarray(0, 8), Buffer.alloc(50_000_000)]),
      'a.png',
      'label-file-broken',
    ],
    [
      'zeros behind the mark of a movie',
      'video',
      Buffer.concat([box('ftyp', 'isom'), Buffer.alloc(50_000_000)]),
      'a.mp4',
      'no-label',
    ],
    ['text that is not UTF-8', 'text', Buffer.from([0x61, 0xff, 0xfe]), 'a.txt', 'label-text-encoding'],
    ['a picture called a video', 'video', png(4, 4), 'a.mp4', 'label-modality'],
  ] as const)('%s', async (_, modality, bytes, name, expected) => {
    expect(await outcome(modality, bytes, name)).toBe(expected)
  })

  test('declared sizes beyond the end', async () => {
    const huge = Buffer.from([0x7f, 0xff, 0xff, 0xff])
    const chunk = Buffer.concat([huge, Buffer.from('tEXtAIGC\0x')])
    expect(await outcome('image', Buffer.concat([png(4, 4).subarray(0, 33), chunk]))).toBe('label-file-broken')
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0'), Buffer.from([127, 127, 127, 127])])
    expect(await outcome('audio', tag)).toBe('label-file-broken')
    const moov = Buffer.concat([box('ftyp', 'isom'), huge, Buffer.from('moov')])
    expect(await outcome('video', moov)).toBe('label-file-broken')
    expect(await outcome('audio', Buffer.from('RIFF\xff\xff\xff\x7fWAVEfmt \xff\xff\xff\x7f', 'latin1'))).toBe(
      'label-file-broken',
    )
  })
})

describe('bombs', () => {
  const zeros = Buffer.alloc(64_000_000)
  test('64 MB in a compressed PNG text', async () => {
    expect(await outcome('image', png(4, 4, zTXt('AIGC', zeros.toString('latin1'))))).toBe('no-label')
  })

  test('64 MB in a property part', async () => {
    const bomb = docx({}, { 'docProps/custom.xml': zeros })
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await outcome('document', bomb)).toBe('no-label')
  })

  test('400 MB in the metadata stream of a PDF: its reader is stopped', async () => {
    const bomb = deflateSync(Buffer.alloc(400_000_000, 32))
    const parts = [
      '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>\nendobj\n',
      '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n',
      `3 0 obj\n<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`,
      bomb,
      '\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF',
    ]
    const file = Buffer.concat(parts.map((p) => Buffer.from(p)))
    expect(await outcome('document', file, 'a.pdf', 30)).toBe('label-file-broken')
  })

  test('a part that says it is small and is not', async () => {
    const bomb = docx({}, { 'docProps/custom.xml': zeros.subarray(0, 20_000_000) })
    const lies = Buffer.from(bomb)
    for (let at = 0; at + 28 < lies.length; at++)
      if (lies.readUInt32LE(at) === 0x02014b50 && lies.readUInt32LE(at + 24) === 20_000_000)
        lies.writeUInt32LE(100, at + 24)
    expect(await outcome('document', lies)).toMatch(/^(?:no-label|label-file-broken)$/)
  })

  test('nesting: XML, YAML, JSON, boxes', async () => {
    const deep = 30_000
    const xml = `${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}`
    expect(await outcome('image', png(4, 4, iTXt('XML:com.adobe.xmp', xml)))).toBe('no-label')
    expect(await outcome('text', markdown(`AIGC: ${'['.repeat(deep)}`), 'a.md')).toBe('no-label')
    expect(await outcome('text', markdown(`AIGC: ${'{a: '.repeat(deep / 4)}`), 'a.md')).toBe('no-label')
    expect(await outcome('image', png(4, 4, tEXt('AIGC', '['.repeat(deep))))).toBe('unreadable-label')
    expect(await outcome('image', png(4, 4, tEXt('AIGC', '{"a":'.repeat(3000))))).toBe('unreadable-label')
    let boxes = box('udta', 'x')
    for (let i = 0; i < 2000; i++) boxes = box('moov', boxes)
    expect(await outcome('video', Buffer.concat([box('ftyp', 'isom'), boxes]))).toBe('label-file-broken')
  })

  test.each([
    ['siblings', `<r>${'<a/>'.repeat(250_000)}</r>`],
    ['names', `<r>${Array.from({ length: 80_000 }, (_, i) => `<k${i}/>`).join('')}</r>`],
    ['attributes', `<a ${'b="c" '.repeat(170_000)}/>`],
    ['equal signs', `<a ${'b='.repeat(500_000)}>`],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['comments', '<!--'.repeat(250_000)],
  ])('a megabyte of %s in XML', async (_, xml) => {
    expect(await outcome('image', png(4, 4, iTXt('XML:com.adobe.xmp', xml)))).toBe('no-label')
  })

  test.each(['{,', '&a ', '!!a ', '"\\x', '- ', '? ', "'"])('front matter of %s', async (piece) => {
    const front = `${piece[0]}${piece.slice(1).repeat(30_000 / piece.length)}`
    expect(await outcome('text', markdown(front), 'a.md')).toBe('no-label')
  })

  test('front matter that is too long to read', async () => {
    const long = `${'a: 1\n'.repeat(20_000)}AIGC: '${label}'`
    expect(await outcome('text', markdown(long), 'a.md')).toBe('label-file-broken')
  })

  test('an EXIF directory that leads to itself, and one that says it has two thousand million values', async () => {
    const loop = exif('x', 'y')
    loop.writeUInt32LE(8, 30)
    expect(await outcome('image', jpeg(4, 4, { exif: loop }))).toBe('no-label')
    const many = exif('x', 'y')
    for (const at of [14, 44]) many.writeUInt32LE(0x7fffffff, at)
    expect(await outcome('image', jpeg(4, 4, { exif: many }))).toBe('no-label')
  })

  test('entities and aliases are not opened', async () => {
    const lol = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x AIGC="&b;"/>`
    expect(await outcome('image', png(4, 4, iTXt('XML:com.adobe.xmp', lol)))).toBe('no-label')
    expect(await outcome('text', markdown('a: &a [x, x]\nAIGC: [*a, *a, *a]'), 'a.md')).toBe('no-label')
  })

  test('a great many small blocks', async () => {
    const many = Array.from({ length: 50_000 }, () => pngChunk('tEXt', 'a\0b'))
    expect(await outcome('image', png(4, 4, ...many))).toBe('label-file-broken')
    const chunks = Array.from({ length: 50_000 }, () => riffChunk('junk', ''))
    expect(await outcome('audio', riff('WAVE', ...chunks))).toBe('label-file-broken')
  })
})
