import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backTest as judgeAgain } from '../../assessment/back-test/run.ts'
import { findStandard } from '../../assessment/library.ts'
import { writeBundle } from '../../attestation/bundle/write.ts'
import { loadStandard } from '../../language/load.ts'
import { select } from '../assessments.ts'
import { type BackTestWish, backTest, backTests, beginBackTest, stopBackTest } from '../back-tests.ts'
import { keepEvidence } from '../evidence/keep.ts'
import { onBothEngines, organization } from '../fixtures/engines.ts'
import { houseOn } from '../fixtures/house.ts'
import type { House } from '../house.ts'
import { registerLibrary } from '../standards.ts'
import { keepVersion } from '../subjects.ts'
import { type Actor, asTenant, type Unit } from '../unit.ts'
import { startWorker } from './worker.ts'

const wish: BackTestWish = { draws: 0, least: 3 }

onBothEngines('a draft judged on the evidence of the installation', (bench) => {
  let house: House
  let close: () => Promise<void>
  let folder: string
  let rows: readonly string[]
  let committee: Actor
  const draft = () => readFile('examples/draft-back-test/draft.yaml', 'utf8')
  const found = findStandard('cn-sh/genai-grading')
  if (!found.ok) throw new Error()
  const from = found.value.standard

  /** Somebody's system, assessed and decided upon; what was measured is `evidence`. */
  async function decided(actor: Actor, evidence: string, at: string, subject?: string): Promise<string> {
    const as = <T>(work: (unit: Unit) => Promise<T>) => asTenant(house.engine, actor, work)
    const bundle = await keepEvidence(
      house,
      actor,
      Buffer.from(writeBundle(new Map([['evidence.json', new TextEncoder().encode(evidence)]]))),
      { name: 'a.plumb', mediaType: 'application/zip' },
    )
    const kept =
      subject ??
      (await as(async (unit) => {
        const made = await keepVersion(unit, `id: ${randomUUID().slice(0, 8)}\ntitle: { en: a }\nversion: "1"\n`, [])
        if (!made.ok) throw new Error(JSON.stringify(made.problems))
        return made.value.subject
      }))
    await as(async (unit) => {
      const chosen = await select(unit, { subject: kept, standard: from.hash, kind: 'self', date: '2026-11-22' })
      if (!chosen.ok) throw new Error(JSON.stringify(chosen.problems))
      const report = randomUUID()
      const { db, org, person } = unit
      const about = JSON.stringify({ id: 'a', title: {}, version: '1' })
      await db
        .insertInto('report')
        .values({
          org_id: org,
          report_id: report,
          assessment_id: chosen.value,
          bundle_sha256: bundle.sha256,
          standard_hash: from.hash,
          subject: about,
          verdict: 'open',
          headline: '{}',
          signed_by: null,
        })
        .execute()
      await db
        .insertInto('attestation')
        .values({
          org_id: org,
          report_id: report,
          decision: 'refused',
          reason: '',
          decided_by: person,
          decided_at: at,
          status: 'none',
          status_reason: null,
          status_by: null,
          surveillance: '[]',
        })
        .execute()
    })
    return kept
  }

  beforeAll(async () => {
    ;({ house, close } = await houseOn(bench().engine))
    expect(await registerLibrary(bench().engine)).toEqual([])
    folder = await mkdtemp(join(tmpdir(), 'back-test-'))
    rows = (await readFile('examples/draft-back-test/reports.jsonl', 'utf8')).trim().split('\n').slice(0, 24)
    committee = { org: await organization(house.engine, 'committee'), person: 'chen' }
    for (const n of [0, 1, 2]) {
      const company = { org: await organization(house.engine), person: 'ann' }
      for (const row of rows.filter((_, i) => i % 3 === n)) await decided(company, row, '2026-11-01')
    }
  }, 120_000)
  afterAll(async () => {
    await close?.()
    await rm(folder, { recursive: true })
  })

  const as = <T>(work: (unit: Unit) => Promise<T>) => asTenant(house.engine, committee, work)
  async function begun(settings: BackTestWish = wish, text?: string) {
    const made = await beginBackTest(house, committee, { from: from.hash, draft: text ?? (await draft()), settings })
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    return made.value
  }
  async function ended(id: string) {
    for (let i = 0; i < 600; i++) {
      const row = (await as((unit) => backTest(unit, id)))!
      if (!['queued', 'running'].includes(row.state)) return row
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('it never ended')
  }

  test('the document is the one that the command makes of the same evidence; a later report of a system takes the place of the earlier', async () => {
    // reported before, with evidence that is not to count
    const company = { org: await organization(house.engine), person: 'ann' }
    const subject = await decided(company, rows[0]!, '2026-10-01')
    await decided(company, rows[1]!, '2026-11-02', subject)
    // assessed and not decided upon, or of another standard: no evidence
    const id = await begun({ ...wish, sector: 'reach' })
    const worker = startWorker(house, { pause: 20 })
    const row = await ended(id)
    await worker.stop()
    expect(row).toMatchObject({ state: 'done', reports: 25, judged: 25, problems: [] })
    const file = join(folder, 'same.jsonl')
    await writeFile(file, [...rows, rows[1]!].join('\n'))
    const to = loadStandard('draft.yaml', await draft())
    if (!to.ok) throw new Error(JSON.stringify(to.problems))
    const same = await judgeAgain({
      from,
      to: to.value,
      reports: file,
      settings: { draws: 0 },
      groups: { sector: 'reach' },
      least: 3,
      journal: join(folder, 'journal'),
      threads: 0,
    })
    if (!same.ok || same.value === 'stopped') throw new Error()
    expect({ ...row.document, inputs: '' }).toEqual(JSON.parse(JSON.stringify({ ...same.value, inputs: '' })))
    expect(row.document!.moves.from.length).toBeGreaterThan(1)
  })

  test('nobody sees the evidence: not the committee, not another worker of it, not another organization', async () => {
    const id = await begun()
    const asked = (actor: Actor) =>
      asTenant(
        house.engine,
        actor,
        async ({ query }) => (await query('SELECT * FROM registry.back_test_evidence($1)', [id])).rows.length,
      )
    expect(await asked(committee)).toBe(0)
    expect(await asked({ org: await organization(house.engine, 'committee'), person: 'worker' })).toBe(0)
    expect(await asked({ ...committee, person: 'worker' })).toBe(25)
    expect(await as((unit) => stopBackTest(unit, id))).toBe(true)
    expect(await asked({ ...committee, person: 'worker' })).toBe(0)
    const company = { org: await organization(house.engine), person: 'eve' }
    const theirs = await beginBackTest(house, company, { from: from.hash, draft: await draft(), settings: wish })
    if (!theirs.ok) throw new Error()
    expect(
      await asTenant(
        house.engine,
        { ...company, person: 'worker' },
        async ({ query }) => (await query('SELECT * FROM registry.back_test_evidence($1)', [theirs.value])).rows.length,
      ),
    ).toBe(0)
    expect(await asTenant(house.engine, company, (unit) => backTest(unit, id))).toBeUndefined()
  })

  test('stopped is stopped; few reports are no table; a wrong draft never waits', async () => {
    const stopped = await begun()
    expect(await as((unit) => stopBackTest(unit, stopped))).toBe(true)
    expect(await as((unit) => stopBackTest(unit, stopped))).toBe(false)
    const few = await begun({ ...wish, least: 26 })
    const worker = startWorker(house, { pause: 20 })
    expect(await ended(few)).toMatchObject({
      state: 'failed',
      document: null,
      problems: [{ code: 'too-few-reports', expected: '≥ 26' }],
    })
    await worker.stop()
    expect(await ended(stopped)).toMatchObject({ state: 'stopped', document: null })
    // one below what names somebody is asked for in vain
    expect((await as((unit) => backTests(unit, 100))).find((b) => b.id === few)).toMatchObject({
      settings: { least: 26 },
    })
    const one = await begun({ ...wish, least: 1 })
    expect(await as((unit) => backTest(unit, one))).toMatchObject({ settings: { least: 3 } })
    await as((unit) => stopBackTest(unit, one))
    const wrong = (given: Partial<{ from: string; draft: string; settings: BackTestWish }>) =>
      beginBackTest(house, committee, { from: from.hash, draft: 'plumbline: 1', settings: wish, ...given })
    expect(await wrong({})).toMatchObject({ ok: false })
    expect(await wrong({ from: 'no' })).toMatchObject({ ok: false, problems: [{ code: 'standard-unknown' }] })
    expect(await wrong({ draft: (await draft()).replace(/^id: .*/m, 'id: cn-sh/other') })).toMatchObject({
      ok: false,
      problems: [{ code: 'other-standard' }],
    })
    expect(await wrong({ draft: await draft(), settings: { ...wish, result: 'no' } })).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-name' }],
    })
  })

  test('a worker that is lost in the middle: another ends it with the same document', async () => {
    const [calm, rough] = [await begun(), await begun()]
    const flies = (async () => {
      for (let i = 0; i < 4; i++) {
        const worker = startWorker(house, { pause: 5, width: 1 })
        await new Promise((resolve) => setTimeout(resolve, 60))
        await worker.stop(true)
      }
    })()
    await flies
    const worker = startWorker(house, { pause: 20 })
    const [a, b] = [await ended(calm), await ended(rough)]
    await worker.stop()
    expect([a.state, b.state]).toEqual(['done', 'done'])
    expect(b.document).toEqual(a.document)
  })
})
