import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { explicitOutcome } from './explicit.ts'
import { docx, markdown, pdf } from './fixtures/documents.ts'
import { jpeg, png, tEXt } from './fixtures/images.ts'
import { label, xmp } from './fixtures/label.ts'
import { id3, mp3, mp4, tones, txxx, wav } from './fixtures/media.ts'
import { implicitOutcome } from './implicit.ts'
import { labelCheck } from './index.ts'
import type { LabelItem } from './manifest.ts'
import { hearsRhythm } from './morse.ts'
import { memory } from './source.ts'

const text = '人工智能生成'
const box = { x: 4, y: 4, width: 60, height: 12 }
let folder = ''
let subject: Subject
const broken: LabelItem[] = ['absent.png', 'torn.png', 'strange.bin', 'folder'].map((file) => ({
  id: file,
  file,
  path: `out/${file}`,
  modality: 'image',
}))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-label-'))
  subject = { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { outputs: 'out/list.jsonl' }, folder }
  const files: [string, Buffer, object][] = [
    ['a.png', png(200, 120, tEXt('AIGC', label)), { modality: 'image', width: 100, label: { text, box } }],
    ['b.jpg', jpeg(200, 120, { xmp: xmp() }), { modality: 'image' }],
    ['c.mp4', mp4(4, 320, 240), { modality: 'video', label: { text, start: 0, end: 2 } }],
    ['d.wav', wav(tones(0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1, 0.8, 1)), { modality: 'audio' }],
    ['e.mp3', mp3(id3(txxx('aigc', label))), { modality: 'audio', label: { kind: 'spoken', text } }],
    ['f.pdf', pdf({ AIGC: label }), { modality: 'document', label: { text, position: 'end', reviewer: 'r' } }],
    ['g.docx', docx({ AIGC: label }), { modality: 'document' }],
    [
      'h.md',
      markdown(`AIGC: '${label}'`, `${text}\n\nWords.\n`),
      { modality: 'text', label: { text, position: 'start' } },
    ],
    ['i.txt', Buffer.from(`words\n${text}\n`), { modality: 'text', label: { text, position: 'end' } }],
  ]
  await mkdir(join(folder, 'out/folder'), { recursive: true })
  for (const [name, bytes] of files) await writeFile(join(folder, 'out', name), bytes)
  await writeFile(join(folder, 'out/torn.png'), png(4, 4).subarray(0, 30))
  await writeFile(join(folder, 'out/strange.bin'), 'what is this')
  const rows = files.map(([file, , row]) => JSON.stringify({ id: file, file, ...row }))
  await writeFile(join(folder, 'out/list.jsonl'), `${rows.join('\n')}\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

conformance('label/check', async () => ({
  instrument: labelCheck,
  subject,
  params: {},
  broken: { subject, items: broken },
}))

test('a folder of every format, from files to quantities', async () => {
  const params = labelCheck.params.parse({})
  const results = await measuredOnce(labelCheck, subject, await listed(labelCheck, subject, params))
  const { quantities, detail } = labelCheck.reduce(results, params, ['0.95'])
  expect(quantities).toMatchObject({
    explicit: { value: '6/9' },
    implicit: { value: '5/8' },
    producerCodes: { value: '6/6' },
    files: 9,
  })
  expect(detail).toMatchObject({
    explicit: { valid: 6, 'no-label': 2, 'not-attested': 1 },
    implicit: { valid: 5, 'no-label': 2, 'key-spelling': 1 },
    attested: 1,
    sizeContradictions: ['a.png'],
  })
})

test('a modality filters the list; one that is not there is a warning', async () => {
  const audio = labelCheck.params.parse({ modalities: ['audio'] })
  expect((await listed(labelCheck, subject, audio)).map((i) => i.id)).toEqual(['d.wav', 'e.mp3'])
  await writeFile(join(folder, 'out/text.jsonl'), '{"id":"i","file":"i.txt","modality":"text"}')
  const problems = await labelCheck.check(subject, { ...audio, manifest: 'out/text.jsonl' })
  expect(problems.map((p) => [p.code, p.severity])).toEqual([['label-nothing', 'warning']])
})

test('the example: what its README says of every file', async () => {
  const example = { ...subject, access: { outputs: 'outputs/list.jsonl' }, folder: 'examples/labelled-outputs' }
  const params = labelCheck.params.parse({})
  expect(await labelCheck.check(example, params)).toEqual([])
  const results = await measuredOnce(labelCheck, example, await listed(labelCheck, example, params))
  const said = results.map(({ id, result }) => [
    id,
    explicitOutcome(result, params),
    implicitOutcome(result, params.ids),
  ])
  expect(said).toEqual([
    ['picture-1', 'valid', 'valid'],
    ['picture-2', 'valid', 'key-spelling'],
    ['picture-3', 'characters-small', 'valid'],
    ['picture-4', 'no-label', 'no-label'],
    ['sound-1', 'valid', 'valid'],
    ['sound-2', 'not-attested', 'valid'],
    ['text-1', 'valid', 'not-applicable'],
    ['text-2', 'text-absent', 'not-applicable'],
    ['note-1', 'valid', 'valid'],
    ['note-2', 'valid', 'no-label'],
  ])
})

describe('set-up', () => {
  test.each([
    ['{"id":"a","file":"../list.jsonl","modality":"text"}', 'label-path-outside'],
    ['{"id":"a","file":"/etc/passwd","modality":"text"}', 'label-path-outside'],
    ['{"id":"a","file":"C:\\\\x.txt","modality":"text"}', 'label-path-outside'],
    ['{"id":"a","file":"link.txt","modality":"text"}', 'label-path-outside'],
    ['{"id":"a","file":"gone.png","modality":"image"}', 'label-file-missing'],
    ['{"id":"a","file":"a.png","modality":"smell"}', 'label-manifest-line'],
    ['{"id":"a","file":"a.png","modality":"image","label":{"txt":"x"}}', 'label-manifest-line'],
    ['{"id":"a","file":"a.png","modality":"image","width":-1}', 'label-manifest-line'],
    ['not json', 'label-manifest-line'],
    ['{"id":"a","file":"a.png","modality":"image"}\n{"id":"a","file":"b.jpg","modality":"image"}', 'label-id-repeated'],
  ])('manifest %s', async (lines, code) => {
    await symlink('/etc/passwd', join(folder, 'out/link.txt')).catch(() => undefined)
    await writeFile(join(folder, 'out/bad.jsonl'), lines)
    const problems = await labelCheck.check(subject, labelCheck.params.parse({ manifest: 'out/bad.jsonl' }))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]?.text.zh && problems[0].text.en).toBeTruthy()
  })

  test.each([
    ['none.jsonl', 'label-manifest-missing'],
    ['../x.jsonl', 'label-manifest-missing'],
    ['..', 'label-path-outside'],
  ])('manifest named %s', async (manifest, code) => {
    const problems = await labelCheck.check(subject, labelCheck.params.parse({ manifest }))
    expect(problems.map((p) => p.code)).toEqual([code])
  })
})

describe('the rhythm short-long-short-short in PCM', () => {
  const hears = (...lengths: number[]) => hearsRhythm(memory(wav(tones(...lengths))), new AbortController().signal)
  const rhythm = [0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1]
  test.each<[string, number[], boolean]>([
    ['alone', rhythm, true],
    ['before speech', [...rhythm, 0.5, 3], true],
    ['after speech', [3, 0.5, ...rhythm], true],
    ['after silence', [0, 1, ...rhythm], true],
    ['slow', rhythm.map((x) => x * 2.5), true],
    ['run into speech', [...rhythm, 0.1, 3], false],
    ['in the middle', [3, 0.5, ...rhythm, 0.5, 3], false],
    ['long-short-short-short', [0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], false],
    ['short-long-short', [0.1, 0.1, 0.3, 0.1, 0.1], false],
    ['four of one length', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], false],
    ['five sounds', [...rhythm, 0.1, 0.1], false],
    ['one long tone', [2], false],
    ['silence', [0, 2], false],
  ])('%s: %s', async (_, lengths, heard) => expect(await hears(...lengths)).toBe(heard))

  test('noise is no rhythm', async () => {
    const noise = Int16Array.from({ length: 40_000 }, (_, i) => ((i * i * 7919 + i * 104_729) % 65_521) - 32_760)
    expect(await hearsRhythm(memory(wav(noise)), new AbortController().signal)).toBe(false)
  })
})
