import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { ledger } from './index.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function subjectWith(text: string): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-ledger-'))
  folders.push(folder)
  writeFileSync(join(folder, 'ledger_requests.csv'), text)
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { ledgers: '.' }, folder }
}

/** 15 working days after Monday 2026-03-02 end on Monday 2026-03-23; ten after 2026-09-28 on 2026-10-16, with the holidays of that autumn. */
const entries = `id,opened,closed,due
in-time,2026-03-02,2026-03-23,
late,2026-03-02,2026-03-24,
published-limit,2026-03-02,2026-03-06,2026-03-05
not-due,2026-11-20,,
overdue,2026-09-01,,
too-old,2024-01-02,,
`
const given = { ledger: 'requests', workdays: 15, asOf: '2026-11-22' }

conformance('records/ledger', async () => ({ instrument: ledger, subject: subjectWith(entries), params: given }))

async function counted(text: string, params: object = given) {
  const subject = subjectWith(text)
  const parsed = ledger.params.parse(params)
  const problems = await ledger.check(subject, parsed)
  if (problems.length > 0) return problems.map((p) => [p.code, p.place?.line])
  const results = await measuredOnce(ledger, subject, await listed(ledger, subject, parsed))
  const { quantities } = ledger.reduce(results, parsed, ['0.95'])
  return { ...quantities, inTime: (quantities['inTime'] as Estimate | null)?.value ?? null }
}

describe('a ledger', () => {
  test('counted by hand', async () => {
    expect(await counted(entries)).toEqual({ inTime: '1/4', late: 3, open: 1 })
  })

  test('holidays are no working days', async () => {
    const row = (closed: string) => `id,opened,closed\na,2026-09-28,${closed}\n`
    expect(await counted(row('2026-10-16'), { ...given, workdays: 10 })).toMatchObject({ inTime: '1/1' })
    expect(await counted(row('2026-10-17'), { ...given, workdays: 10 })).toMatchObject({ inTime: '0/1' })
  })

  test('what was closed after the day of assessment is not closed yet', async () => {
    expect(await counted('id,opened,closed,due\na,2026-11-01,2026-11-23,2026-11-21\n')).toMatchObject({ late: 1 })
    expect(await counted('id,opened,closed,due\na,2026-11-01,2026-11-23,2026-11-22\n')).toMatchObject({
      inTime: null,
      open: 1,
    })
  })

  test('Chinese columns', async () => {
    expect(await counted('编号,受理日期,办结日期,应办结日期\n甲,2026-03-02,2026-03-03,2026-03-05\n')).toMatchObject({
      inTime: '1/1',
    })
  })

  test.each([
    ['id,opened,closed\n', [['ledger-empty', undefined]]],
    ['id,opened\na,2026-03-02\n', [['record-columns', 1]]],
    ['id,opened,closed\na,2026-02-30,\n', [['record-row-invalid', 2]]],
    ['id,opened,closed\na,2026-03-02,2026-03-01\n', [['record-row-invalid', 2]]],
    ['id,opened,closed\na,2026-03-02,\na,2026-03-02,\n', [['record-row-invalid', 3]]],
  ])('%j', async (text, problems) => {
    expect(await counted(text)).toEqual(problems)
  })

  test('without any limit nothing can be late, and that is said', async () => {
    expect(await counted('id,opened,closed\na,2026-03-02,\n', { ledger: 'requests', asOf: '2026-11-22' })).toEqual([
      ['record-row-invalid', 2],
    ])
  })
})
