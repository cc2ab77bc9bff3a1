import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { textSpotting } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-spotting-'))
afterAll(() => rmSync(folder, { recursive: true }))
const box = (x: number, y: number, w: number, h: number) => [x, y, x + w, y, x + w, y + h, x, y + h].join(',')
const put = (name: string, content: string | Uint8Array) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), content)
}
const page = {
  truth: `\uFEFF${box(10, 10, 100, 30)},上海\r\n${box(10, 60, 100, 30)},Hello!\r\n${box(10, 110, 100, 30)},###\r\n${box(150, 10, 80, 30)},ABC123\r\n${box(150, 60, 80, 30)},公共安全\r\n`,
  found: `${box(12, 11, 100, 30)},上海\n${box(10, 62, 100, 30)},hello\n${box(15, 112, 60, 25)},junk\n${box(150, 10, 80, 30)},ABC12З\n${box(300, 300, 40, 40)},ghost\n${box(150, 60, 40, 30)},公共\n`,
}
put('gt/gt_img_1.txt', page.truth)
put('gt/gt_img_2.txt', `${box(0, 0, 50, 20)},Exit, please\n`)
put('gt/gt_img_3.txt', `${box(0, 0, 50, 20)},出口\n`)
put('res/res_img_1.txt', page.found)
put('res/res_img_2.txt', '0.9,0.2,50.7,20.9,Exit, please\nnot a line\n')
put('res/res_img_9.txt', '')

const subjectOf = (textSpotting: unknown): Subject => ({
  id: 's',
  title: { en: 's' },
  version: '1',
  facts: {},
  access: { textSpotting },
  folder,
})
const folders = { format: 'icdar', groundTruth: 'gt', detections: 'res' }

conformance('recognition/text-spotting', async () => ({
  instrument: textSpotting,
  subject: subjectOf(folders),
  params: { protocol: 'end-to-end' },
}))

async function found(access: unknown, params: object = {}) {
  const subject = subjectOf(access)
  const given = textSpotting.params.parse(params)
  const results = await measuredOnce(textSpotting, subject, await listed(textSpotting, subject, given))
  const { quantities, detail } = textSpotting.reduce(results, given, ['0.95'])
  return { quantities, detail, value: (name: string) => (quantities[name] as Estimate | null)?.value }
}

describe('files of a competition', () => {
  test('counts add up over images; no result is no text found, not a missing image', async () => {
    const { value, quantities } = await found(folders)
    // 6 words to be found in three images, 6 regions found that count, 3 of them right
    expect([value('precision'), value('recall'), value('hmean')]).toEqual(['3/6', '3/6', '6/12'])
    expect(quantities).toMatchObject({ images: 3, words: 6, unanswered: 1, refusedLines: 1 })
  })

  test('word spotting asks for fewer', async () => {
    const { value } = await found(folders, { protocol: 'word-spotting' })
    expect(value('recall')).toBe('1/1')
  })

  test('a .zip and a folder are one', async () => {
    const zip = (files: Record<string, string>) =>
      zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
    put('gt.zip', zip({ 'gt_img_1.txt': page.truth }))
    put('res.zip', zip({ 'res_img_1.txt': page.found }))
    const { value } = await found({ format: 'icdar', groundTruth: 'gt.zip', detections: 'res.zip' })
    expect(value('hmean')).toBe('4/9')
  })

  test('a PaddleOCR label file says the same', async () => {
    const label = (texts: string) =>
      `img_1.jpg\t${JSON.stringify(
        texts
          .replace('\uFEFF', '')
          .trim()
          .split(/\r?\n/)
          .map((line) => {
            const cells = line.split(',')
            const n = cells.slice(0, 8).map(Number)
            return { transcription: cells.slice(8).join(','), points: [0, 2, 4, 6].map((i) => [n[i], n[i + 1]]) }
          }),
      )}\n`
    put('Label.txt', label(page.truth))
    put('found.txt', label(page.found))
    const { value } = await found({ format: 'paddle', groundTruth: 'Label.txt', detections: 'found.txt' })
    expect(value('hmean')).toBe('4/9')
  })

  test('coordinates are cut to whole pixels unless the standard says otherwise', async () => {
    put('half/gt/a.txt', `${box(0, 0, 10, 10)},word\n`)
    put('half/res/a.txt', '5,0,15.9,0,15.9,10,5,10,word\n0,0,6.9,10,word\n')
    const cut = await found({ format: 'icdar', groundTruth: 'half/gt', detections: 'half/res' })
    const kept = await found(
      { format: 'icdar', groundTruth: 'half/gt', detections: 'half/res' },
      { coordinates: 'as-written' },
    )
    expect([cut.value('recall'), kept.value('recall')]).toEqual(['1/1', '1/1'])
    expect(cut.value('precision')).toBe('1/2')
  })
})

test.each([
  ['nothing there', { format: 'icdar', groundTruth: 'none', detections: 'res' }, 'recognition-file-missing'],
  ['outside', { format: 'icdar', groundTruth: '../../../../etc', detections: 'res' }, 'recognition-file-outside'],
  ['no archive', { format: 'icdar', groundTruth: 'Label.txt', detections: 'res' }, 'recognition-file-unreadable'],
  ['an empty folder', { format: 'icdar', groundTruth: 'empty', detections: 'res' }, 'text-spotting-nothing'],
  ['no access', undefined, 'text-spotting-access'],
])('%s: one clear problem', async (_, access, code) => {
  mkdirSync(join(folder, 'empty'), { recursive: true })
  const problems = await textSpotting.check(subjectOf(access), textSpotting.params.parse({}))
  expect(problems.map((p) => p.code)).toEqual([code])
})
