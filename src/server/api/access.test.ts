import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { type Estate, estateOf, reported } from '../fixtures/estate.ts'
import { tokenOf } from '../fixtures/people.ts'
import { rowsOf } from '../fixtures/rows.ts'
import { type Got, type Town, townOn } from '../fixtures/town.ts'

const idOf = ({ body }: Got) => (body as { id: string }).id
const nothingAnswered = { answers: [] }

onBothEngines('access that was given', (bench) => {
  let town: Town
  let estate: Estate
  let foreign: Estate
  beforeAll(async () => {
    town = await townOn(bench().engine)
    const { company, laboratory } = town.own
    const of = ({ org, people }: typeof company) =>
      estateOf(town.house, { org, person: people.owner.id }, town.standard, laboratory.org)
    estate = await of(company)
    foreign = await of(town.other)
  })
  afterAll(() => town?.close())

  const company = (role: 'owner' | 'manager' | 'measurer' = 'owner') => town.own.company.people[role].token
  const lab = (role: keyof Town['own']['laboratory']['people'] = 'owner') => town.own.laboratory.people[role].token

  /** A request that the laboratory accepted: its assessment, in the company's space. */
  async function accepted(): Promise<string> {
    const body = { performer: town.own.laboratory.org, subject: estate.subject, standard: town.standard, message: 'do' }
    const request = idOf(await town.ask('POST /requests', { as: company(), body }))
    const answer = { accept: true, message: 'gladly', date: '2026-11-22' }
    const { body: answered } = await town.ask(`POST /requests/${request}/answer`, { as: lab(), body: answer })
    return (answered as { assessment: string }).assessment
  }

  const inReview = (assessment: string) =>
    asTenant(bench().engine, { org: town.own.company.org, person: 'worker' }, async (unit) => {
      const row = await unit.db.selectFrom('report').select('bundle_sha256').executeTakeFirstOrThrow()
      return reported(unit, assessment, town.standard, row.bundle_sha256)
    })

  test('a laboratory works on the assessment that it was given, and on nothing else of the company', async () => {
    const assessment = await accepted()
    const { body } = await town.ask(`GET /assessments/${assessment}`, { as: lab('viewer') })
    expect(body).toMatchObject({
      org: town.own.company.org,
      performer: town.own.laboratory.org,
      kind: 'third-party',
      rowVersion: 1,
    })
    for (const [what, given] of [
      ['GET /plan'],
      ['GET /reports'],
      ['PUT /answers', nothingAnswered],
      ['POST /begin'],
    ] as const) {
      const [method, path] = what.split(' ')
      const got = await town.ask(`${method} /assessments/${assessment}${path}`, { as: lab('measurer'), body: given })
      expect([what, got.status]).toEqual([what, 200])
    }
    const before = await rowsOf(bench().engine, town.own.company.org)
    for (const [what, given] of [
      [`GET /assessments/${estate.selected}`],
      [`PUT /assessments/${estate.selected}/answers`, nothingAnswered],
      [`POST /assessments/${estate.selected}/begin`],
      [`GET /subjects/${estate.subject}`],
      [`GET /evidence/${estate.evidence}`],
      [`GET /reports/${estate.report}`],
      [`POST /reports/${estate.report}/status`, { status: 'withdrawn', reason: 'x' }],
      [`GET /assessments/${foreign.selected}`],
    ] as const)
      expect([what, (await town.ask(what, { as: lab(), body: given })).status]).toEqual([what, 404])
    expect(await rowsOf(bench().engine, town.own.company.org)).toBe(before)
  })

  test('a company sees what a laboratory assesses for it, and changes nothing of it', async () => {
    const assessment = await accepted()
    const report = await inReview(assessment)
    const see = [`GET /assessments/${assessment}`, `GET /assessments/${assessment}/reports`, `GET /reports/${report}`]
    for (const what of see) expect((await town.ask(what, { as: company() })).status).toBe(200)
    const before = await rowsOf(bench().engine, town.own.company.org)
    for (const [what, given] of [
      [`PUT /assessments/${assessment}/answers`, nothingAnswered],
      [`POST /assessments/${assessment}/begin`],
      [`POST /assessments/${assessment}/pause`],
      [`POST /assessments/${assessment}/resume`],
      [`POST /assessments/${assessment}/review`, { passed: true, note: '' }],
      [`POST /assessments/${assessment}/decision`, { granted: true, reason: 'we are good' }],
      [`POST /reports/${report}/status`, { status: 'valid', reason: 'we are good' }],
    ] as const)
      expect([what, (await town.ask(what, { as: company(), body: given })).code]).toEqual([what, 'not-allowed'])
    expect(await rowsOf(bench().engine, town.own.company.org)).toBe(before)
  })

  test('who measured or answered neither reviews nor decides, also not by a token of theirs', async () => {
    const assessment = await accepted()
    const { laboratory } = town.own
    const { owner, manager } = laboratory.people
    const owners = (await town.session(owner)).cookie
    expect((await town.ask(`POST /assessments/${assessment}/begin`, { as: owner.token })).status).toBe(200)
    const report = await inReview(assessment)
    await town.ask(`PUT /assessments/${assessment}/answers`, { as: lab('measurer'), body: nothingAnswered })
    const review = { path: `POST /assessments/${assessment}/review`, body: { passed: true, note: 'seen' } }
    const decision = { path: `POST /assessments/${assessment}/decision`, body: { granted: true, reason: 'right' } }
    expect((await town.ask(review.path, { as: owner.token, body: review.body })).code).toBe('duties-not-apart')
    expect((await town.ask(review.path, { headers: owners, body: review.body })).code).toBe('duties-not-apart')
    expect((await town.ask(review.path, { as: lab('measurer'), body: review.body })).code).toBe('not-allowed')
    expect((await town.ask(decision.path, { as: manager.token, body: decision.body })).code).toBe('not-now')
    expect((await town.ask(review.path, { as: lab('reviewer'), body: review.body })).status).toBe(200)
    expect((await town.ask(decision.path, { headers: owners, body: decision.body })).code).toBe('duties-not-apart')
    // of many decisions at once one is taken
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => town.ask(decision.path, { as: manager.token, body: decision.body })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    // the owner alone publishes, once; who attested it says what became of it, there too
    expect((await town.ask(`POST /reports/${report}/publish`, { as: lab() })).status).toBe(409)
    const published = await Promise.all(
      [1, 2, 3].map(() => town.ask(`POST /reports/${report}/publish`, { as: company() })),
    )
    expect(published.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const { publication } = published.find(({ status }) => status === 200)!.body as { publication: string }
    const status = { status: 'suspended', reason: 'a complaint' }
    expect((await town.ask(`POST /reports/${report}/status`, { as: company(), body: status })).code).toBe('not-allowed')
    expect((await town.ask(`POST /reports/${report}/status`, { as: lab(), body: status })).status).toBe(200)
    expect((await town.ask(`GET /register/${publication}`)).body).toMatchObject({ status: 'suspended' })
  })

  test('access that has ended is none; access to look is none to work', async () => {
    const assessment = await accepted()
    const set = (change: string) =>
      bench().admin(`UPDATE registry.access SET ${change} WHERE assessment_id = '${assessment}'`)
    const report = await inReview(assessment)
    await set(`may = 'read'`)
    expect((await town.ask(`GET /assessments/${assessment}`, { as: lab() })).status).toBe(200)
    expect((await town.ask(`GET /reports/${report}/bundle`, { as: lab() })).status).toBe(200)
    const work = { as: lab(), body: nothingAnswered }
    expect((await town.ask(`PUT /assessments/${assessment}/answers`, work)).code).toBe('not-allowed')
    const status = { as: lab(), body: { status: 'withdrawn', reason: 'x' } }
    expect((await town.ask(`POST /reports/${report}/status`, status)).code).toBe('not-allowed')
    await set(`may = 'assess', until = now() + interval '1 hour'`)
    expect((await town.ask(`PUT /assessments/${assessment}/answers`, work)).status).toBe(200)
    await set('until = now()')
    expect((await town.ask(`PUT /assessments/${assessment}/answers`, work)).code).toBe('assessment-unknown')
    for (const what of [`GET /assessments/${assessment}`, `GET /reports/${report}`, `GET /reports/${report}/bundle`])
      expect((await town.ask(what, { as: lab() })).status).toBe(404)
  })

  test('an answer that cannot be carried out leaves the request unanswered', async () => {
    const body = { performer: town.own.laboratory.org, subject: estate.subject, standard: town.standard, message: 'do' }
    const request = idOf(await town.ask('POST /requests', { as: company(), body }))
    const answer = { accept: true, message: 'gladly', date: '2026-02-30' }
    const sent = { as: lab(), body: answer }
    expect((await town.ask(`POST /requests/${request}/answer`, sent)).code).toBe('wrong-value')
    const { items } = (await town.ask('GET /requests?side=received', { as: lab() })).body as {
      items: { id: string; state: string }[]
    }
    expect(items.find(({ id }) => id === request)?.state).toBe('sent')
  })

  test('nobody is a third party to themselves', async () => {
    const body = { subject: estate.subject, standard: town.standard, date: '2026-11-22' }
    for (const kind of ['third-party', 'supervisory'])
      expect((await town.ask('POST /assessments', { as: company(), body: { ...body, kind } })).code).toBe('not-allowed')
    expect((await town.ask('POST /assessments', { as: company(), body })).status).toBe(200)
  })

  test('a token does what it was made for', async () => {
    const { org, people } = town.own.company
    const reading = await tokenOf(bench().engine, org, people.owner.id, ['subject.read'])
    expect((await town.ask('GET /subjects', { as: reading })).status).toBe(200)
    for (const what of ['GET /assessments', 'GET /audit', `POST /assessments/${estate.selected}/begin`])
      expect((await town.ask(what, { as: reading })).code).toBe('not-allowed')
    expect((await town.ask('GET /subjects', { as: `${reading.slice(0, -1)}!` })).code).toBe('not-signed-in')
  })

  test('a change by cookie comes from our own pages', async () => {
    const { cookie } = await town.session(town.own.company.people.owner)
    const { cookie: own = '', origin = '' } = cookie
    const away = (headers: Record<string, string>) =>
      town.ask(`POST /subjects/${estate.subject}/archive`, { body: { away: false }, headers })
    expect((await away({ cookie: own, origin })).status).toBe(200)
    for (const other of ['https://elsewhere.example', `${origin}.elsewhere.example`, 'null', `${origin}/`, ''])
      expect((await away({ cookie: own, origin: other })).code).toBe('not-allowed')
    expect((await away({ cookie: own })).code).toBe('not-allowed')
    // also where the same was done before under a key
    const keyed = { 'idempotency-key': 'a-key' }
    expect((await away({ cookie: own, origin, ...keyed })).status).toBe(200)
    expect((await away({ cookie: own, origin: 'https://elsewhere.example', ...keyed })).code).toBe('not-allowed')
    expect((await town.ask('GET /subjects', { headers: { cookie: own } })).status).toBe(200)
  })
})
