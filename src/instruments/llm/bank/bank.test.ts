import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daysBetween, readChangelog } from './changelog.ts'
import { allClasses, aspectIds, refusalClasses } from './classes.ts'
import { findFile } from './files.ts'
import { readBank } from './read.ts'
import { allocate, drawSample, type SampleRule } from './sample.ts'
import { bankStatistics, daysSinceUpdate, smallestClass } from './statistics.ts'

describe('reading a bank', () => {
  const item = (more: object = {}) =>
    JSON.stringify({ id: 'a', lang: 'zh', classId: 'A.1.a', type: 'content', prompt: '问', ...more })
  const problems = (text: string) => {
    const bank = readBank(text, 'b.jsonl')
    return bank.ok ? [] : bank.problems.map((p) => [p.code, p.place?.line, p.place?.path])
  }

  test('a prompt is one user message; blank lines and a byte order mark are skipped but counted', () => {
    const bank = readBank(`\ufeff${item()}\r\n\r\n${item({ id: 'b' })}`, 'b.jsonl')
    expect(bank.ok && bank.value.items.map((i) => [i.id, i.line, i.messages])).toEqual([
      ['a', 1, [{ role: 'user', content: '问' }]],
      ['b', 3, [{ role: 'user', content: '问' }]],
    ])
  })

  test.each([
    ['', [['bank-empty', undefined, undefined]]],
    ['{"id": }', [['bank-not-json', 1, undefined]]],
    [`${item()}\n${item()}`, [['bank-id-twice', 2, undefined]]],
    [item({ type: 'other' }), [['bank-line-invalid', 1, 'type']]],
    [item({ prompt: undefined }), [['bank-line-invalid', 1, 'prompt']]],
    [item({ prompt: '' }), [['bank-line-invalid', 1, 'prompt']]],
    [item({ id: 'a#1' }), [['bank-line-invalid', 1, 'id']]],
    [item({ createdAt: '2026-13-01' }), [['bank-line-invalid', 1, 'createdAt']]],
    [item({ surprise: 1 }), [['bank-line-invalid', 1, undefined]]],
    [item({ messages: [{ role: 'user', content: 'x' }] }), [['bank-line-invalid', 1, 'prompt']]],
    [
      item({ prompt: undefined, messages: [{ role: 'assistant', content: 'x' }] }),
      [['bank-line-invalid', 1, 'messages']],
    ],
    [
      `${item()}\n[]\n"x"`,
      [
        ['bank-line-invalid', 2, undefined],
        ['bank-line-invalid', 3, undefined],
      ],
    ],
  ])('%s', (text, expected) => expect(problems(text)).toEqual(expected))

  test('a broken file gives a readable number of problems', () => {
    expect(problems('x\n'.repeat(10_000))).toHaveLength(20)
  })
})

describe('sampling', () => {
  type Candidate = { readonly id: string; readonly classId: string }
  const draw = (items: readonly Candidate[], r: SampleRule) =>
    Array.from(
      drawSample(
        items.map(({ id, classId }) => [id, classId]),
        r,
      ),
      (position) => items[position]!,
    )
  const frame = fc
    .array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((classes) =>
      [...new Map(classes)].flatMap(([c, n]) => Array.from({ length: n }, (_, i) => ({ id: `${c}${i}`, classId: c }))),
    )
  const rule = fc.record({
    size: fc.integer({ min: 1, max: 120 }),
    perClass: fc.integer({ min: 0, max: 12 }),
    seed: fc.nat(1000),
  })
  const countBy = (items: readonly { classId: string }[]) => {
    const counts = new Map<string, number>()
    for (const { classId } of items) counts.set(classId, (counts.get(classId) ?? 0) + 1)
    return counts
  }

  test('no item twice, minima kept, size kept, order of the bank without effect', () => {
    fc.assert(
      fc.property(frame, rule, fc.nat(), (items, r, turn) => {
        const sample = draw(items, r)
        const sizes = countBy(items)
        const counts = countBy(sample)
        expect(new Set(sample.map((s) => s.id)).size).toBe(sample.length)
        for (const [c, size] of sizes) expect(counts.get(c) ?? 0).toBeGreaterThanOrEqual(Math.min(size, r.perClass))
        const minima = [...sizes.values()].reduce((sum, n) => sum + Math.min(n, r.perClass), 0)
        expect(sample.length).toBe(Math.min(items.length, Math.max(r.size, minima)))
        const cut = turn % items.length
        expect(draw([...items.slice(cut), ...items.slice(0, cut)].reverse(), r)).toEqual(sample)
      }),
      { numRuns: 300 },
    )
  })

  test('without minima the shares follow the class sizes to less than one item', () => {
    fc.assert(
      fc.property(frame, rule, (items, r) => {
        const sizes = countBy(items)
        const size = Math.min(r.size, items.length)
        for (const [c, n] of allocate(sizes, { size })) {
          expect(Math.abs(n - (size * sizes.get(c)!) / items.length)).toBeLessThan(1)
        }
      }),
    )
  })

  test('the seed decides, and a bank that grows keeps its sample', () => {
    const items = Array.from({ length: 300 }, (_, i) => ({ id: `q${i}`, classId: 'A' }))
    const ids = (seed: number, from = items) => draw(from, { size: 50, seed }).map((s) => s.id)
    expect(ids(1)).toEqual(ids(1))
    expect(ids(1)).not.toEqual(ids(2))
    const grown = new Set(ids(1, [...items, { id: 'new', classId: 'A' }]))
    expect(ids(1).filter((id) => grown.has(id)).length).toBeGreaterThanOrEqual(49)
  })

  test('every item is drawn about equally often over seeds', () => {
    const items = Array.from({ length: 20 }, (_, i) => ({ id: `q${i}`, classId: 'A' }))
    const counts = new Map(items.map((i) => [i.id, 0]))
    for (let seed = 0; seed < 2000; seed++)
      for (const { id } of draw(items, { size: 5, seed })) counts.set(id, counts.get(id)! + 1)
    // 500 expected, standard deviation 19
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100)
  })

  test.each([
    [{ size: 10 }, { A: 7, B: 2, C: 1 }],
    [
      { size: 10, perClass: 3 },
      { A: 4, B: 3, C: 3 },
    ],
    [
      { size: 5, perClass: 3 },
      { A: 3, B: 3, C: 3 },
    ],
    [{ size: 95 }, { A: 67, B: 19, C: 9 }],
    [{}, { A: 70, B: 20, C: 10 }],
    [{ size: 500 }, { A: 70, B: 20, C: 10 }],
  ])('%j of 70, 20 and 10', (r, expected) => {
    expect(
      Object.fromEntries(
        allocate(
          new Map([
            ['A', 70],
            ['B', 20],
            ['C', 10],
          ]),
          r,
        ),
      ),
    ).toEqual(expected)
  })
})

describe('counts', () => {
  test('classes of the standard: 31, 17 and 13; their minima add up as published', () => {
    expect([allClasses.length, refusalClasses.length, aspectIds.length]).toEqual([31, 17, 13])
    expect(refusalClasses.length * 50 + (allClasses.length - refusalClasses.length) * 20).toBe(1130)
    expect(refusalClasses.length * 20).toBe(340)
  })

  test('statistics', () => {
    const s = bankStatistics(['A', 'B', 'A', 'X'], ['A', 'B', 'C'])
    expect(s).toEqual({ total: 4, byClass: { A: 2, B: 1, X: 1 }, covered: 2, missing: ['C'], unexpected: ['X'] })
    expect([smallestClass(s, ['A', 'B']), smallestClass(s, ['A', 'C'])]).toEqual([1, 0])
  })

  test.each([
    ['2026-02-28', '2026-03-01', 1],
    ['2024-02-28', '2024-03-01', 2],
    ['2025-12-31', '2026-01-01', 1],
    ['2000-01-01', '2026-11-22', 9822],
    ['2026-01-08', '2026-01-01', -7],
  ])('from %s to %s', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days)
    expect(days).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000)
  })

  test('updates after the day of assessment do not count', () => {
    expect(daysSinceUpdate(['2026-01-01', '2026-01-05', '2026-02-01'], '2026-01-10')).toBe(5)
    expect(daysSinceUpdate(['2026-02-01'], '2026-01-10')).toBeNull()
  })

  test.each([
    ['date,bank,added,removed,reason\n2026-01-01,keywords,1,0,"a, b"\n', []],
    ['day,bank\n', [['changelog-columns', 1]]],
    [
      'date,bank,added,removed,reason\n2026-01-32,keywords,1,0,\n2026-01-01,other,1,0,\n2026-01-01,content,-1,0,\n',
      [
        ['changelog-row-invalid', 2],
        ['changelog-row-invalid', 3],
        ['changelog-row-invalid', 4],
      ],
    ],
  ])('change log %j', (text, expected) => {
    const log = readChangelog(text, 'c.csv')
    expect(log.ok ? [] : log.problems.map((p) => [p.code, p.place?.line])).toEqual(expected)
  })
})

describe('finding files', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-bank-'))
    for (const folder of ['subject/banks', 'standard/banks', 'elsewhere'])
      await mkdir(join(root, folder), { recursive: true })
    await writeFile(join(root, 'subject/banks/own.jsonl'), 'own')
    await writeFile(join(root, 'standard/banks/own.jsonl'), 'sample')
    await writeFile(join(root, 'standard/banks/sample.jsonl'), 'sample')
    await writeFile(join(root, 'standard/latin1.csv'), Buffer.from([0x61, 0xe9]))
    await writeFile(join(root, 'elsewhere/secret.jsonl'), 'secret')
    await symlink(join(root, 'elsewhere/secret.jsonl'), join(root, 'subject/link.jsonl'))
    await symlink(join(root, 'elsewhere'), join(root, 'subject/way'))
  })
  afterAll(() => rm(root, { recursive: true }))

  test.each([
    ['banks/own.jsonl', 'own'],
    ['own', 'own'],
    ['banks/sample.jsonl', 'sample'],
    ['sample', 'sample'],
    ['missing', 'bank-missing'],
    ['../elsewhere/secret.jsonl', 'bank-path-outside'],
    ['banks/../../elsewhere/secret.jsonl', 'bank-path-outside'],
    ['..\\elsewhere\\secret.jsonl', 'bank-path-outside'],
    ['/etc/hosts', 'bank-path-outside'],
    ['link.jsonl', 'bank-path-outside'],
    ['way/secret.jsonl', 'bank-path-outside'],
    ['latin1.csv', 'bank-not-utf8'],
  ])('%s is %s', async (name, expected) => {
    const file = await findFile(name, join(root, 'subject'), join(root, 'standard'))
    expect(file.ok ? file.value.text : file.problems[0]?.code).toBe(expected)
    expect(JSON.stringify(file)).not.toContain(root)
  })
})
