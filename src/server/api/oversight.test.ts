import { createHash, randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { type Estate, estateOf, reported } from '../fixtures/estate.ts'
import { type Got, type Town, townOn } from '../fixtures/town.ts'
import type { request as requestShape } from './shapes.ts'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const idOf = ({ body }: Got) => (body as { id: string }).id
const itemsOf = <T>({ body }: Got) => (body as { items: T[] }).items
type Request = z.output<typeof requestShape>

onBothEngines('between a company and those who assess it', (bench) => {
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

  type Role = 'owner' | 'manager' | 'measurer' | 'reviewer'
  const company = (role: Role = 'owner') => town.own.company.people[role].token
  const lab = (role: Role = 'measurer') => town.own.laboratory.people[role].token
  const regulator = (role: Role = 'owner') => town.own.regulator.people[role].token
  const inCompany = {
    get org() {
      return town.own.company.org
    },
    person: 'worker',
  }

  async function accepted(): Promise<{ request: string; assessment: string }> {
    const body = { performer: town.own.laboratory.org, subject: estate.subject, standard: town.standard, message: 'do' }
    const request = idOf(await town.ask('POST /requests', { as: company(), body }))
    const answer = { accept: true, message: 'gladly', date: '2026-11-22' }
    const got = await town.ask(`POST /requests/${request}/answer`, { as: lab('owner'), body: answer })
    return { request, assessment: (got.body as { assessment: string }).assessment }
  }
  const patch = (as: string, upload: string, offset: number, body: Uint8Array) =>
    town.ask(`PATCH /uploads/${upload}`, { as, body, headers: { 'upload-offset': String(offset) } })
  const whats = async () => {
    const { rows } = await asTenant(bench().engine, inCompany, ({ query }) =>
      query<{ body: string }>('SELECT body FROM registry.audit WHERE org_id = $1 ORDER BY seq', [inCompany.org]),
    )
    return rows.map(({ body }) => JSON.parse(body) as Record<string, string>)
  }
  const inReview = (assessment: string) =>
    asTenant(bench().engine, inCompany, async (unit) => {
      const row = await unit.db.selectFrom('report').select('bundle_sha256').executeTakeFirstOrThrow()
      return reported(unit, assessment, town.standard, row.bundle_sha256)
    })

  test('a laboratory reads the files of its assessment, and no other of the company', async () => {
    const { assessment } = await accepted()
    const listed = await town.ask(`GET /assessments/${assessment}/evidence`, { as: lab() })
    expect(itemsOf<{ sha256: string; parts: string[] }>(listed).map((e) => [e.sha256, e.parts])).toEqual([
      [estate.evidence, ['subject']],
    ])
    const file = await town.ask(`GET /evidence/${estate.evidence}?assessment=${assessment}`, { as: lab() })
    expect([file.status, file.text]).toEqual([200, estate.secret])
    expect((await whats()).at(-1)).toMatchObject({ what: 'evidence.read', by: town.own.laboratory.org })
    const bundle = await asTenant(bench().engine, inCompany, ({ db }) =>
      db.selectFrom('report').select('bundle_sha256').executeTakeFirstOrThrow(),
    )
    for (const [what, code] of [
      // of the company, and of another assessment
      [`${bundle.bundle_sha256}?assessment=${assessment}`, 'evidence-unknown'],
      [`${estate.evidence}`, 'evidence-unknown'],
      [`${estate.evidence}?assessment=${estate.selected}`, 'assessment-unknown'],
      [`${foreign.evidence}?assessment=${assessment}`, 'evidence-unknown'],
      [`${foreign.evidence}?assessment=${foreign.selected}`, 'assessment-unknown'],
    ] as const)
      expect([what, (await town.ask(`GET /evidence/${what}`, { as: lab() })).code]).toEqual([what, code])
    // a hash that it knows opens nothing: neither by an upload of nothing, nor by an answer
    const body = { name: 'a', size: 5, sha256: bundle.bundle_sha256, assessment }
    const begun = await town.ask('POST /uploads', { as: lab(), body })
    expect(Object.keys(begun.body as object)).toEqual(['upload'])
    const answers = [{ part: 'fact', name: 'makesText', value: true, evidence: [bundle.bundle_sha256] }]
    const named = await town.ask(`PUT /assessments/${assessment}/answers`, { as: lab(), body: { answers } })
    expect([named.status, named.code]).toEqual([422, 'evidence-not-held'])
  })

  test('a laboratory brings files of its own, in parts, and names them', async () => {
    const { request, assessment } = await accepted()
    const bytes = randomBytes(100_000)
    const asked = { name: 'log.bin', size: bytes.length, sha256: hash(bytes), assessment }
    const { upload } = (await town.ask('POST /uploads', { as: lab(), body: asked })).body as { upload: string }
    expect((await patch(lab(), upload, 0, bytes.subarray(0, 40_000))).body).toEqual({ received: 40_000 })
    expect((await town.ask(`GET /uploads/${upload}`, { as: lab() })).body).toEqual({ received: 40_000, size: 100_000 })
    // it is nobody else's to write to, the company's neither
    for (const as of [company(), town.other.people.owner.token, regulator()]) {
      expect((await town.ask(`GET /uploads/${upload}`, { as })).status).toBe(404)
      expect((await patch(as, upload, 40_000, bytes.subarray(40_000))).code).toBe('upload-unknown')
    }
    const ended = await patch(lab(), upload, 40_000, bytes.subarray(40_000))
    expect(ended.body).toEqual({ received: 100_000, stored: { sha256: hash(bytes), size: 100_000 } })
    const answers = [{ part: 'fact', name: 'makesText', value: true, evidence: [hash(bytes)] }]
    expect((await town.ask(`PUT /assessments/${assessment}/answers`, { as: lab(), body: { answers } })).status).toBe(
      200,
    )
    const listed = itemsOf<{ sha256: string }>(
      await town.ask(`GET /assessments/${assessment}/evidence`, { as: company() }),
    )
    expect(listed.find(({ sha256 }) => sha256 === hash(bytes))).toMatchObject({
      parts: ['answer', 'brought'],
      broughtBy: town.own.laboratory.org,
    })
    // the company sees it, and adds to it
    expect((await town.ask(`GET /evidence/${hash(bytes)}`, { as: company() })).status).toBe(200)
    const added = { name: 'ours', size: 15, sha256: estate.evidence, assessment }
    expect((await town.ask('POST /uploads', { as: company('measurer'), body: added })).body).toMatchObject({
      stored: {},
    })
    expect(
      (await whats())
        .filter((each) => each['what'] === 'evidence.brought' && each['assessment'] === assessment)
        .map(({ by }) => by),
    ).toEqual([town.own.laboratory.org, town.own.company.org])
    // too much
    const much = { name: 'much', size: 5 * 2 ** 30, assessment }
    for (let i = 0; i < 3; i++) expect((await town.ask('POST /uploads', { as: lab(), body: much })).status).toBe(200)
    expect((await town.ask('POST /uploads', { as: lab(), body: much })).code).toBe('evidence-quota')
    // and nothing more once the company has taken its request back
    const late = { name: 'late', size: 3, assessment }
    const open = ((await town.ask('POST /uploads', { as: lab(), body: late })).body as { upload: string }).upload
    expect((await town.ask(`POST /requests/${request}/withdraw`, { as: company() })).status).toBe(200)
    expect((await patch(lab(), open, 0, Buffer.from('abc'))).code).toBe('upload-unknown')
    expect((await town.ask('POST /uploads', { as: lab(), body: late })).code).toBe('assessment-unknown')
    expect((await town.ask(`GET /evidence/${hash(bytes)}?assessment=${assessment}`, { as: lab() })).code).toBe(
      'assessment-unknown',
    )
    expect((await town.ask(`GET /assessments/${assessment}`, { as: lab() })).status).toBe(404)
    expect((await town.ask(`GET /assessments/${assessment}`, { as: company() })).body).toMatchObject({
      state: 'closed',
    })
  })

  test('what is decided takes no more files, and is not taken back', async () => {
    const { request, assessment } = await accepted()
    const body = { name: 'late', size: 3, assessment }
    const { upload } = (await town.ask('POST /uploads', { as: lab(), body })).body as { upload: string }
    await inReview(assessment)
    expect((await town.ask(`POST /requests/${request}/withdraw`, { as: company() })).code).toBe('not-now')
    const review = { passed: true, note: '' }
    expect(
      (await town.ask(`POST /assessments/${assessment}/review`, { as: lab('reviewer'), body: review })).status,
    ).toBe(200)
    const decision = { granted: false, reason: 'no' }
    expect(
      (await town.ask(`POST /assessments/${assessment}/decision`, { as: lab('manager'), body: decision })).status,
    ).toBe(200)
    expect((await town.ask('POST /uploads', { as: lab(), body })).code).toBe('not-now')
    expect((await patch(lab(), upload, 0, Buffer.from('abc'))).code).toBe('not-now')
    expect((await town.ask(`GET /evidence/${estate.evidence}?assessment=${assessment}`, { as: lab() })).status).toBe(
      200,
    )
  })

  test('an answer names evidence that is here', async () => {
    const put = (evidence: string[]) =>
      town.ask(`PUT /assessments/${estate.selected}/answers`, {
        as: company(),
        body: { answers: [{ part: 'finding', name: 'E6', value: { satisfied: true }, evidence }] },
      })
    const nowhere = hash(Buffer.from('nowhere'))
    const refused = await put([estate.evidence, nowhere])
    expect(refused.body).toMatchObject({
      code: 'evidence-not-held',
      problems: [{ place: { path: 'finding E6' }, got: nowhere, next: { en: expect.stringMatching(/upload/) } }],
    })
    expect((await put([foreign.evidence])).code).toBe('evidence-not-held')
    expect((await put([estate.evidence])).status).toBe(200)
    // lost from the disk since: it says so, and the same bytes can be sent again
    const { sha256, path } = { sha256: estate.evidence, path: estate.evidence.slice(0, 2) }
    await rm(join(town.house.workFolder, '..', 'evidence', inCompany.org, path, sha256.slice(2, 4), sha256))
    expect((await put([sha256])).code).toBe('evidence-not-held')
    const again = { name: 'a.txt', size: estate.secret.length, sha256 }
    const { upload } = (await town.ask('POST /uploads', { as: company(), body: again })).body as { upload: string }
    expect((await patch(company(), upload, 0, Buffer.from(estate.secret))).body).toMatchObject({ stored: { sha256 } })
    expect((await put([sha256])).status).toBe(200)
  })

  const ordered = async (of: object, more: object = {}) => {
    const body = { ...of, standard: town.standard, basis: 'Article 5', due: '2099-01-31', ...more }
    return town.ask('POST /inspections', { as: regulator(), body })
  }
  const seen = async (as: string, side: string, id: string) =>
    itemsOf<Request>(await town.ask(`GET /requests?side=${side}`, { as })).find((each) => each.id === id)

  test('a regulator inspects what was published, from the order to what is mended', async () => {
    const request = idOf(await ordered({ publication: estate.publication }))
    const sent = await seen(regulator(), 'sent', request)
    expect(sent).toMatchObject({ kind: 'inspection', state: 'accepted', subject: estate.subject, overdue: false })
    expect(await seen(company(), 'received', request)).toMatchObject({ basis: 'Article 5', due: '2099-01-31' })
    expect(await seen(company(), 'sent', request)).toBeUndefined()
    const assessment = sent!.assessment!
    // it is nothing that the company could take back, decline, or work on
    for (const what of [
      `POST /requests/${request}/withdraw`,
      `POST /inspections/${request}/answer`,
      `POST /assessments/${assessment}/begin`,
    ]) {
      const body = what.endsWith('answer') ? { subject: estate.subject } : undefined
      const { status } = await town.ask(what, { as: company(), body })
      expect([what, status < 400]).toEqual([what, false])
    }
    expect(
      (await town.ask(`POST /inspections/${request}/answer`, { as: company(), body: { comment: 'Gladly.' } })).status,
    ).toBe(200)
    expect(await seen(regulator(), 'sent', request)).toMatchObject({ answer: 'Gladly.' })
    // late
    await bench().admin(`UPDATE registry.request SET due = '2000-01-01' WHERE request_id = '${request}'`)
    expect(await seen(company(), 'received', request)).toMatchObject({ overdue: true })
    // planned and measured, reviewed, decided: by different people
    const of = (what: string, role: Role, body?: unknown) =>
      town.ask(`${what.startsWith('GET') ? what : `POST ${what}`}`.replace(':id', assessment), {
        as: regulator(role),
        body,
      })
    expect((await of('GET /assessments/:id/plan', 'measurer')).status).toBe(200)
    expect((await of('/assessments/:id/begin', 'measurer')).status).toBe(200)
    await inReview(assessment)
    expect((await of('/assessments/:id/review', 'reviewer', { passed: true, note: '' })).status).toBe(200)
    const items = [
      { clause: '5.1', finding: 'No label.', due: '2026-12-01' },
      { clause: '5.2', finding: 'No log.', due: '2099-01-01' },
    ]
    expect((await of('/assessments/:id/corrective-actions', 'owner', { items })).code).toBe('not-now')
    expect((await of('/assessments/:id/decision', 'manager', { granted: false, reason: '5.1' })).status).toBe(200)
    expect(await seen(company(), 'received', request)).toMatchObject({ overdue: false, finishedAt: expect.any(String) })
    const made = (await of('/assessments/:id/corrective-actions', 'owner', { items })).body as { ids: string[] }
    const [first] = made.ids
    await bench().admin(`UPDATE registry.corrective_action SET due = '2000-01-01' WHERE action_id = '${first}'`)
    const actions = async (as: string, query = '') =>
      itemsOf<{ id: string; state: string }>(
        await town.ask(`GET /corrective-actions?assessment=${assessment}${query}`, { as }),
      )
    expect((await actions(company(), '&overdue=true')).map(({ id }) => id)).toEqual([first])
    expect((await actions(regulator(), '&side=demanded')).length).toBe(2)
    for (const as of [town.other.people.owner.token, lab('owner')])
      for (const side of ['own', 'demanded']) expect(await actions(as, `&side=${side}`)).toEqual([])
    // a file that shows it: uploaded by the company, seen by the regulator
    const proof = Buffer.from('labels are there now')
    const { upload } = (await town.ask('POST /uploads', { as: company(), body: { name: 'p', size: proof.length } }))
      .body as { upload: string }
    await patch(company(), upload, 0, proof)
    const answer = { answer: 'Labelled.', evidence: [hash(proof)] }
    const act = (id: string, what: string, as: string, body: object) =>
      town.ask(`POST /corrective-actions/${id}/${what}`, { as, body })
    expect((await act(first!, 'answer', company(), { ...answer, evidence: [foreign.evidence] })).code).toBe(
      'evidence-not-held',
    )
    expect((await act(first!, 'answer', town.other.people.owner.token, { answer: 'x' })).code).toBe('not-now')
    expect((await act(first!, 'answer', company(), answer)).status).toBe(200)
    expect((await town.ask(`GET /evidence/${hash(proof)}?assessment=${assessment}`, { as: regulator() })).text).toBe(
      String(proof),
    )
    expect(await actions(company(), '&overdue=true')).toEqual([])
    expect(
      (await act(first!, 'conclusion', regulator(), { closed: false, note: 'not all', due: '2099-02-01' })).status,
    ).toBe(200)
    expect(await actions(company())).toContainEqual(
      expect.objectContaining({ id: first, state: 'open', note: 'not all', reopened: 1, due: '2099-02-01' }),
    )
    await act(first!, 'answer', company(), answer)
    expect((await act(first!, 'conclusion', regulator(), { closed: true, note: '' })).status).toBe(200)
    expect((await act(first!, 'answer', company(), answer)).code).toBe('not-now')
    const chain = (await whats()).map(({ what }) => what)
    for (const what of [
      'inspection.ordered',
      'inspection.answered',
      'corrective-action.demanded',
      'corrective-action.answered',
      'corrective-action.reopened',
      'corrective-action.closed',
    ])
      expect(chain).toContain(what)
  })

  test('a company appoints the system for an inspection of itself, and a regulator may give it up', async () => {
    const companies = itemsOf<{ id: string }>(await town.ask('GET /companies', { as: regulator() }))
    expect(companies.map(({ id }) => id).sort()).toEqual([town.own.company.org, town.other.org].sort())
    expect((await ordered({ company: town.own.laboratory.org })).code).toBe('company-unknown')
    expect((await ordered({ company: town.own.company.org, publication: estate.publication })).code).toBe(
      'request-malformed',
    )
    expect((await ordered({ company: town.own.company.org }, { due: '2000-01-01' })).code).toBe('wrong-value')
    const request = idOf(await ordered({ company: town.own.company.org }))
    expect(await seen(company(), 'received', request)).toMatchObject({ state: 'sent', subject: null, assessment: null })
    const answer = (body: object, as = company()) => town.ask(`POST /inspections/${request}/answer`, { as, body })
    expect((await answer({ comment: 'we would rather not' })).code).toBe('subject-unknown')
    expect((await answer({ subject: foreign.subject })).code).toBe('subject-unknown')
    expect((await answer({ subject: foreign.subject }, town.other.people.owner.token)).code).toBe('not-now')
    const { assessment } = (await answer({ subject: estate.subject, comment: 'this one' })).body as {
      assessment: string
    }
    expect((await answer({ comment: 'again' })).code).toBe('not-now')
    expect((await town.ask(`GET /assessments/${assessment}`, { as: regulator('measurer') })).body).toMatchObject({
      kind: 'supervisory',
      performer: town.own.regulator.org,
    })
    expect((await town.ask(`POST /inspections/${request}/withdraw`, { as: regulator() })).status).toBe(200)
    expect((await town.ask(`GET /assessments/${assessment}`, { as: regulator() })).status).toBe(404)
    expect(await seen(company(), 'received', request)).toMatchObject({ state: 'withdrawn', overdue: false })
  })

  test('a laboratory lists what it assesses for others; requests come page by page, open ones alone where asked', async () => {
    const { assessment } = await accepted()
    type Row = { id: string; org: string; state: string }
    const list = async (path: string, as: string) =>
      (await town.ask(`GET ${path}`, { as })).body as { items: Row[]; next: string | null }
    expect((await list('/assessments', lab())).items.find(({ id }) => id === assessment)).toMatchObject({
      org: inCompany.org,
    })
    expect((await list('/assessments', lab())).items.some(({ id }) => id === estate.attested)).toBe(false)
    expect((await list('/assessments', company())).items.map(({ id }) => id)).toEqual(
      expect.arrayContaining([assessment, estate.attested]),
    )
    const all = (await list('/requests?side=sent', company())).items
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `/requests?side=sent&limit=1${cursor && `&cursor=${cursor}`}`,
        company(),
      )
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect(seen).toEqual(all.map(({ id }) => id))
    const open = (await list('/requests?side=sent&open=true', company())).items
    expect(open.length).toBeGreaterThan(0)
    expect(open.every(({ state }) => state === 'sent' || state === 'accepted')).toBe(true)
    expect((await list('/requests?side=sent&open=false', company())).items.map(({ id }) => id)).toContain(
      estate.request,
    )
    expect((await list('/requests?side=sent&kind=inspection', company())).items).toEqual([])
    expect((await list('/requests?side=sent&overdue=true', company())).items).toEqual([])
  })

  test('all reports stand in one list: own ones, and those made for others', async () => {
    const { assessment } = await accepted()
    const report = await inReview(assessment)
    type Row = { id: string; org: string; performer: string; createdAt: string }
    const list = async (as: string, query = '') =>
      (await town.ask(`GET /reports?${query}`, { as })).body as { items: Row[]; next: string | null }
    const own = (await list(company('measurer'))).items
    expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining([report, estate.report]))
    expect(own.map(({ createdAt }) => createdAt)).toEqual(
      own
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    )
    expect(own.some(({ id }) => id === foreign.report)).toBe(false)
    const labs = (await list(lab())).items
    expect(labs.find(({ id }) => id === report)).toMatchObject({
      org: inCompany.org,
      performer: town.own.laboratory.org,
    })
    expect(labs.some(({ id }) => id === estate.report)).toBe(false)
    // page by page, the same
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items, next }: Awaited<ReturnType<typeof list>> = await list(
        company(),
        `limit=1${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...items.map(({ id }) => id))
      cursor = next
    }
    expect(seen).toEqual(own.map(({ id }) => id))
    const valid = (await list(company(), 'state=valid&standard=cn/genai-labelling')).items
    expect(valid.map(({ id }) => id)).toEqual([estate.report])
    expect((await list(company(), 'standard=other')).items).toEqual([])
    expect((await list(company(), `subject=${foreign.subject}`)).items).toEqual([])
    expect((await list(company(), `subject=${estate.subject}&state=undecided`)).items.map(({ id }) => id)).toContain(
      report,
    )
  })

  test('a system that was put away is listed apart, and comes back', async () => {
    const as = company()
    const names = async (archived: string) =>
      itemsOf<{ id: string; archivedAt: string | null }>(
        await town.ask(`GET /subjects?archived=${archived}`, { as }),
      ).map(({ id, archivedAt }) => [id, archivedAt === null])
    const put = (away: boolean) => town.ask(`POST /subjects/${estate.subject}/archive`, { as, body: { away } })
    await put(true)
    expect([await names('false'), await names('only'), await names('true')]).toEqual([
      [],
      [[estate.subject, false]],
      [[estate.subject, false]],
    ])
    await put(false)
    expect([await names('false'), await names('only')]).toEqual([[[estate.subject, true]], []])
  })

  test('a key is written once, by who may, and never read back', async () => {
    const value = 'sk-very-secret-4711'
    const put = (as: string, body: object, name = 'MODEL_KEY') =>
      town.ask(`PUT /secrets/${name}`, { as, body, headers: { 'idempotency-key': 'k1' } })
    const good = { value, hosts: ['models.example.org'] }
    expect((await put(company('measurer'), good)).code).toBe('not-allowed')
    const answers = [
      await put(company(), good),
      await put(company(), { ...good, hosts: ['https://models.example.org'] }),
      await put(company(), { value: `${value}\n`, hosts: ['a'] }),
      await put(company(), { ...good, hosts: [] }),
      await put(company(), good, 'lower'),
      await town.ask('GET /secrets', { as: company('measurer') }),
      await town.ask('GET /audit?limit=1000', { as: company() }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 400, 400, 400, 200, 200])
    expect(answers.map(({ text }) => text).join() + JSON.stringify(town.log)).not.toContain(value)
    expect(itemsOf(answers[5]!)).toMatchObject([{ name: 'MODEL_KEY', hosts: ['models.example.org'], lastUsedAt: null }])
    expect(itemsOf(await town.ask('GET /secrets', { as: lab() }))).toEqual([])
    expect(
      await asTenant(bench().engine, inCompany, ({ db }) =>
        db.selectFrom('idempotency').selectAll().where('key', 'like', '%k1').execute(),
      ),
    ).toEqual([])
    expect((await town.ask('POST /secrets/MODEL_KEY/delete', { as: company('manager') })).status).toBe(200)
    expect(itemsOf(await town.ask('GET /secrets', { as: company() }))).toEqual([])
  })
})
