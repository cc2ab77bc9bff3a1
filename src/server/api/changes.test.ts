import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import { type Got, type Town, townOn } from '../fixtures/town.ts'

interface Page {
  readonly items: readonly { readonly id: string }[]
  readonly next: string | null
}

onBothEngines('changes and reading', (bench) => {
  let town: Town
  let estate: Estate
  let as: string
  beforeAll(async () => {
    town = await townOn(bench().engine)
    const { company, laboratory } = town.own
    as = company.people.owner.token
    const actor = { org: company.org, person: company.people.owner.id }
    estate = await estateOf(town.house, actor, town.standard, laboratory.org)
  })
  afterAll(() => town?.close())

  const select = (key: string, date = '2026-11-22', token = as) => {
    const body = { subject: estate.subject, standard: town.standard, date }
    return town.ask('POST /assessments', { as: token, body, headers: { 'idempotency-key': key } })
  }
  const count = async () => {
    const { rows } = await asTenant(bench().engine, { org: town.own.company.org, person: 'test' }, ({ query }) =>
      query<{ n: number }>('SELECT count(*)::int AS n FROM registry.assessment'),
    )
    return rows[0]!.n
  }

  test('sent ten times at once under a key it is done once, and told the same', async () => {
    const before = await count()
    const all = await Promise.all(Array.from({ length: 10 }, () => select('ten')))
    expect(await count()).toBe(before + 1)
    const done = all.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    // who comes while it is being done is told so
    for (const { status, code } of all) if (status !== 200) expect([status, code]).toEqual([409, 'request-in-progress'])
    const again = await select('ten')
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    for (const { text } of done) expect(text).toBe(again.text)
    expect(await count()).toBe(before + 1)
  })

  test('a key is for one request of one person', async () => {
    const first = await select('mine')
    expect((await select('mine', '2026-11-23')).code).toBe('key-used-otherwise')
    const other = await select('mine', '2026-11-22', town.own.company.people.measurer.token)
    expect(other.status).toBe(200)
    expect(other.text).not.toBe(first.text)
    const viewer = await select('mine', '2026-11-22', town.own.company.people.viewer.token)
    expect(viewer.code).toBe('not-allowed')
    for (const bad of ['', 'a b', 'x'.repeat(101)]) {
      // an empty header is no key
      const { status } = await select(bad)
      expect([bad, status]).toEqual([bad, 400])
    }
  })

  test('what was refused may be tried again under its key', async () => {
    expect((await select('again', '2026-02-30')).code).toBe('wrong-value')
    expect((await select('again', '2026-11-22')).status).toBe(200)
  })

  test('who has what there is gets nothing again', async () => {
    const first = await town.ask('GET /subjects', { as })
    const tag = first.headers.get('etag')!
    const again = (etag: string) => town.ask('GET /subjects', { as, headers: { 'if-none-match': etag } })
    expect(await again(tag)).toMatchObject({ status: 304, text: '' })
    expect((await again(`"other", W/${tag}`)).status).toBe(304)
    expect((await again('"other"')).status).toBe(200)
    expect(first.headers.get('cache-control')).toBe('no-store')
  })

  test('a change that was made on an older sight of it is refused', async () => {
    const { id } = (await select('versions')).body as { id: string }
    const seen = await town.ask(`GET /assessments/${id}`, { as })
    expect(seen.headers.get('etag')).toBe('"v1"')
    const put = (match: string) =>
      town.ask(`PUT /assessments/${id}/answers`, {
        as,
        body: { answers: [{ part: 'fact', name: 'makesText', value: true }] },
        headers: { 'if-match': match },
      })
    const both = await Promise.all([put('"v1"'), put('"v1"')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(both.find(({ status }) => status === 412)?.code).toBe('changed-meanwhile')
    expect(both.find(({ status }) => status === 200)?.headers.get('etag')).toBe('"v2"')
    for (const bad of ['"v1"', 'v2', '""', '"x"']) expect((await put(bad)).status).toBe(412)
    for (const good of ['*', '"v1", "v3"', 'W/"v4"', '"v5.10-2.0-0"'])
      expect([good, (await put(good)).status]).toEqual([good, 200])
    const fresh = { 'if-none-match': '"v1"' }
    expect((await town.ask(`GET /assessments/${id}`, { as, headers: fresh })).status).toBe(200)
    const begun = await town.ask(`POST /assessments/${id}/begin`, { as, headers: { 'if-match': '"v5"' } })
    expect(begun.status).toBe(412)
  })

  test('while it is measured its tag says how far it is', async () => {
    const { id } = (await select('measured')).body as { id: string }
    await town.ask(`POST /assessments/${id}/begin`, { as })
    const org = town.own.company.org
    const measures = [{ measure: 'text', instrument: 'x', title: { en: 'x', zh: '某' }, items: 20, chunks: 1 }]
    await bench().admin(
      `UPDATE registry.assessment SET activity = 'running', measures = '${JSON.stringify(measures)}' WHERE assessment_id = '${id}';
       INSERT INTO registry.chunk (org_id, assessment_id, run, measure, stage, number, first, items, state)
       VALUES ('${org}', '${id}', 1, 'text', 0, 0, 0, 20, 'waiting')`,
    )
    const seen = () => town.ask(`GET /assessments/${id}`, { as })
    const before = await seen()
    expect(before.headers.get('etag')).toBe('"v2.0-0"')
    await bench().admin(`UPDATE registry.chunk SET measured = 5 WHERE assessment_id = '${id}'`)
    const headers = { 'if-none-match': before.headers.get('etag')! }
    expect((await town.ask(`GET /assessments/${id}`, { as, headers })).status).toBe(200)
    // it is no change by somebody
    const match = { 'if-match': before.headers.get('etag')! }
    expect((await town.ask(`POST /assessments/${id}/pause`, { as, headers: match })).status).toBe(200)
  })

  test('pages hold everything once, also where all changed at the same time', async () => {
    await Promise.all(Array.from({ length: 23 }, (_, n) => select(`page-${n}`)))
    await bench().admin(`UPDATE registry.assessment SET updated_at = '2026-11-22 10:00:00.123456+00'`)
    for (const limit of [1, 7, 50]) {
      const seen: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const at: string = `GET /assessments?limit=${limit}${next ? `&cursor=${next}` : ''}`
        const { body }: Got = await town.ask(at, { as })
        const page = body as Page
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items.map(({ id }) => id))
        next = page.next
      }
      expect(seen.length).toBe(await count())
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  test('requests too many are asked to come again later, each address for itself', async () => {
    const calm = await townOn(bench().engine, {
      limit: { burst: 3, perMinute: 60 },
      addressOf: ({ env }) => (env as { address: string }).address,
    })
    const from = (address: string) => calm.fetch('/api/v1/session', {}, { address })
    const first = await Promise.all([1, 2, 3, 4, 5].map(() => from('10.0.0.1')))
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    expect(Number(first[4]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(first[4]!.headers.get('content-type')).toBe('application/problem+json')
    expect((await from('10.0.0.2')).status).toBe(200)
    await calm.close()
  })

  test('a body has its limit, which is greater where much has to be said', async () => {
    const large = { description: 'x'.repeat(999_000), files: [], more: 'y'.repeat(3_000_000) }
    expect((await town.ask('POST /subjects', { as, body: large })).status).not.toBe(413)
    const sent = await town.ask('POST /requests', { as, body: { message: 'x'.repeat(3_000_000) } })
    expect([sent.status, sent.code]).toEqual([413, 'request-too-large'])
    const counted = { 'content-length': '9999999999' }
    expect((await town.ask('POST /requests', { as, body: {}, headers: counted })).status).toBe(413)
  })
})
