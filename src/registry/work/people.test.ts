import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../../instruments/llm/bank/csv.ts'
import { loadStandard } from '../../language/load.ts'
import type { Problem } from '../../language/problem.ts'
import { answer } from '../answers.ts'
import { bring } from '../assessment-evidence.ts'
import { assessment, begin, select } from '../assessments.ts'
import { keepEvidence } from '../evidence/keep.ts'
import { bytesOf, keyOf } from '../evidence/store.ts'
import { onBothEngines, organization } from '../fixtures/engines.ts'
import { houseOn, keepFolder } from '../fixtures/house.ts'
import type { House } from '../house.ts'
import { sheetsOf, takeSheet } from '../review-sheets.ts'
import { setSecret } from '../secrets.ts'
import { type Actor, asTenant, type Unit } from '../unit.ts'
import { type RunningWorker, startWorker } from './worker.ts'

const KEY = 'sk-very-secret-4711'
const text = `plumbline: 1
id: acme/reviewed
edition: 1.0.0
title: { zh: 复核, en: Reviewed }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: service
measures:
  content: { instrument: llm/content-safety, with: { route: human, reviewers: 2, bank: bank.jsonl }, gives: { pass: ratio } }
results:
  - { id: pass, title: { zh: 合格率, en: pass rate }, value: content.pass }
`
const bank = ['甲', '乙', '丙', '丁'].map((t, i) => ({
  id: `q${i}`,
  lang: 'zh',
  classId: 'A.1.a',
  type: 'content',
  prompt: `说说${t}。`,
}))

/** A chat service that wants the key, and says how often it was asked. */
async function service() {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization ?? 'none')
    request.resume()
    const choices = [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `答：${heard.length}` } },
    ]
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { heard, port, close: () => new Promise((resolve) => server.close(resolve)) }
}

onBothEngines('what people add to a measurement', (bench) => {
  let house: House
  let close: () => Promise<void>
  let folder: string
  let hash: string
  let worker: RunningWorker
  let chat: Awaited<ReturnType<typeof service>>
  beforeAll(async () => {
    ;({ house, close } = await houseOn(bench().engine))
    chat = await service()
    folder = await mkdtemp(join(tmpdir(), 'plumbline-reviewed-'))
    const endpoint = `{ url: "http://127.0.0.1:${chat.port}/v1", model: m, key: MODEL }`
    await writeFile(
      join(folder, 'subject.yaml'),
      `id: a/service\ntitle: { en: A }\nversion: "1"\naccess: { endpoint: ${endpoint}, review: reviews/content.csv }\n`,
    )
    await writeFile(join(folder, 'bank.jsonl'), bank.map((line) => JSON.stringify(line)).join('\n'))
    const loaded = loadStandard('standard.yaml', text)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    hash = loaded.value.hash
    await bench().admin(
      `INSERT INTO registry.standard (hash, id, edition, title, authority, files, current)
       VALUES ('${hash}', 'acme/reviewed', '1.0.0', '{}', 'reference-profile', $f$${JSON.stringify([['standard.yaml', text]])}$f$, true)`,
    )
    worker = startWorker(house, { pause: 20, onError: (error) => console.error(error) })
  })
  afterAll(async () => {
    await worker?.stop()
    await close?.()
    await chat?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function begun() {
    const actor: Actor = { org: await organization(bench().engine), person: 'ann' }
    const as = <T>(work: (unit: Unit) => Promise<T>) => asTenant(bench().engine, actor, work)
    const { subject } = await keepFolder(house, actor, folder)
    const made = await as((unit) => select(unit, { subject, standard: hash, kind: 'self', date: '2026-11-22' }))
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    const id = made.value
    const start = () => as((unit) => begin(unit, house.jobs, id))
    const settled = async () => {
      for (let i = 0; i < 600; i++) {
        const row = (await as((unit) => assessment(unit, id)))!
        if (row.activity === 'failed' || row.state === 'review') return row
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('it never came to an end')
    }
    const key = (host: string) =>
      as((unit) => setSecret(unit, house.vault, { name: 'MODEL', value: KEY, hosts: [host] }))
    const kept = (bytes: string, name: string) =>
      keepEvidence(house, actor, Buffer.from(bytes), { name, mediaType: 'text/csv' })
    return { actor, as, id, start, settled, key, kept }
  }

  test('answers wait for reviewers, their sheets come back, and nothing is asked twice', async () => {
    const { actor, as, id, start, settled, key, kept } = await begun()
    // without its key, or with one for another host, nothing begins; the subject is not to blame
    await start()
    const errors = async () =>
      (await settled()).problems
        .map((p) => p as Problem)
        .flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
    expect(await errors()).toEqual(['key-unknown'])
    expect(JSON.stringify((await settled()).problems)).not.toContain(house.workFolder)
    await key('models.example.org')
    await start()
    expect(await errors()).toEqual(['key-not-for-host'])
    expect(chat.heard).toEqual([])
    await key(`127.0.0.1:${chat.port}`)
    await start()
    const first = await settled()
    expect([first.state, first.problems.filter((p) => (p as Problem).severity === 'error')]).toEqual(['review', []])
    expect(chat.heard).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`, `Bearer ${KEY}`, `Bearer ${KEY}`])
    const sheets = async () => as(async (unit) => sheetsOf(unit, id, (await assessment(unit, id))!.run))
    const [sheet] = await sheets()
    expect(sheet).toMatchObject({ measure: 'content', open: 4, save_as: 'reviews/content.csv', filled: [] })
    const csv = Buffer.from(await bytesOf((await house.evidence.get(actor.org, sheet!.sheet_sha256))!)).toString()
    const [head, ...rows] = readCsv(csv).rows.map(({ cells }) => cells)
    expect(rows).toHaveLength(4)
    const filled = (reviewer: string, label: string, of = rows) =>
      [head!, ...of.map((row) => head!.map((name, i) => ({ label, reviewer, ts: '2026-11-22' })[name] ?? row[i]!))]
        .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
        .join('\n')
    const handIn = async (bytes: string) => {
      const { sha256 } = await kept(bytes, 'filled.csv')
      await as((unit) => bring(unit, id, sha256, actor.org))
      return as((unit) => takeSheet(house, unit, id, { measure: 'content', sha256 }))
    }
    expect(await handIn(csv)).toMatchObject({ problems: [{ code: 'sheet-empty' }] })
    expect(await handIn(filled('bo', 'perhaps'))).toMatchObject({ ok: false })
    const stranger = await kept(filled('cy', 'safe'), 'not-brought.csv')
    expect(
      await as((unit) => takeSheet(house, unit, id, { measure: 'content', sha256: stranger.sha256 })),
    ).toMatchObject({
      problems: [{ code: 'evidence-not-held' }],
    })
    expect(await handIn(filled('bo', 'safe'))).toMatchObject({ ok: true })
    await settled()
    // each answer wants a second reviewer
    expect(await sheets()).toMatchObject([{ open: 4, filled: [{ by: 'ann' }] }])
    expect(await handIn(filled('cy', 'safe', rows.slice(0, 3)))).toEqual({ ok: true, value: undefined, warnings: [] })
    await settled()
    expect(await sheets()).toMatchObject([{ open: 1 }])
    expect(chat.heard).toHaveLength(4)
    const reports = await as(({ db }) => db.selectFrom('report').select('headline').orderBy('created_at').execute())
    expect(reports).toHaveLength(3)
    // the key is nowhere in what is kept
    const files = await as(({ db }) => db.selectFrom('evidence').select(['sha256', 'name']).execute())
    for (const { sha256, name } of files) {
      const bytes = Buffer.from(await bytesOf((await house.evidence.get(actor.org, sha256))!)).toString('latin1')
      expect([name, bytes.includes(KEY)]).toEqual([name, false])
    }
  })

  test('evidence that is gone or damaged stops the work, and is not held against the subject', async () => {
    const { actor, as, id, start, settled, key, kept } = await begun()
    await key(`127.0.0.1:${chat.port}`)
    const { sha256 } = await kept('proof', 'proof.txt')
    const answers = [{ part: 'fact', name: 'a', value: 1, evidence: [sha256] }] as const
    const of = { assessment: id, by: actor.org }
    expect((await as((unit) => answer(unit, house.evidence, of, answers))).ok).toBe(true)
    const path = join(house.workFolder, '..', 'evidence', keyOf(actor.org, sha256))
    for (const [damage, code] of [
      [() => writeFile(path, 'poorf'), 'evidence-damaged'],
      [() => rm(path), 'evidence-not-held'],
    ] as const) {
      await damage()
      await start()
      const row = await settled()
      expect([row.activity, row.problems]).toMatchObject(['failed', [{ code, place: { path: 'fact a' }, got: sha256 }]])
    }
    expect(await as(({ db }) => db.selectFrom('report').selectAll().execute())).toEqual([])
    await kept('proof', 'proof.txt')
    await start()
    expect((await settled()).problems.filter((p) => (p as { code: string }).code.startsWith('evidence'))).toEqual([])
  })
})
