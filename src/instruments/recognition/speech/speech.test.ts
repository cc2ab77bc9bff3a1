import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { speech } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-speech-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text)
  return name
}
const subjectOf = (access: unknown): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: { speech: access },
  folder,
})

/** Everything from files to quantities. */
async function scored(access: unknown, given: Record<string, unknown> = {}) {
  const subject = subjectOf(access)
  const params = speech.params.parse(given)
  const results = await measuredOnce(speech, subject, await listed(speech, subject, params))
  const reduction = speech.reduce(results, params, ['0.95'])
  const value = (name: string) => (reduction.quantities[name] as Estimate | null)?.value
  return { ...reduction, value, results, detail: reduction.detail as Record<string, Record<string, unknown>> }
}
const pairs = (name: string, rows: readonly (readonly [string, string | null, string?, string?])[]) => ({
  format: 'pairs',
  pairs: write(
    `${name}.jsonl`,
    rows
      .map(([reference, hypothesis, speaker, stratum], i) =>
        JSON.stringify({ id: `u${String(i).padStart(4, '0')}`, reference, hypothesis, speaker, stratum }),
      )
      .join('\n'),
  ),
})
const codes = async (access: unknown) =>
  (await speech.check(subjectOf(access), speech.params.parse({}))).map((p) => [p.code, p.place?.line])

const random = pcg32(11n)
const sentence = () => Array.from({ length: 3 + random.below(6) }, () => '上海轨道交通'[random.below(6)]).join('')
const many = Array.from({ length: 560 }, (_, i) => {
  const reference = sentence()
  return [reference, random.below(4) ? reference : sentence(), `s${i % 7}`, i % 2 ? 'quiet' : 'street'] as const
})

conformance('recognition/speech', async () => ({
  instrument: speech,
  subject: subjectOf(pairs('many', many)),
  params: {},
}))

const five = [
  ['x y z a b', 'a b p q r'],
  ['hello', ''],
  ['', 'extra word'],
  ['a b c d', 'a c d e'],
  ['the cat sat', 'the cat sat'],
] as const

test('two sections of one subject are two sets of transcripts', async () => {
  const access = { speech: pairs('clear', [['a b c d', 'a b c d']]), stored: pairs('noisy', [['a b c d', 'a b c']]) }
  const subject = { ...subjectOf(undefined), access }
  const rate = async (given: object) => {
    const params = speech.params.parse(given)
    const results = await measuredOnce(speech, subject, await listed(speech, subject, params))
    return speech.reduce(results, params, []).quantities['cer']
  }
  expect([await rate({}), await rate({ section: 'stored' })]).toMatchObject([{ value: '0/4' }, { value: '1/4' }])
  const material = speech.material as (fixed: object) => string
  expect([material({}), material({ section: 'stored' })]).toEqual(['speech', 'stored'])
  const [problem] = await speech.check(subject, speech.params.parse({ section: 'none' }))
  expect(problem!.place?.path).toBe('access.none')
})

describe('golden vectors', () => {
  test('sclite on five utterances: 13 words, D 5, I 6, 84.6 %, sentence errors 80 %', async () => {
    const got = await scored(pairs('five', five), { alignment: 'sclite', tokens: 'words' })
    expect(got.value('wer')).toBe('11/13')
    expect(got.value('sentenceErrors')).toBe('4/5')
    expect(got.quantities).toMatchObject({
      substitutions: 0,
      deletions: 5,
      insertions: 6,
      tokens: 13,
      emptyReferences: 1,
    })
  })

  test('by definition the first of them has 5 errors and not 6', async () => {
    const got = await scored(pairs('five', five), { tokens: 'words' })
    expect(got.value('wer')).toBe('10/13')
    expect(got.quantities).toMatchObject({ substitutions: 5, deletions: 2, insertions: 3 })
  })

  test('Chinese strings: CER 5/21 over the corpus, not the mean of rates', async () => {
    const rows = [
      ['上海市公共安全', '上海公共安仝'],
      ['沪A12345', '沪A1234S'],
      ['hello', 'hello'],
      ['视频', '视频频'],
      ['', ''],
      ['', 'x'],
    ] as const
    const got = await scored(pairs('six', rows))
    expect(got.value('cer')).toBe('5/21')
    // tokens: 7 hanzi; 沪 and a12345; hello; 视频; nothing; nothing
    expect(got.value('wer')).toBe('5/12')
    expect((await scored(pairs('six', rows), { emptyReferences: 'excluded' })).value('cer')).toBe('4/21')
  })

  test('only empty references: no rate, and the insertions are said (jiwer gives their count as a rate)', async () => {
    const got = await scored(pairs('empty', [['', '你好']]))
    expect(got.quantities).toMatchObject({ cer: null, wer: null, insertions: 2, tokens: 0, emptyReferences: 1 })
  })

  test('normalisation is part of the metric', async () => {
    const rows = pairs('norm', [['打开ＷｉＦｉ，好吗？', '呃打开wifi好吗']])
    expect((await scored(rows)).value('wer')).toBe('1/5')
    expect((await scored(rows, { normalise: ['nfkc', 'case', 'punctuation', 'fillers'] })).value('wer')).toBe('0/5')
    expect((await scored(rows, { normalise: [] })).value('cer')).toBe('7/10')
  })
})

describe('conventions', () => {
  test('an utterance without hypothesis is all deletions, or left out as sclite does; it is said both times', async () => {
    const rows = pairs('missing', [
      ['你好', '你好'],
      ['再见', null],
    ])
    const counted = await scored(rows)
    expect([counted.value('wer'), counted.quantities['missing'], counted.n]).toEqual(['2/4', 1, 2])
    const left = await scored(rows, { missing: 'excluded' })
    expect([left.value('wer'), left.quantities['missing'], left.n]).toEqual(['0/2', 1, 1])
  })

  test('speakers and strata apart; bounds by speaker are no narrower here', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const bad = i % 6 === 0
      return ['一二三四五', bad ? '六七八九十' : '一二三四五', `s${i % 6}`, bad ? 'street' : 'quiet'] as const
    })
    const got = await scored(pairs('speakers', rows))
    expect(got.quantities['strata']).toMatchObject([
      { stratum: 'quiet', cer: { value: '0/250' }, utterances: 50 },
      { stratum: 'street', cer: { value: '50/50' }, utterances: 10 },
    ])
    expect(got.quantities['speakers']).toHaveLength(6)
    const upper = (q: Quantity | undefined) => Number((q as Estimate).bounds![0]!.upper)
    expect(upper(got.quantities['cerBySpeaker'])).toBeGreaterThan(upper(got.quantities['cer']) + 0.1)
    expect((await scored(pairs('one', [['好', '好', 's']]))).quantities).toMatchObject({
      cerBySpeaker: null,
      strata: null,
    })
  })

  test('results hold counts and no text', async () => {
    const { results } = await scored(pairs('secret', [['机密', '鸡蜜']]))
    expect(JSON.stringify(results)).not.toMatch(/机密|鸡蜜/)
  })
})

describe('files', () => {
  test('Kaldi text with utt2spk', async () => {
    const got = await scored({
      format: 'kaldi',
      references: write('k.ref', '\ufeffu1 你 好\nu2 再见\r\nu3\nu4 谢谢\n'),
      hypotheses: write('k.hyp', 'u2 再见\nu1 你好\nu3\nu9 多\n'),
      speakers: write('utt2spk', 'u1 甲\nu2 乙\nu3 乙\nu4 甲\n'),
    })
    expect(got.value('cer')).toBe('2/6')
    expect(got.quantities).toMatchObject({ missing: 1, extra: 1, refused: 0, emptyReferences: 1 })
    expect(got.quantities['speakers']).toMatchObject([
      { speaker: '乙', cer: { value: '0/2' } },
      { speaker: '甲', cer: { value: '2/4' } },
    ])
    expect(got.detail['intake']).toMatchObject({ extraIds: ['u9'], files: [{}, {}, {}] })
  })

  test('trn, speaker from the id', async () => {
    const got = await scored({
      format: 'trn',
      references: write('t.ref', ';; comment\nthe cat sat (ab-cd_01)\nbye (x_1)\n'),
      hypotheses: write('t.hyp', 'the bat sat (ab-cd_01)\nbye (x_1)'),
    })
    expect(got.value('wer')).toBe('1/4')
    expect(got.quantities['speakers']).toMatchObject([{ speaker: 'ab' }, { speaker: 'x' }])
  })

  test('alternatives in a trn, and rules of a file where the standard asks for them', async () => {
    const access = {
      format: 'trn',
      references: write('a.ref', "i { am / 'm } { gonna / @ } go (s-1)\n"),
      hypotheses: write('a.hyp', 'i am going to go (s-1)\n'),
      rules: write('a.glm', '* name "en"\n;; both sides\n[GOING TO] => [GONNA]\nno rule\n'),
    }
    const normalise = ['case', 'punctuation', 'rules']
    const got = await scored(access, { alignment: 'sclite', tokens: 'words', normalise })
    expect([got.value('wer'), got.quantities['refused']]).toEqual(['0/4', 1])
    expect(got.detail['intake']).toMatchObject({ refusals: [{ file: 'a.glm', line: 4 }], files: [{}, {}, {}] })
    const { rules: _, ...without } = access
    const check = async (given: object, steps: string[]) =>
      (await speech.check(subjectOf(given), speech.params.parse({ normalise: steps }))).map((p) => p.code)
    expect(await check(access, ['case'])).toEqual(['speech-rules'])
    expect(await check(without, normalise)).toEqual(['speech-rules'])
    expect(await check({ ...access, rules: '../x.glm' }, normalise)).toEqual(['recognition-file-missing'])
  })

  test('stm and ctm joined as sclite 2.4.10 joins them, case by case', async () => {
    const stm = [
      ';; comment',
      'f1 1 spkA 0.0 2.0 <o,f0,male> the cat sat',
      'f1 1 spkB 2.0 4.0 <o,f1,female> on the mat',
      'f1 1 spkA 4.0 5.0 <o,f0,male> IGNORE_TIME_SEGMENT_IN_SCORING',
      'f1 1 spkA 6.0 7.0 <o,f0,male> bye',
      'f1 1 spkC 9.0 10.0 <o,f0,male> lost words here',
    ]
    const ctm = [
      'f1 1 0.1 0.3 the',
      'f1 1 0.5 0.3 cat',
      'f1 1 1.9 0.3 sat',
      'f1 1 2.5 0.3 the',
      'f1 1 3.0 0.3 mat',
      'f1 1 4.2 0.3 ignored',
      'f1 1 5.2 0.3 gap',
      'f1 1 6.2 0.3 bye',
      'f1 1 8 0.3 late',
      'f1 1 12.0 0.3 after',
      'f1 1 13.0 0.3 end 0.9',
      'f2 1 0.0 0.3 other',
    ]
    const got = await scored(
      { format: 'stm-ctm', references: write('r.stm', stm.join('\n')), hypotheses: write('h.ctm', ctm.join('\n')) },
      { alignment: 'sclite', tokens: 'words' },
    )
    // sclite -r r.stm stm -h h.ctm ctm -o pra (without the line of f2): #S #D #I
    const rows = got.results.flatMap(({ result }) => (result.kind === 'counts' ? result.rows : []))
    expect(rows.map(([, speaker, , , [, , s, d, i]]) => [speaker, s, d, i])).toEqual([
      ['spkA', 0, 1, 0],
      ['spkB', 1, 0, 0],
      ['spkA', 0, 0, 1],
      ['spkC', 3, 0, 0],
    ])
    expect(got.detail['intake']).toMatchObject({ ignored: 1, extra: 1, extraIds: ['f2 1 other'] })
  })

  test('CSV, TSV and JSON Lines say the same', async () => {
    const csv = write('p.csv', 'stratum,识别,id,参考\nq,"你,\n好",a,"你,\n好"\nq,再建,b,再见\n')
    const tsv = write('p.tsv', 'id\treference\thypothesis\tstratum\na\t你, 好\t你, 好\tq\nb\t再见\t再建\tq\n')
    const a = await scored({ format: 'pairs', pairs: csv })
    const b = await scored({ format: 'pairs', pairs: tsv })
    const c = await scored(
      pairs('p', [
        ['你,好', '你,好', '', 'q'],
        ['再见', '再建', '', 'q'],
      ]),
    )
    for (const got of [a, b, c]) {
      expect(got.value('cer')).toBe('1/4')
      expect(got.quantities['strata']).toMatchObject([{ stratum: 'q', utterances: 2 }])
    }
  })
})

describe('hostile files', () => {
  test('a malformed line is refused with file, line and what was expected, and counted', async () => {
    const access = {
      format: 'trn',
      references: write('bad.ref', 'one (s-1)\nno id\n{ a / b c (s-2)\none again (s-1)\nfour (s-4)\n'),
      hypotheses: write('bad.hyp', 'one (s-1)\nfour (s-4)\n'),
    }
    expect(await codes(access)).toEqual([
      ['recognition-line', 2],
      ['recognition-line', 3],
      ['recognition-line', 4],
    ])
    const got = await scored(access)
    expect([got.value('wer'), got.quantities['refused']]).toEqual(['0/2', 3])
    expect(got.detail['intake']!['refusals']).toMatchObject([
      { file: 'bad.ref', line: 2, column: 5, expected: 'text (speaker-utterance)' },
      { file: 'bad.ref', line: 3, column: 1 },
      { file: 'bad.ref', line: 4, expected: 'id: not listed before' },
    ])
  })

  test('bytes that are no text, endless lines, ligatures that swell: refused, the rest is read', async () => {
    const lines = ['u1 好', `u2 ${'a'.repeat(2 << 20)}`, `u3 ${'\ufdfa'.repeat(2000)}`, 'u4 好']
    const bytes = Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.of(0x75, 0x35, 0x20, 0xff, 10)])
    const got = await scored({
      format: 'kaldi',
      references: write('h.ref', bytes),
      hypotheses: write('h.hyp', 'u1 好\nu4 好\n'),
    })
    expect([got.value('cer'), got.quantities['refused'], got.n]).toEqual(['0/2', 3, 2])
  })

  test.each<[string, unknown, string]>([
    ['no access', undefined, 'speech-access'],
    ['an unknown format', { format: 'wav', references: 'a', hypotheses: 'b' }, 'speech-access'],
    ['a file that is not there', { format: 'trn', references: 'none', hypotheses: 'none' }, 'recognition-file-missing'],
    ['a folder', { format: 'trn', references: '.', hypotheses: '.' }, 'recognition-file-missing'],
    ['a path out', { format: 'pairs', pairs: '../../../x.csv' }, 'recognition-file-missing'],
    ['a link out', { format: 'pairs', pairs: 'link.csv' }, 'recognition-file-outside'],
    ['an empty file', { format: 'pairs', pairs: 'none.jsonl' }, 'recognition-columns'],
    ['no columns', { format: 'pairs', pairs: 'columns.csv' }, 'recognition-columns'],
    ['an open quote', { format: 'pairs', pairs: 'quote.csv' }, 'recognition-quote-open'],
  ])('%s: one clear problem', async (_, access, code) => {
    write('none.jsonl', '')
    write('columns.csv', 'id,reference\na,b\n')
    write('quote.csv', 'id,reference,hypothesis\na,"b,c\nd,e,f\n')
    rmSync(join(folder, 'link.csv'), { force: true })
    symlinkSync(process.execPath, join(folder, 'link.csv'))
    const problems = await speech.check(subjectOf(access), speech.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })

  test('whatever stands in the files, it is read or refused, never thrown', async () => {
    const junk = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '(', ')', '-', '"', ',', '\t', '{', '1', '.', '<', '你', ';'),
    })
    await fc.assert(
      fc.asyncProperty(junk, junk, fc.constantFrom('kaldi', 'trn', 'stm-ctm'), async (a, b, format) => {
        const access = { format, references: write('fuzz.a', a), hypotheses: write('fuzz.b', b) }
        const got = await scored(access)
        expect(got.n).toBe(got.quantities['utterances'] ?? 0)
      }),
      { numRuns: 150 },
    )
  })
})
