import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { conformance } from '../conformance/conformance.ts'
import { annotation } from './annotation/index.ts'
import { readLedger, readRules } from './annotation/ledger.ts'

const records = `itemId,annotatorId,reviewerId,kind,result,ts
f1,ann,bob,functional,ok,2026-03-01T09:00:00+08:00
f2,ann,,functional,ok,2026-03-01T09:05:00+08:00
s1,ann,bob,safety,ok,2026-03-01T09:10:00+08:00
s2,ann,ann,safety,ok,2026-03-01T09:15:00+08:00
s3,cao,,safety,ok,2026-06-01T09:00:00+08:00
s3,ann,bob,safety,ok,2026-06-02T09:00:00+08:00
`
const people = `id,trainedAt,examScore,expiresAt
ann,2026-01-05,88,2026-12-31
bob,2026-01-05,60,
cao,2026-01-05,91,2026-05-31
`
const rules = 'classId\nA.1.a\nA.1.b\nA.1.a\n'
let folder: string
afterAll(() => rm(folder, { recursive: true }))

conformance('genai/annotation', async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-annotation-'))
  await writeFile(join(folder, 'annotation_records.csv'), records)
  await writeFile(join(folder, 'annotators.csv'), people)
  await writeFile(join(folder, 'annotation_rules.csv'), rules)
  const subject = {
    id: 's',
    title: { zh: '被测', en: 'subject' },
    version: '1',
    facts: {},
    access: { annotation: '.' },
    folder,
  }
  return { instrument: annotation, subject, params: {} }
})

const counted = (r = records, p = people, pass = 60) => {
  const read = readLedger({ text: r, file: 'r.csv' }, { text: p, file: 'p.csv' }, pass)
  return read.ok ? read.value : read.problems.map(({ code, place }) => [code, place?.file, place?.line])
}

describe('the annotation ledger', () => {
  test('counted by hand', () => {
    expect(counted()).toEqual([
      { part: 'functional', items: 2, reviewed: 1, sameHands: 0 },
      // s2 was looked at by its own annotator only; s3 by somebody else the second time
      { part: 'safety', items: 3, reviewed: 2, sameHands: 1 },
      // cao worked a day after the examination had expired
      { part: 'people', atWork: 3, unexamined: 1 },
    ])
  })

  test('the quantities that standards ask for', () => {
    const read = counted() as never[]
    const results = [...read, { part: 'rules', classes: 2 }].map((result, i) => ({
      id: String(i),
      result: result as never,
    }))
    expect(annotation.reduce(results, annotation.params.parse({}), []).quantities).toEqual({
      sameHands: 1,
      classesCovered: 2,
      safetyUnreviewed: 1,
      functionalSampled: 1,
      unexamined: 1,
    })
  })

  test('the last day of an examination still counts, and a score below the line does not', () => {
    expect(counted(records, people.replace('2026-05-31', '2026-06-01'))[2]).toMatchObject({ unexamined: 0 })
    expect(counted(records, people, 61)[2]).toMatchObject({ unexamined: 2 })
    expect(counted(records, 'id,trainedAt,examScore,expiresAt\n')[2]).toMatchObject({ atWork: 3, unexamined: 3 })
  })

  test('Chinese columns and words', () => {
    const chinese = '条目编号,标注人,审核人,类别,结果,时间\ns1,甲,乙,安全性,合格,2026-03-01\n'
    expect(
      counted(chinese, '人员编号,培训日期,考核成绩,有效期至\n甲,2026-01-01,90,\n乙,2026-01-01,90,\n'),
    ).toMatchObject([{ items: 0 }, { items: 1, reviewed: 1 }, { unexamined: 0 }])
  })

  test.each([
    [records.replace('safety', 'safe'), [['record-row-invalid', 'r.csv', 4]]],
    [records.replace('2026-03-01T', '2026-02-30T'), [['record-row-invalid', 'r.csv', 2]]],
    ['itemId,kind\n', [['record-columns', 'r.csv', 1]]],
    [`${records}"x`, [['record-quote-open', 'r.csv', 8]]],
  ])('a broken ledger names its line', (text, problems) => expect(counted(text)).toEqual(problems))

  test('rules name risk classes of Annex A', () => {
    expect(readRules(rules, 'x.csv')).toMatchObject({ ok: true, value: { part: 'rules', classes: 2 } })
    expect(readRules('classId\nA.9.z\n', 'x.csv')).toMatchObject({
      ok: false,
      problems: [{ code: 'record-row-invalid' }],
    })
  })
})
