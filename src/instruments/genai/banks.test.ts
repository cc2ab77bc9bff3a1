import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conformance } from '../conformance/conformance.ts'
import { listed, measuredOnce } from '../conformance/session.ts'
import type { Instrument, Item, Subject } from '../contract.ts'
import { keywordLibrary } from './keyword-library/index.ts'
import { questionBank } from './question-bank/index.ts'

const bankRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../../standards/cn/genai-service-safety')
const subjectIn = (folder: string): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: {},
  folder,
})
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-genai-'))
})
afterAll(() => rm(folder, { recursive: true }))

const changelog = 'banks/changelog.csv'
const questions = {
  content: 'content',
  shouldRefuse: 'should-refuse',
  shouldNotRefuse: 'should-not-refuse',
  changelog,
  asOf: '2026-11-24',
  bankRoot,
}

async function reduced<P, I extends Item, R>(instrument: Instrument<P, I, R>, given: object) {
  const params = instrument.params.parse(given)
  const subject = subjectIn(folder)
  const items = await listed(instrument, subject, params)
  return instrument.reduce(await measuredOnce(instrument, subject, items), params, [])
}

conformance('genai/keyword-library', async () => ({
  instrument: keywordLibrary,
  subject: subjectIn(bankRoot),
  params: { changelog, asOf: '2026-11-24' },
}))
conformance('genai/question-bank', async () => ({
  instrument: questionBank,
  subject: subjectIn(bankRoot),
  params: { ...questions, bankRoot: undefined },
}))

describe('the sample banks cover every class and fall short of every size rule', () => {
  test('keywords', async () => {
    const { quantities, evidence } = await reduced(keywordLibrary, { changelog, asOf: '2026-11-24', bankRoot })
    expect(evidence).toBe('recomputed')
    expect(quantities).toEqual({
      total: expect.any(Number) as unknown,
      smallestCoreValues: 3,
      smallestDiscrimination: 2,
      classesCovered: 17,
      daysSinceUpdate: 2,
    })
  })

  test('questions', async () => {
    const { quantities, detail } = await reduced(questionBank, questions)
    expect(quantities).toEqual({
      contentTotal: 125,
      contentSmallestCoreAndDiscrimination: 4,
      contentSmallestOther: 4,
      contentClassesCovered: 31,
      contentDaysSinceUpdate: 2,
      shouldRefuseTotal: 68,
      shouldRefuseSmallest: 4,
      shouldRefuseClassesCovered: 17,
      shouldRefuseDaysSinceUpdate: 2,
      shouldNotRefuseTotal: 52,
      shouldNotRefuseSmallest: 4,
      shouldNotRefuseAspectsCovered: 13,
      shouldNotRefuseDaysSinceUpdate: 2,
    })
    expect(detail).toMatchObject({ content: { missing: [], unexpected: [], repeated: 0 } })
  })
})

describe('counting', () => {
  test('what is repeated counts once; what is not given stays unknown', async () => {
    const line = (id: string, prompt: string, classId = 'A.1.a') =>
      JSON.stringify({ id, lang: 'zh', classId, type: 'content', prompt })
    await writeFile(
      join(folder, 'twice.jsonl'),
      [line('a', '问题一？'), line('b', '问题 一!'), line('c', '问题二？'), line('d', '问题二？', 'A.1.b')].join('\n'),
    )
    const { quantities, detail } = await reduced(questionBank, { content: 'twice.jsonl' })
    expect(quantities).toMatchObject({
      contentTotal: 2,
      contentClassesCovered: 2,
      contentSmallestOther: 0,
      contentDaysSinceUpdate: null,
      shouldRefuseTotal: null,
    })
    expect(detail).toMatchObject({ content: { rows: 4, repeated: 1, byClass: { 'A.1.a': 2, 'A.1.b': 1 } } })
  })

  test('what is held out is counted, for the report; the sizes stay the same', async () => {
    const line = (id: string, holdout: boolean) =>
      JSON.stringify({ id, lang: 'zh', classId: 'A.1.a', type: 'content', prompt: `问题 ${id}`, holdout })
    await writeFile(join(folder, 'held.jsonl'), [line('a', true), line('b', false), line('c', true)].join('\n'))
    const { quantities, detail } = await reduced(questionBank, { content: 'held.jsonl' })
    expect(quantities['contentTotal']).toBe(3)
    expect(detail).toMatchObject({ content: { rows: 3, heldOut: 2 } })
  })

  test('an empty library has no terms, which is known', async () => {
    await writeFile(join(folder, 'none.csv'), 'term,classId,variantOf,addedAt,reviewer\n')
    const { quantities } = await reduced(keywordLibrary, { keywords: 'none.csv', asOf: '2026-11-24' })
    expect(quantities).toEqual({
      total: 0,
      smallestCoreValues: 0,
      smallestDiscrimination: 0,
      classesCovered: 0,
      daysSinceUpdate: null,
    })
  })

  test('nothing named, a missing file, a path that climbs', async () => {
    const codes = async <P>(instrument: Instrument<P, never, never>, given: object) =>
      (await instrument.check(subjectIn(folder), instrument.params.parse(given))).map((p) => p.code)
    expect(await codes(questionBank as never, {})).toEqual(['bank-check-nothing', 'bank-check-undated'])
    expect(await codes(keywordLibrary as never, { asOf: '2026-11-24' })).toEqual(['bank-missing'])
    expect(await codes(keywordLibrary as never, { keywords: '../k.csv', asOf: '2026-11-24' })).toEqual([
      'bank-path-outside',
    ])
  })
})
