import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { conformance } from '../conformance/conformance.ts'
import { corpus } from './corpus/index.ts'
import { readSources } from './corpus/register.ts'
import { corpusSample } from './corpus-sample/index.ts'
import { readSample } from './corpus-sample/read.ts'
import { routes } from './corpus-sample/reduce.ts'

const head = 'sourceId,type,lang,modality,origin,licenceDoc,items,preSampleN,preBad,postSampleN,postBad,decision,date'
const rows = [
  'a,open,zh,text,domestic,l/a.pdf,700000,4000,176,4000,40,use,2026-01-01',
  'b,commercial,zh,text,overseas,l/b.pdf,300000,4000,200,,,not-used,2026-01-02',
  '"c,1",user,en,image,domestic,,0,0,0,,,not-collected,',
]
const folders: string[] = []
afterAll(() => Promise.all(folders.map((f) => rm(f, { recursive: true }))))

conformance('genai/corpus', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-corpus-'))
  folders.push(folder)
  await writeFile(join(folder, 'corpus_sources.csv'), [head, ...rows].join('\n'))
  return {
    instrument: corpus,
    subject: { id: 's', title: { zh: '被测', en: 'subject' }, version: '1', facts: {}, access: {}, folder },
    params: {},
  }
})

const look = (itemId: string, sourceId: string, route: string, label: string) =>
  JSON.stringify({ itemId, sourceId, route, label })
const looks = [
  look('1', 'a', 'human', 'pass'),
  look('2', 'a', 'human', 'fail'),
  look('2', 'a', 'human', 'pass'),
  look('3', 'a', 'keyword', 'pass'),
  look('3', 'a', 'classifier', 'fail'),
  look('4', 'a', 'human', 'pass'),
  look('5', 'b', 'human', 'fail'),
]
conformance('genai/corpus-sample', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-corpus-'))
  folders.push(folder)
  await writeFile(join(folder, 'corpus_sources.csv'), [head, ...rows].join('\n'))
  await writeFile(join(folder, 'corpus_sample.jsonl'), looks.join('\n'))
  return {
    instrument: corpusSample,
    subject: { id: 's', title: { zh: '被测', en: 'subject' }, version: '1', facts: {}, access: {}, folder },
    params: { route: 'human' },
  }
})

const sources = (text: string) => {
  const read = readSources(text, 'c.csv')
  return read.ok ? read.value : read.problems.map((p) => [p.code, p.place?.line])
}
const reduced = (text: string) => {
  const read = readSources(text, 'c.csv')
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const results = read.value.map((result) => ({ id: result.id, result }))
  return corpus.reduce(results, corpus.params.parse({}), []).quantities['sources']
}

describe('the register of sources', () => {
  test('what a standard asks of every source', () => {
    expect(reduced([head, ...rows].join('\n'))).toEqual([
      {
        id: 'a',
        kind: 'open-source',
        language: 'zh',
        type: 'text',
        overseas: false,
        items: 700000,
        sampledBefore: 4000,
        unlawfulBefore: '176/4000',
        collected: true,
        unlawfulAfter: '40/4000',
        used: true,
        documented: true,
      },
      {
        id: 'b',
        kind: 'commercial',
        language: 'zh',
        type: 'text',
        overseas: true,
        items: 300000,
        sampledBefore: 4000,
        unlawfulBefore: '200/4000',
        collected: true,
        unlawfulAfter: null,
        used: false,
        documented: true,
      },
      {
        id: 'c,1',
        kind: 'user-input',
        language: 'en',
        type: 'image',
        overseas: false,
        items: 0,
        sampledBefore: 0,
        unlawfulBefore: null,
        collected: false,
        unlawfulAfter: null,
        used: false,
        documented: false,
      },
    ])
  })

  test('Chinese columns and words, another order, a byte order mark', () => {
    const chinese =
      '\ufeff日期,来源编号,来源类型,语言,模态,境内外,许可文件,条数,采前抽检数,采前违法不良数,采后抽检数,采后违法不良数,决定\r\n' +
      '2026-01-01,a,开源,zh,text,境内,l/a.pdf,700000,4000,176,4000,40,使用\r\n'
    expect(sources(chinese)).toEqual(sources(`${head}\n${rows[0]}`))
  })

  test.each([
    ['', [['record-columns', 1]]],
    [head.replace(',date', ''), [['record-columns', 1]]],
    [`${head}\n"a`, [['record-quote-open', 2]]],
    [`${head}\n${rows[0]}\n${rows[0]}`, [['record-row-invalid', 3]]],
    [`${head}\n${rows[0]!.replace('open', 'constructor')}`, [['record-row-invalid', 2]]],
    [`${head}\n${rows[0]!.replace('176', '4001')}`, [['record-row-invalid', 2]]],
    [`${head}\n${rows[0]!.replace('176', '-1')}`, [['record-row-invalid', 2]]],
    [`${head}\n${rows[0]!.replace('700000', '1e9')}`, [['record-row-invalid', 2]]],
    [`${head}\n${rows[0]!.replace('use', 'maybe')}`, [['record-row-invalid', 2]]],
    [`${head}\n${rows[0]!.replace('01-01', '02-30')}`, [['record-row-invalid', 2]]],
  ])('%j', (text, expected) => expect(sources(text)).toEqual(expected))

  test('any text is read or refused, with few problems', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        const read = readSources([head, ...lines].join('\n'), 'c.csv')
        if (!read.ok) expect(read.problems.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

describe('the sample', () => {
  const register = readSources([head, ...rows].join('\n'), 'c.csv')
  if (!register.ok) throw new Error('not a register')
  const counted = (lines: readonly string[], route: 'human' | 'technical') => {
    const read = readSample(lines.join('\n'), 's.jsonl', register.value, routes[route])
    if (!read.ok) return read.problems.map((p) => [p.code, p.place?.line])
    const results = Array.from(read.value, ([id, result]) => ({ id, result }))
    const { n, quantities } = corpusSample.reduce(results, corpusSample.params.parse({ route }), ['0.95'])
    return { n, pass: (quantities['pass'] as { value: string } | null)?.value, share: quantities['share'] }
  }

  test('different items of sources in use; one look that fails is enough', () => {
    expect(counted(looks, 'human')).toEqual({ n: 3, pass: '2/3', share: '3/700000' })
    expect(counted(looks, 'technical')).toEqual({ n: 1, pass: '0/1', share: '1/700000' })
    expect(counted([], 'human')).toEqual({ n: 0, pass: undefined, share: '0/700000' })
  })

  test('the bounds the published sample size gives', () => {
    const results = [{ id: 'a', result: { used: true, items: 1_000_000, n: 4000, bad: 100 } }]
    const { quantities } = corpusSample.reduce(results, corpusSample.params.parse({ route: 'human' }), ['0.95'])
    const [bound] = (quantities['pass'] as unknown as { bounds: { lower: string; upper: string }[] }).bounds
    expect(Number(bound!.lower)).toBeCloseTo(0.970547198986, 10)
    expect(Number(bound!.upper)).toBeCloseTo(0.978925801742, 10)
  })

  test.each([
    ['not json', 1],
    [look('1', 'nobody', 'human', 'pass'), 1],
    [look('1', '__proto__', 'human', 'pass'), 1],
    [look('1', 'a', 'guess', 'pass'), 1],
    [look('1', 'a', 'human', 'maybe'), 1],
  ])('%s', (text, at) => expect(counted([text], 'human')).toEqual([['corpus-sample-invalid', at]]))

  test('the order of lines does not matter', () => {
    const one = fc.tuple(
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('a', 'b'),
      fc.constantFrom('human', 'keyword'),
      fc.constantFrom('pass', 'fail'),
    )
    fc.assert(
      fc.property(fc.array(one), (all) => {
        const lines = all.map((l) => look(...l))
        expect(counted([...lines].reverse(), 'human')).toEqual(counted(lines, 'human'))
      }),
    )
  })
})
