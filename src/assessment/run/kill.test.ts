import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pcg32 } from '../../metrics/random.ts'
import { indexJournal } from './journal-index.ts'
import { journalLines } from './journal-read.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
// compiled inside the project, so that the child finds the project's packages
const compiled = join(root, 'dist', `.kill-test-${process.pid}`)
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-kill-'))
  await mkdir(compiled, { recursive: true })
  const config = join(compiled, 'tsconfig.json')
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        declaration: false,
        sourceMap: false,
        noCheck: true,
        rootDir: join(root, 'src'),
        outDir: compiled,
        types: ['node'],
      },
      files: [join(root, 'src/assessment/run/fixtures/kill-child.ts')],
    }),
  )
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'pipe' })
})

afterAll(async () => {
  await rm(compiled, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
})

function lines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
}

/** Runs the child, and kills it once `until` is met and `delay` milliseconds more have passed; true when it came to its end by itself. */
function runUntil(until: () => boolean, delay: number, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(compiled, 'assessment/run/fixtures/kill-child.js'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (data: Buffer) => {
      complaint += data.toString()
    })
    const watch = setInterval(() => {
      if (!until()) return
      clearInterval(watch)
      setTimeout(() => child.kill('SIGKILL'), delay)
    }, 3)
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      if (signal === 'SIGKILL') resolve(false)
      else if (code === 0) resolve(true)
      else reject(new Error(`the child ended with ${code}: ${complaint}`))
    })
  })
}

async function answeredIds(journal: string): Promise<Set<string>> {
  const ids = new Set<string>()
  if (existsSync(journal))
    for (const outcome of (await indexJournal(journal)).outcomes()) if (outcome.ok) ids.add(outcome.id)
  return ids
}

test('killed at random moments, a run of 2 000 items ends with every item answered exactly once', async () => {
  const journal = join(folder, 'run.jsonl')
  const asked = join(folder, 'asked')
  const acknowledged = join(folder, 'acknowledged')
  const random = pcg32(20260101n)
  let kills = 0
  let kept = 0

  for (let round = 0; ; round++) {
    const before = await answeredIds(journal)
    const askedBefore = lines(asked).length
    const target = askedBefore + 80 + random.below(180)
    const killed = () => round < 6 && lines(asked).length >= target
    const ended = await runUntil(killed, random.below(15), [journal, asked, acknowledged])
    if (!ended) kills++
    const again = lines(asked)
      .slice(askedBefore)
      .filter((id) => before.has(id))
    expect(again).toEqual([])
    const after = await answeredIds(journal)
    expect(after.size).toBeGreaterThanOrEqual(Math.max(0, ...lines(acknowledged).map(Number)))
    kept = Math.max(kept, before.size)
    if (ended) break
  }

  const seen = new Map<string, number>()
  for await (const { number, json } of journalLines(journal)) {
    if (number === 1) continue
    const { outcome } = JSON.parse(json) as { outcome: { id: string; ok: boolean; result: { square: number } } }
    seen.set(outcome.id, (seen.get(outcome.id) ?? 0) + 1)
    expect(outcome.result.square).toBe(Number(outcome.id.slice(5)) ** 2)
  }
  expect(kills).toBeGreaterThanOrEqual(3)
  expect(kept).toBeGreaterThan(0)
  expect(seen.size).toBe(2000)
  expect([...seen.values()].every((count) => count === 1)).toBe(true)
})
