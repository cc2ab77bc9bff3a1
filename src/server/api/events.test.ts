import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { estateOf } from '../fixtures/estate.ts'
import { type Heard, type Listening, listening } from '../fixtures/listening.ts'
import { organizationWith } from '../fixtures/people.ts'
import { type Town, townOn } from '../fixtures/town.ts'
import { asAuth } from '../sign-in/dialect.ts'
import { removeMember } from '../sign-in/members.ts'
import type { Principal } from '../sign-in/principal.ts'

onBothEngines('events', (bench) => {
  let town: Town
  const open: Listening[] = []
  beforeAll(async () => {
    town = await townOn(bench().engine)
  })
  afterAll(async () => {
    await Promise.all(open.map((each) => each.stop()))
    await town?.close()
  })

  const listen = async (who: 'company' | 'laboratory', headers?: Record<string, string>) => {
    const made = await listening(town, town.own[who].people.viewer.token, headers)
    open.push(made)
    return made
  }
  const happens = (n: number, org = town.own.company.org) =>
    asTenant(bench().engine, { org, person: 'test' }, async (unit) => {
      for (let i = 0; i < n; i++) unit.record({ what: 'test.happened', assessment: `a${i}` })
    })
  const seqs = (heard: readonly Heard[]) => heard.flatMap(({ data }) => (data?.what === undefined ? [] : [data.seq]))
  const last = async () => {
    const { rows } = await asTenant(bench().engine, { org: town.own.company.org, person: 'test' }, ({ query }) =>
      query<{ n: number }>('SELECT max(seq)::int AS n FROM registry.audit'),
    )
    return rows[0]!.n
  }
  const upTo = (seq: number) => (heard: readonly Heard[]) => seqs(heard).includes(seq)
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1)

  test('who comes hears what happens from then on, and knows from where', async () => {
    const before = await last()
    const own = await listen('company')
    await own.until((heard) => heard.length > 0)
    expect(own.heard[0]).toEqual({ id: String(before), event: undefined, data: undefined })
    await happens(3)
    await own.until(upTo(before + 3))
    expect(seqs(own.heard)).toEqual(range(before, before + 3))
    expect(own.heard.at(-1)).toEqual({
      id: String(before + 3),
      event: 'changed',
      data: { seq: before + 3, what: 'test.happened', assessment: 'a2' },
    })
  })

  test('who was cut off hears exactly what came after, once, also where it is much', async () => {
    const before = await last()
    await happens(1203)
    const own = await listen('company', { 'last-event-id': String(before + 2) })
    await happens(2)
    await own.until(upTo(before + 1205))
    expect(seqs(own.heard)).toEqual(range(before + 2, before + 1205))
    // a number that is not there yet, or none, begins now
    for (const id of ['999999999', 'x', '-1']) {
      const odd = await listen('company', { 'last-event-id': id })
      await odd.until((heard) => heard.length > 0)
      expect(odd.heard).toEqual([{ id: String(before + 1205), event: undefined, data: undefined }])
    }
  })

  test('another organization hears nothing of it', async () => {
    const other = await listen('laboratory', { 'last-event-id': '0' })
    const own = await listen('company')
    const from = await last()
    await happens(5)
    await own.until(upTo(from + 5))
    // what is its own it hears, and that comes after
    await happens(1, town.own.laboratory.org)
    await other.until((heard) => heard.some(({ data }) => data?.what === 'test.happened'))
    expect(other.heard.filter(({ data }) => data?.what === 'test.happened')).toHaveLength(1)
    expect(other.heard.filter(({ data }) => data?.what === undefined && data !== undefined)).toEqual([])
  })

  test('a lost connection to the database is survived, and nothing is missed', async () => {
    if (bench().engine.kind === 'embedded') return
    const own = await listen('company')
    const from = await last()
    await bench().admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pl_login'`)
    // connections that were lost are replaced by those who need them
    for (let made = false; !made; )
      made = await happens(3).then(
        () => true,
        () => false,
      )
    await own.until(upTo(from + 3))
    await happens(1)
    await own.until(upTo(from + 4))
    expect(seqs(own.heard)).toEqual(range(from, from + 4))
  })

  test('who is removed hears nothing more at once, and whose session ended after five seconds', async () => {
    const { engine } = bench()
    const { org, people } = await organizationWith(engine, 'company', 'the third company')
    const by = { person: people.owner.id, org, role: 'owner' } as Principal
    const [stays, removed] = [await listening(town, people.owner.token), await listening(town, people.viewer.token)]
    const { cookie } = await town.session(people.measurer)
    const revoked = await listening(town, undefined, cookie)
    open.push(stays, removed, revoked)
    await removeMember(engine, by, people.viewer.id)
    await removed.ended
    expect(removed.heard.filter(({ data }) => data)).toEqual([])
    await asAuth(engine, (query) => query('DELETE FROM auth."session" WHERE "userId" = $1', [people.measurer.id]))
    await new Promise((resolve) => setTimeout(resolve, 5000))
    await happens(1, org)
    await revoked.ended
    await stays.until((heard) => heard.some(({ data }) => data?.what === 'test.happened'))
    expect(revoked.heard.map(({ data }) => data?.what)).not.toContain('test.happened')
  })

  test('a notice is heard of by whoever was asked', async () => {
    const { laboratory, company } = town.own
    const estate = await estateOf(
      town.house,
      { org: company.org, person: company.people.owner.id },
      town.standard,
      laboratory.org,
    )
    const own = await listen('laboratory')
    await own.until((heard) => heard.length > 0)
    const body = { performer: laboratory.org, subject: estate.subject, standard: town.standard, message: 'please' }
    const asked = await town.ask('POST /requests', { as: company.people.owner.token, body })
    await own.until((heard) => heard.some(({ data }) => data?.what === 'notice.made'))
    const as = laboratory.people.owner.token
    const { id } = asked.body as { id: string }
    const told = (await town.ask('GET /notices?unread=true', { as })).body as {
      items: { id: string }[]
      unread: number
    }
    expect(told).toMatchObject({
      unread: 1,
      items: [{ kind: 'request-received', about: { org: company.org, request: id } }],
    })
    expect((await town.ask(`POST /notices/${told.items[0]!.id}/read`, { as })).status).toBe(200)
    expect((await town.ask('GET /notices', { as })).body).toMatchObject({
      unread: 0,
      items: [{ readBy: expect.any(String) }],
    })
    const answer = { accept: true, message: 'yes', date: '2026-11-22' }
    expect((await town.ask(`POST /requests/${id}/answer`, { as, body: answer })).status).toBe(200)
    const back = await town.ask('GET /notices?unread=true', { as: company.people.viewer.token })
    const [latest] = (back.body as { items: object[] }).items
    expect(latest).toMatchObject({ kind: 'request-accepted', about: { request: id } })
  })

  test('a stranger hears nothing; the server ends those who listen when it ends', async () => {
    expect((await town.fetch('/api/v1/events')).status).toBe(401)
    const brief = await townOn(bench().engine)
    const own = await listening(brief, brief.own.company.people.viewer.token)
    await own.until((heard) => heard.length > 0)
    await brief.close()
    await own.ended
    const head = { method: 'HEAD', headers: { authorization: `Bearer ${town.own.company.people.viewer.token}` } }
    expect(await town.fetch('/api/v1/events', head)).toMatchObject({ status: 200, body: null })
  })
})
