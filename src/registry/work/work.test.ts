import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBundle } from '../../assessment/verify.ts'
import { readBundle } from '../../attestation/bundle/read.ts'
import { renderHtml } from '../../exchange/html/page.ts'
import { type AssessmentRow, assessment, begin, pause, progress, resume, select } from '../assessments.ts'
import { verifyChain } from '../audit.ts'
import { bytesOf } from '../evidence/store.ts'
import { type Bench, onBothEngines, organization } from '../fixtures/engines.ts'
import { houseOn, keepFolder } from '../fixtures/house.ts'
import type { House } from '../house.ts'
import { registerLibrary, standards } from '../standards.ts'
import { type Actor, asTenant, type Unit } from '../unit.ts'
import { startWorker } from './worker.ts'

/** Files that say they are labelled, every seventh without its label. */
async function labelled(files: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-labelled-'))
  await cp('examples/labelled-outputs', folder, { recursive: true })
  const description = await readFile(join(folder, 'subject.yaml'), 'utf8')
  await writeFile(join(folder, 'subject.yaml'), description.replace(/(makes(Images|Audio|Documents)): yes/g, '$1: no'))
  const lines: string[] = []
  for (let i = 0; i < files; i++) {
    const name = `made-${i}.txt`
    const text = '本文由人工智能生成'
    await writeFile(join(folder, 'outputs', name), i % 7 === 0 ? 'Nothing said.' : `${text}\nText ${i}.`)
    lines.push(JSON.stringify({ id: `t${i}`, file: name, modality: 'text', label: { text, position: 'start' } }))
  }
  await writeFile(join(folder, 'outputs/list.jsonl'), `${lines.join('\n')}\n`)
  return folder
}

onBothEngines('measuring from the queue', (bench) => {
  let house: House
  let close: () => Promise<void>
  let hash: string
  const folders: string[] = []
  beforeAll(async () => {
    ;({ house, close } = await houseOn(bench().engine))
    expect(await registerLibrary(bench().engine)).toEqual([])
    hash = (await standards(bench().engine)).find(({ id }) => id === 'cn/genai-labelling')!.hash
  })
  afterAll(async () => {
    await close?.()
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))
  })

  async function selected(folder: string, of: Bench = bench()) {
    const actor: Actor = { org: await organization(of.engine), person: 'ann' }
    const as = <T>(work: (unit: Unit) => Promise<T>) => asTenant(of.engine, actor, work)
    const { subject } = await keepFolder(house, actor, folder)
    const made = await as((unit) => select(unit, { subject, standard: hash, kind: 'self', date: '2026-11-22' }))
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    const id = made.value
    const until = async (holds: (row: AssessmentRow) => boolean) => {
      for (let i = 0; i < 600; i++) {
        const row = (await as((unit) => assessment(unit, id)))!
        if (row.activity === 'failed') throw new Error(JSON.stringify(row.problems))
        if (holds(row)) return row
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('it never came to that')
    }
    const bundle = async () => {
      const report = await as(({ db }) => db.selectFrom('report').selectAll().executeTakeFirstOrThrow())
      return { report, bytes: await bytesOf((await house.evidence.get(actor.org, report.bundle_sha256))!) }
    }
    return { actor, as, id, until, bundle }
  }

  const judgementOf = (bytes: Uint8Array) => {
    const files = readBundle(bytes)
    return files.ok ? Buffer.from(files.value.get('judgement.json')!).toString() : ''
  }

  test('an assessment goes its way from a description to a signed report that verifies', async () => {
    const { as, id, until, bundle, actor } = await selected('examples/labelled-outputs')
    expect(await as((unit) => begin(unit, house.jobs, id))).toMatchObject({ ok: true, value: 1 })
    expect(await as((unit) => begin(unit, house.jobs, id))).toMatchObject({ ok: false })
    const worker = startWorker(house, { pause: 20 })
    const row = await until(({ state }) => state === 'review')
    await worker.stop()
    expect(row).toMatchObject({ activity: 'idle', items_total: 10 })
    expect(row.measures.map(({ measure, items, chunks }) => [measure, items, chunks])).toEqual([
      ['text', 2, 1],
      ['image', 4, 1],
      ['audio', 2, 1],
      ['documents', 2, 1],
    ])
    const { report, bytes } = await bundle()
    expect(report).toMatchObject({ verdict: 'does-not-conform', subject: { id: 'example/labelled-outputs' } })
    expect(verifyBundle(bytes, [], renderHtml).verdict).toBe('genuine-unknown-signer')
    const { entries, fault } = await as(({ query, org }) => verifyChain(query, org))
    expect(fault).toBeUndefined()
    expect(entries).toBeGreaterThan(14)
    const other = await organization(bench().engine)
    expect(await asTenant(bench().engine, { org: other, person: 'x' }, (unit) => assessment(unit, id))).toBeUndefined()
    expect(await house.evidence.get(other, report.bundle_sha256)).toBeUndefined()
    expect(actor.org).not.toBe(other)
  })

  test('many workers that come and go, a pause and a resume: the same judgement as at one stroke, every chunk once', async () => {
    const folder = await labelled(300)
    folders.push(folder)
    const one = await selected(folder)
    await one.as((unit) => begin(unit, house.jobs, one.id))
    const calm = startWorker(house, { pause: 20, width: 1 })
    await one.until(({ state }) => state === 'review')
    await calm.stop()
    const wanted = judgementOf((await one.bundle()).bytes)

    const many = await selected(folder)
    await many.as((unit) => begin(unit, house.jobs, many.id))
    const mayflies = (async () => {
      for (let i = 0; i < 6; i++) {
        const worker = startWorker(house, { pause: 5, width: 2 })
        await new Promise((resolve) => setTimeout(resolve, 150))
        await worker.stop(true)
      }
    })()
    await many.until(({ activity }) => activity === 'running')
    await many.as((unit) => pause(unit, many.id))
    await mayflies
    const paused = await many.until(({ activity, state }) => activity === 'paused' || state === 'review')
    const worker = startWorker(house, { pause: 20 })
    if (paused.activity === 'paused') {
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect((await many.until(() => true)).activity).toBe('paused')
      expect(await many.as((unit) => resume(unit, house.jobs, many.id))).toMatchObject({ ok: true })
    }
    await many.until(({ state }) => state === 'review')
    await worker.stop()
    expect(judgementOf((await many.bundle()).bytes)).toBe(wanted)
    const shown = await many.as((unit) => progress(unit, [many.id]))
    expect(shown).toEqual([{ assessment: many.id, measure: expect.anything(), measured: 300, errors: 0 }])
    const { rows } = await many.as(({ query }) =>
      query<{ n: number }>(`SELECT count(*)::int AS n FROM registry.audit WHERE body LIKE '%"chunk.done"%'`),
    )
    expect(rows[0]!.n).toBe(Math.ceil(300 / 20))
  })

  test('what fails for good after many tries is given up with a next step, and can be begun again', async () => {
    const folder = await labelled(3)
    folders.push(folder)
    const { as, id, until, bundle } = await selected(folder)
    const failed: string[] = []
    const full: House = {
      ...house,
      evidence: {
        ...house.evidence,
        put: () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
      },
    }
    await as((unit) => begin(unit, house.jobs, id))
    const worker = startWorker(full, { pause: 20, onError: (_, { queue }) => failed.push(queue) })
    await expect.poll(() => failed, { timeout: 10_000 }).toEqual(['chunk'])
    // three quarters of an hour later
    await bench().admin(
      `UPDATE pgboss.job SET retry_count = 49, start_after = now() WHERE name = 'chunk' AND state = 'retry'`,
    )
    const told = () => as((unit) => assessment(unit, id))
    await expect.poll(async () => (await told())!.activity, { timeout: 10_000 }).toBe('failed')
    await worker.stop()
    expect((await told())!.problems).toEqual([
      expect.objectContaining({
        code: 'measuring-given-up',
        got: 'no space left',
        next: { zh: expect.stringContaining('重新开始测量'), en: expect.stringContaining('begin measuring again') },
      }),
    ])
    expect(await as((unit) => begin(unit, house.jobs, id))).toMatchObject({ ok: true, value: 2 })
    const again = startWorker(house, { pause: 20 })
    await until(({ state }) => state === 'review')
    await again.stop()
    expect((await bundle()).report.verdict).toBe('does-not-conform')
  })

  test('while the disk of a worker is full, whoever waits is told so; with room it goes on to the same judgement', async () => {
    const folder = await labelled(3)
    folders.push(folder)
    const calm = await selected(folder)
    await calm.as((unit) => begin(unit, house.jobs, calm.id))
    const worker = startWorker(house, { pause: 20 })
    await calm.until(({ state }) => state === 'review')
    await worker.stop()

    const { as, id, until, bundle } = await selected(folder)
    let room = false
    const full: House = {
      ...house,
      evidence: {
        ...house.evidence,
        put: (...given) =>
          room
            ? house.evidence.put(...given)
            : Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })),
      },
    }
    await as((unit) => begin(unit, house.jobs, id))
    const poor = startWorker(full, { pause: 20 })
    const row = await until(({ problems }) => problems.length > 0)
    expect(row).toMatchObject({ activity: 'running', problems: [{ code: 'measuring-waits', severity: 'warning' }] })
    expect(JSON.stringify(row.problems)).toContain('disk')
    room = true
    expect((await until(({ state }) => state === 'review')).problems).toEqual([])
    await poor.stop()
    expect(judgementOf((await bundle()).bytes)).toBe(judgementOf((await calm.bundle()).bytes))
  })

  test('what cannot be measured is said, and is no verdict', async () => {
    const folder = await labelled(3)
    folders.push(folder)
    await rm(join(folder, 'outputs/made-1.txt'))
    const broken = await selected(folder)
    await broken.as((unit) => begin(unit, house.jobs, broken.id))
    const worker = startWorker(house, { pause: 20 })
    await expect(broken.until(({ state }) => state === 'review')).rejects.toThrow(/made-1/)
    await worker.stop()
    const row = await broken.as((unit) => assessment(unit, broken.id))
    expect(row).toMatchObject({ state: 'determination', activity: 'failed' })
    expect(await broken.as(({ db }) => db.selectFrom('report').selectAll().execute())).toEqual([])
  })
})
