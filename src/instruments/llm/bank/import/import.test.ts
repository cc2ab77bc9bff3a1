import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { privacyShape } from '../../privacy/reduce.ts'
import { canaryLine, canaryOf, givesAway } from '../canary.ts'
import { bankText } from '../canonical.ts'
import { allClasses, aspectIds, classTitle } from '../classes.ts'
import { workbook } from '../fixtures/workbook.ts'
import { walkBank } from '../read.ts'
import { classNamed } from './class-named.ts'
import { type ConvertOptions, convert } from './convert.ts'
import { importBank } from './import.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const options: ConvertOptions = { type: 'content', source: 'own', licence: 'CC0-1.0' }

async function made(name: string, content: string | Uint8Array, more: Partial<ConvertOptions> = {}) {
  const file = join(folder, name)
  writeFileSync(file, content)
  const got = await importBank(file, { ...options, ...more })
  if (!got.ok) throw new Error(got.problems.map((p) => p.code).join())
  return got.value
}

async function refused(name: string, content: string | Uint8Array) {
  const file = join(folder, name)
  writeFileSync(file, content)
  const got = await importBank(file, options)
  return got.ok ? [] : got.problems.map((p) => p.code)
}

describe('tables', () => {
  const csv =
    '编号,题目,风险类别,来源,许可\r\nq1,"第一题，含逗号",民族歧视,甲,CC-BY-4.0\r\nq2,第二题,A.1.h,,\r\n,第三题,没有这一类,,\r\nq4,,民族歧视,,\r\n'

  test.each([
    ['with a byte order mark', `\ufeff${csv}`],
    ['without', csv],
  ])('CSV %s, Chinese column names; what is left out is said with its line', async (name, text) => {
    const got = await made(`${name}.csv`, text)
    expect(got.lines.map((l) => [l.id, l.classId, l.prompt, l.source, l.licence, l.lang])).toEqual([
      ['q1', 'A.2.a', '第一题，含逗号', '甲', 'CC-BY-4.0', 'zh'],
      ['q2', 'A.1.h', '第二题', 'own', 'CC0-1.0', 'zh'],
    ])
    expect(got.skipped.map((s) => [s.line, s.why.en, s.got])).toEqual([
      [4, 'The class is not known', '没有这一类'],
      [5, 'There is no question', undefined],
    ])
    expect(got.read).toBe(4)
  })

  test('XLSX gives the same bank as the CSV that was saved from it', async () => {
    const rows = [
      ['编号', '题目', '风险类别'],
      ['q1', '第一题', '民族歧视'],
      ['q2', '第二题', 'A.1.h'],
    ]
    const [sheet, text] = [
      await made('a.xlsx', workbook(rows)),
      await made('a.csv', rows.map((r) => r.join(',')).join('\n')),
    ]
    expect(sheet).toEqual(text)
    expect(sheet.lines).toHaveLength(2)
  })

  test('a workbook that unpacks to too much, or is none, is refused', async () => {
    const bomb = workbook([['题目'], ['x']], { 'xl/media.xml': new Uint8Array(65 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refused('bomb.xlsx', bomb)).toEqual(['import-too-large'])
    expect(await refused('no.xlsx', 'not a workbook')).toEqual(['import-workbook'])
    expect(await refused('half.xlsx', workbook([['题目'], ['x']]).subarray(0, 300))).toEqual(['import-workbook'])
  })

  test('other set-ups that cannot be read say so', async () => {
    expect(await refused('gbk.csv', Uint8Array.of(0xcc, 0xe2, 0xc4, 0xbf))).toEqual(['bank-not-utf8'])
    expect(await refused('head.csv', 'a,b\n1,2\n')).toEqual(['import-columns'])
    expect(await refused('quote.csv', '题目\n"open\n')).toEqual(['import-quote-open'])
    expect(await refused('x.docx', '')).toEqual(['import-form'])
  })
})

describe('CHiSafetyBench shapes', () => {
  test('groups of questions, and both spellings of a name', async () => {
    const file = [
      { category: '歧视', infos: [{ id: 1, question: '问题一', category: '年龄歧视' }] },
      { category: '歧视内容', infos: [{ id: 2, question: '问题二', category: '年龄歧视' }] },
      {
        category: '侵犯他人合法权益',
        infos: [
          { id: 3, question: '问题三', category: '侵犯他人其他合法权益' },
          { id: 4, question: '问题四', category: '侵害他人其他合法权益' },
        ],
      },
      { category: '歧视内容', infos: [{ id: 5, question: '问题五' }] },
    ]
    const got = await made('chi.json', JSON.stringify(file))
    expect(got.lines.map((l) => [l.id, l.classId])).toEqual([
      ['1', 'A.2.f'],
      ['2', 'A.2.f'],
      ['3', 'A.4.g'],
      ['4', 'A.4.g'],
    ])
    expect(got.skipped).toEqual([
      {
        line: 5,
        why: { zh: '只写了大类 A.2，没有写到 31 类', en: 'Only the group A.2 is named, not one of its classes' },
        got: '歧视内容',
      },
    ])
  })

  test('dialogues keep what was said before', async () => {
    const file = [
      {
        category: '歧视',
        sub_category: '性别歧视',
        input: '那么第二问呢？',
        history: [
          { role: 'user', content: '第一问' },
          { role: 'assistant', content: '第一答' },
        ],
      },
    ]
    const [line] = (await made('multi.json', JSON.stringify(file))).lines
    expect(line?.classId).toBe('A.2.e')
    expect(line?.messages).toEqual([
      { role: 'user', content: '第一问' },
      { role: 'assistant', content: '第一答' },
      { role: 'user', content: '那么第二问呢？' },
    ])
  })
})

describe('JSON Lines', () => {
  test('broken lines, repeated questions and taken ids are each said with their line', async () => {
    const text = [
      '{"id":"a","prompt":"One?","classId":"A.1.a"}',
      'not json',
      '[]',
      '{"id":"b","prompt":"one?","classId":"A.1.a"}',
      '{"id":"a","prompt":"Two?","classId":"A.1.a"}',
      '{"prompt":"Three?","classId":"A.1.a","createdAt":"2026-02-30"}',
    ].join('\n')
    const got = await made('x.jsonl', text)
    expect(got.lines.map((l) => l.prompt)).toEqual(['One?', 'Two?'])
    expect(got.renamed).toEqual([5])
    expect(got.skipped.map((s) => s.line)).toEqual([2, 3, 4, 6])
    expect(got.lines[1]!.id).toMatch(/^q-[0-9a-f]{12}$/)
  })
})

describe('classes', () => {
  test('every class is known by its id, by its Chinese and by its English name', () => {
    for (const id of [...allClasses, ...aspectIds]) {
      const { zh, en } = classTitle(id)!
      for (const name of [id, zh!, en!, `${id} ${zh}`, `${id.toLowerCase()}、${zh}`])
        expect([name, classNamed(name)]).toEqual([name, { classId: id }])
    }
  })
  test('names of our own go before', () => {
    expect(classNamed('我们的类', new Map([['我们的类', 'A.2.i']]))).toEqual({ classId: 'A.2.i' })
    expect(classNamed('我们的类')).toBeUndefined()
  })
})

describe('laws', () => {
  const draft = fc.record({
    line: fc.nat(),
    fields: fc.dictionary(
      fc.constantFrom(
        'id',
        'prompt',
        'messages',
        'classId',
        'group',
        'tags',
        'createdAt',
        'holdout',
        'options',
        'gold',
        'lang',
        'source',
        'data',
      ),
      fc.oneof(fc.string(), fc.constantFrom('A.1.a', 'A.2.b', '年龄歧视', '是'), fc.integer(), fc.jsonValue()),
    ),
  })
  test('read = taken + left out, and what is taken is a bank', () => {
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (drafts, holdout) => {
        const got = convert(drafts, { ...options, classId: 'A.1.a', holdout })
        expect(got.lines.length + got.skipped.length).toBe(got.read)
        const text = bankText(got.lines)
        if (got.lines.length === 0) return
        const again: unknown[] = []
        const walked = walkBank(Buffer.from(text), 'x', (l) => again.push(l))
        expect(walked.ok || walked.problems).toBe(true)
        expect(bankText(again as typeof got.lines)).toBe(text)
        for (const c of new Set(got.lines.map((l) => l.classId))) {
          const of = got.lines.filter((l) => l.classId === c)
          expect(of.filter((l) => l.holdout).length).toBeGreaterThanOrEqual(Math.ceil(holdout * of.length))
        }
      }),
      { numRuns: 150 },
    )
  })
  test('the same questions are held out whatever their order', () => {
    const drafts = Array.from({ length: 40 }, (_, i) => ({
      line: i + 1,
      fields: { id: `q${i}`, prompt: `Question ${i}?`, classId: 'A.1.a' },
    }))
    const held = (d: typeof drafts) =>
      convert(d, { ...options, holdout: 0.3 })
        .lines.filter((l) => l.holdout)
        .map((l) => l.id)
        .sort()
    expect(held(drafts)).toHaveLength(12)
    expect(held(drafts.toReversed())).toEqual(held(drafts))
  })
})

describe('canary', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const line = canaryLine(id)

  test('is a line of a bank, is known again, and shows only half of itself to whoever is asked', () => {
    const taken: string[] = []
    expect(walkBank(Buffer.from(bankText([line])), 'x', (l) => taken.push(canaryOf(l) ?? '')).ok).toBe(true)
    expect(taken).toEqual([id])
    expect(line.prompt).toContain(id.slice(0, 18))
    expect(line.prompt).not.toContain(id.slice(19))
    expect(givesAway(line.prompt!, id)).toBe(false)
  })
  test.each([
    [`it goes on with ${id.slice(19)}`, true],
    [id.toUpperCase(), true],
    [id.replaceAll('-', ''), true],
    [`0f8fad5b-d9cb-469f`, false],
    ['I do not know.', false],
  ])('%s gives it away: %s', (text, gives) => expect(givesAway(text, id)).toBe(gives))
  test('is of the shape that llm/privacy asks for', () => {
    expect(line.type).toBe('privacy')
    expect(line.data).toEqual({ kind: 'person', secrets: [id.slice(19)] })
    expect(privacyShape.safeParse(line.data).success).toBe(true)
  })
})
