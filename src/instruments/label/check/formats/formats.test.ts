import { describe, expect, test } from 'vitest'
import { docx, markdown, pdf } from '../fixtures/documents.ts'
import { exif, iTXt, jpeg, png, riffChunk, tEXt, webp, zTXt } from '../fixtures/images.ts'
import { fields, label, xmp } from '../fixtures/label.ts'
import { box, comm, freeform, id3, info, itunes, keyed, mp3, mp4, tones, txxx, wav } from '../fixtures/media.ts'
import { implicitOutcome } from '../implicit.ts'
import { look } from '../look.ts'
import type { LabelItem } from '../manifest.ts'
import type { LabelResult, Modality } from '../params.ts'
import { memory } from '../source.ts'

const read = (modality: Modality, bytes: Uint8Array, file = 'a.bin'): Promise<LabelResult> =>
  look(memory(bytes), { id: 'a', file, path: file, modality } as LabelItem, new AbortController().signal)

const comment = `{"AIGC":${label}}`
const utf16 = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(comment, 'utf16le')])
const beep = tones(0.2, 0.2)

describe('every place where a format may carry the label', () => {
  test.each<[string, Modality, Uint8Array, string, string?]>([
    ['PNG tEXt', 'image', png(64, 48, tEXt('AIGC', label)), 'png:tEXt'],
    ['PNG zTXt', 'image', png(64, 48, zTXt('AIGC', label)), 'png:zTXt'],
    ['PNG iTXt', 'image', png(64, 48, iTXt('AIGC', label)), 'png:iTXt'],
    ['PNG iTXt, compressed', 'image', png(64, 48, iTXt('AIGC', label, true)), 'png:iTXt'],
    ['PNG XMP attribute', 'image', png(64, 48, iTXt('XML:com.adobe.xmp', xmp())), 'xmp'],
    ['PNG XMP element', 'image', png(64, 48, iTXt('XML:com.adobe.xmp', xmp('element'))), 'xmp'],
    ['PNG XMP structure', 'image', png(64, 48, iTXt('XML:com.adobe.xmp', xmp('structure'))), 'xmp'],
    ['JPEG UserComment', 'image', jpeg(64, 48, { exif: exif('a picture', comment) }), 'exif'],
    ['JPEG UserComment, UTF-16 LE', 'image', jpeg(64, 48, { exif: exif('', utf16) }), 'exif'],
    [
      'JPEG UserComment, UTF-16 BE',
      'image',
      jpeg(64, 48, { exif: exif('', Buffer.concat([utf16.subarray(0, 8), Buffer.from(utf16.subarray(8)).swap16()])) }),
      'exif',
    ],
    ['JPEG UserComment, bare', 'image', jpeg(64, 48, { exif: exif('', Buffer.from(comment)) }), 'exif'],
    ['JPEG ImageDescription', 'image', jpeg(64, 48, { exif: exif(comment, 'words') }), 'exif'],
    ['JPEG XMP', 'image', jpeg(64, 48, { xmp: xmp() }), 'xmp'],
    ['JPEG comment', 'image', jpeg(64, 48, { comment: `AIGC: ${label}` }), 'jpeg:COM'],
    ['WebP XMP', 'image', webp(64, 48, riffChunk('XMP ', xmp())), 'xmp'],
    ['WebP EXIF', 'image', webp(64, 48, riffChunk('EXIF', exif('', comment))), 'exif'],
    ['MP4 udta', 'video', mp4(3, 64, 48, box('AIGC', label)), 'mp4:udta'],
    ['MP4 iTunes free-form', 'video', mp4(3, 64, 48, itunes(freeform('AIGC', label))), 'mp4:ilst'],
    ['M4A iTunes free-form', 'audio', mp4(3, 0, 0, itunes(freeform('AIGC', label))), 'mp4:ilst'],
    ['MP4 QuickTime keys', 'video', mp4(3, 64, 48, keyed('AIGC', label)), 'mp4:ilst'],
    ['MP4 XMP', 'video', mp4(3, 64, 48, box('XMP_', xmp())), 'xmp'],
    ['MP4 comment', 'video', mp4(3, 64, 48, box('\xa9cmt', '\0\0\0\0', comment)), 'mp4:udta'],
    ['WAV INFO', 'audio', wav(beep, info('AIGC', label)), 'riff:INFO'],
    ['WAV INFO comment', 'audio', wav(beep, info('ICMT', comment)), 'riff:INFO'],
    ['WAV ID3', 'audio', wav(beep, riffChunk('id3 ', id3(txxx('AIGC', label)))), 'id3:TXXX'],
    ['MP3 TXXX', 'audio', mp3(id3(txxx('AIGC', label))), 'id3:TXXX'],
    ['MP3 COMM named', 'audio', mp3(id3(comm('AIGC', label))), 'id3:COMM'],
    ['MP3 COMM', 'audio', mp3(id3(comm('', comment))), 'id3:COMM'],
    ['PDF Info', 'document', pdf({ Title: 'x', AIGC: label }), 'pdf:Info'],
    ['PDF XMP', 'document', pdf({ Title: 'x' }, xmp('element')), 'xmp'],
    ['DOCX custom property', 'document', docx({ other: 'x', AIGC: label }), 'docx:custom'],
    ['Markdown, text', 'text', markdown(`title: x\nAIGC: '${label}'`), 'front-matter', 'a.md'],
    [
      'Markdown, map',
      'text',
      markdown(
        `AIGC:\n${Object.entries(fields)
          .map(([k, v]) => `  ${k}: "${v}"`)
          .join('\n')}`,
      ),
      'front-matter',
      'a.md',
    ],
  ])('%s', async (_, modality, bytes, place, file) => {
    const found = await read(modality, bytes, file)
    expect(found.labels).toHaveLength(1)
    expect(found.labels[0]).toMatchObject({ place, fields })
    expect(implicitOutcome(found, 'all')).toBe('valid')
  })

  test.each<[Modality, Uint8Array, string?]>([
    ['image', png(64, 48, tEXt('Software', 'x'))],
    ['image', jpeg(64, 48, { exif: exif('AIGC is a word', 'no label here'), xmp: xmp('element', 'dc:title') })],
    ['image', webp(64, 48)],
    ['video', mp4(3, 64, 48)],
    ['audio', wav(beep)],
    ['audio', mp3(id3(txxx('other', label)))],
    ['document', pdf({ Title: 'AIGC' })],
    ['document', docx({ other: label })],
    ['text', markdown('title: AIGC'), 'a.md'],
    ['text', Buffer.from('# AIGC'), 'a.md'],
  ])('a readable file without a label says so: %s', async (modality, bytes, file) => {
    const found = await read(modality, bytes, file)
    expect(implicitOutcome(found, 'all')).toBe('no-label')
  })
})

test('sizes and durations are those of the file', async () => {
  const size = { width: 640, height: 480 }
  expect(await read('image', png(640, 480))).toMatchObject(size)
  expect(await read('image', jpeg(640, 480, {}))).toMatchObject(size)
  expect(await read('image', webp(640, 480))).toMatchObject(size)
  expect(await read('video', mp4(3, 640, 480))).toMatchObject({ ...size, seconds: 3 })
  expect((await read('audio', wav(tones(0.5, 0.5)))).seconds).toBe(1)
})

test('plain text carries no metadata: not applicable', async () => {
  const found = await read('text', Buffer.from('words'), 'a.txt')
  expect(found.format).toBe('plain')
  expect(implicitOutcome(found, 'all')).toBe('not-applicable')
})
