import { beforeAll, expect, test } from 'vitest'
import { walked } from '../../life/fixtures/walk.ts'
import { onBothEngines, organization } from '../fixtures/engines.ts'
import { rules } from '../project-rules.ts'
import { act, openProject } from '../projects.ts'
import { asTenant, type Unit } from '../unit.ts'
import { noteDeadlines } from './deadlines.ts'
import { notices } from './read.ts'

const noon = (day: string) => new Date(`${day}T04:00:00Z`)

onBothEngines('deadlines of projects', (bench) => {
  let org = ''
  const as = <T>(work: (unit: Unit) => Promise<T>) => asTenant(bench().engine, { org, person: 'ann' }, work)
  const told = async () =>
    (await as((unit) => notices(unit, { unread: false, limit: 50 })))
      .map(({ kind, due, about }) => `${kind} ${about.deadline} ${due}`)
      .sort()

  /** An edition in force since 2026-01-01, published on 2025-09-19, act by act on its days. */
  beforeAll(async () => {
    org = await organization(bench().engine, 'committee')
    const [first, ...rest] = walked('S13').acts
    const on = (day: string) => ({ ...rules(noon('2026-01-10')), today: day })
    await as(async (unit) => {
      const opened = await openProject(unit, on(first!.valid), {
        procedure: 'cn-sh-local',
        role: 'department',
        deed: first!.deed as never,
      })
      if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
      for (const { deed, role, valid } of rest) {
        const done = await act(unit, on(valid), opened.value, { role, deed })
        if (!done.ok) throw new Error(JSON.stringify(done.problems))
      }
    })
  })

  test('each is told in its time, and once, also by two at the same moment', async () => {
    const seen: string[] = []
    for (const [day, wanted] of [
      ['2026-02-01', []],
      ['2028-02-18', ['deadline-near advice 2028-03-19']],
      ['2028-03-19', []],
      ['2028-03-20', ['deadline-overdue advice 2028-03-19']],
      ['2028-08-21', ['deadline-near review 2028-09-19']],
      ['2028-09-20', ['deadline-overdue review 2028-09-19']],
      ['2028-09-21', []],
    ] as const) {
      await Promise.all([1, 2].map(() => noteDeadlines(bench().engine, org, noon(day))))
      seen.push(...wanted)
      expect([day, await told()]).toEqual([day, [...seen].sort()])
    }
  })
})
