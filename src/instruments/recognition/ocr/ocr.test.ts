import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { session } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { ocr } from './index.ts'
import type { LineItem } from './manifest.ts'
import type { LineResult } from './params.ts'

const example = fileURLToPath(new URL('../../../../examples/ocr-line-reading/', import.meta.url))
const subject = {
  ...(parse(readFileSync(join(example, 'subject.yaml'), 'utf8')) as object),
  folder: example,
} as unknown as Subject

let folder = ''
const broken: LineItem[] = ['torn.png', 'words.png', 'absent.png'].map((image) => ({
  id: image,
  image,
  text: 'x',
  lang: 'en',
  font: '',
  condition: 'clean',
}))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-ocr-test-'))
  const lines = readFileSync(join(example, 'lines.jsonl'), 'utf8').split('\n')
  const pick = ['zh-001', 'zh-002', 'zh-005', 'en-001', 'en-009']
  for (const id of pick) await writeFile(join(folder, `${id}.png`), readFileSync(join(example, 'images', `${id}.png`)))
  const few = lines.filter((l) => pick.some((id) => l.includes(`"${id}"`))).map((l) => l.replace('images/', ''))
  await writeFile(join(folder, 'few.jsonl'), `${few.join('\n')}\n`)
  const png = readFileSync(join(example, 'images', 'zh-001.png'))
  await writeFile(join(folder, 'torn.png'), png.subarray(0, 60))
  await writeFile(join(folder, 'words.png'), 'this is no image')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

conformance('recognition/ocr', async () => ({
  instrument: ocr,
  subject: { ...subject, folder },
  params: { manifest: 'few.jsonl' },
  broken: { subject: { ...subject, folder }, items: broken },
}))

const scripted = fileURLToPath(new URL('../algorithm/fixtures/engine.mjs', import.meta.url))

conformance('recognition/ocr with an engine of its own', async () => {
  process.env['PLUMBLINE_ALLOW_RUN'] = '1'
  const lines = readFileSync(join(folder, 'few.jsonl'), 'utf8').trimEnd().split('\n')
  const answers = lines.map((line) => ({ ...(JSON.parse(line) as { id: string; text: string }) }))
  answers[1]!.text = ''
  answers[2]!.text += '!'
  await writeFile(join(folder, 'answers.jsonl'), answers.map((a) => `${JSON.stringify(a)}\n`).join(''))
  const algorithm = { run: { command: ['node', scripted, 'reader', 'answers.jsonl'] } }
  const own = { ...subject, folder, access: { algorithm } }
  return {
    instrument: ocr,
    subject: own,
    params: { manifest: 'few.jsonl' },
    broken: {
      subject: { ...own, access: { algorithm: { run: { command: ['node', scripted, 'dead'] } } } },
      items: broken.map((b) => ({ ...b, image: 'zh-001.png' })),
    },
    stop: async () => {
      delete process.env['PLUMBLINE_ALLOW_RUN']
    },
  }
})

const params = ocr.params.parse({})

describe('set-up', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown> | undefined, string]>([
    ['no engine', {}, {}, 'ocr-engine-access'],
    ['an unknown engine', {}, { engine: { kind: 'abacus' } }, 'ocr-engine-access'],
    [
      'an unknown language',
      {},
      { engine: { kind: 'tesseract.js', languages: ['tlh'], variant: '4.0.0' } },
      'ocr-engine-access',
    ],
    ['a manifest that is not there', { manifest: 'none.jsonl' }, undefined, 'manifest-missing'],
    ['a manifest outside the folder', { images: '../..' }, undefined, 'path-outside'],
  ])('%s is one clear problem before the run', async (_, changed, access, code) => {
    const problems = await ocr.check({ ...subject, ...(access ? { access } : {}) }, ocr.params.parse(changed))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]?.text.zh && problems[0].text.en).toBeTruthy()
  })

  test.each([
    ['{"id":"a","image":"../../etc/passwd","text":"x"}', 'path-outside'],
    ['{"id":"a","image":"/etc/passwd","text":"x"}', 'path-outside'],
    ['{"id":"a","text":"x"}', 'manifest-line'],
    ['not json', 'manifest-line'],
    ['{"id":"a","image":"gone.png","text":"x"}', 'image-missing'],
  ])('manifest line %s', async (line, code) => {
    await writeFile(join(folder, 'bad.jsonl'), `${line}\n`)
    const problems = await ocr.check({ ...subject, folder }, ocr.params.parse({ manifest: 'bad.jsonl' }))
    expect(problems.map((p) => p.code)).toEqual([code])
  })

  test('faults name what is wrong with the image', async () => {
    const { context, close } = session({ ...subject, folder }, new AbortController().signal)
    for (const item of broken)
      await expect(ocr.measure(item, context)).rejects.toMatchObject({ fault: { code: 'image-unreadable' } })
    await close()
  })

  test('a condition filters the list', async () => {
    const ids: string[] = []
    for await (const item of ocr.items(subject, { ...params, condition: 'blur' })) ids.push(item.id)
    expect(ids).toHaveLength(24)
  })
})

describe('reduction', () => {
  const line = (reference: string, text: string, condition = 'clean', latencyMs = 10): LineResult => ({
    reference,
    text,
    condition,
    latencyMs,
    confidence: 90,
    imageSha256: '',
    lang: 'zh',
    font: '',
  })
  const reduce = (lines: readonly LineResult[], profile: 'raw' | 'zh-basic' = 'zh-basic') =>
    ocr.reduce(
      lines.map((result, i) => ({ id: `l${i}`, result })),
      { ...params, normalise: profile },
      ['0.95'],
    )

  test('the golden strings', () => {
    const { quantities } = reduce([
      line('上海市公共安全', '上海公共安仝'),
      line('沪A12345', '沪A1234S'),
      line('hello', 'hello'),
      line('视频', '视频频'),
    ])
    expect(quantities).toMatchObject({
      cer: { value: '4/21', n: 4 },
      ar: { value: '17/21', n: 4 },
      exact: { value: '1/4', n: 4, distribution: { kind: 'beta', a: '1.5', b: '3.5' } },
      characters: 21,
      failures: 0,
    })
    expect(Number((quantities['ned'] as Estimate).value)).toBeCloseTo((0.714286 + 0.857143 + 1 + 0.666667) / 4, 6)
  })

  test('blanks between hanzi do not count under zh-basic, and do under raw', () => {
    expect(reduce([line('限速60', '限 速 60')]).quantities).toMatchObject({ exact: { value: '1/1' } })
    expect(reduce([line('限速60', '限 速 60')], 'raw').quantities).toMatchObject({ cer: { value: '2/4' } })
  })

  test('no output is a result and counts against the reader', () => {
    expect(reduce([line('限速', ''), line('出口', '出口')]).quantities).toMatchObject({
      failures: 1,
      ar: { value: '2/4' },
      exact: { value: '1/2' },
    })
  })

  test('a coded failure counts as no output, and its code stands in the detail with who failed', () => {
    const algorithm = { name: 'x', version: '1' }
    const { quantities, detail } = reduce([
      { ...line('限速', ''), failure: 'too-dark', algorithm },
      { ...line('出口', '出口'), algorithm },
    ])
    expect(quantities).toMatchObject({ failures: 1, ar: { value: '2/4' } })
    expect(detail).toMatchObject({ failureCodes: [{ code: 'too-dark', count: 1 }], algorithms: [algorithm] })
  })

  test('inventing text can make AR negative', () => {
    const { quantities } = reduce([line('出', '出口出口')])
    expect(quantities).toMatchObject({ ar: { value: '-2' }, cer: { value: '3/1' } })
  })

  test('conditions are apart, so a standard can take the worst', () => {
    const { quantities } = reduce([line('出口', '出口'), line('出口', '出日', 'blur'), line('入口', '入口', 'blur')])
    expect(quantities['conditions']).toMatchObject([
      { condition: 'blur', ar: { value: '3/4' }, exact: { value: '1/2' }, n: 2 },
      { condition: 'clean', ar: { value: '2/2' }, exact: { value: '1/1' }, n: 1 },
    ])
  })

  test('a perfect reader of 59 lines is shown to be no better than 95 %', () => {
    const { quantities } = reduce(Array.from({ length: 59 }, () => line('出口', '出口')))
    expect(Number((quantities['ar'] as Estimate).bounds?.[0]?.lower)).toBeCloseTo(0.9505, 4)
    expect((quantities['latencyP95'] as Estimate).bounds).toHaveLength(1)
  })

  test('too few lines leave the latency without an upper bound, not with a guessed one', () => {
    expect(reduce([line('出口', '出口')]).quantities['latencyP95']).toEqual({ value: '10', n: 1, bounds: [] })
  })
})
