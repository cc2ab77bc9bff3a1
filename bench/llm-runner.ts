/**
 * The chat client with every answer persisted, against a bare undici client that does the same work.
 *
 *   npx tsc -b src/instruments
 *   npx rolldown bench/llm-runner.ts --platform node --external undici -o dist/bench/llm-runner.js
 *   node dist/bench/llm-runner.js [prompts=10000] [latencyMs=20] [width=64]
 *   node dist/bench/llm-runner.js memory [prompts=100000]
 *
 * Goals: within 2 times the wall clock and 5 times the CPU of the bare client; memory under 200 MiB and flat from 1,000 to 100,000 prompts.
 * The mock endpoint runs in a process of its own. Each client runs in a process of its own too, the two in turn, three times each; the medians count.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { close, fsync, mkdtempSync, openSync, readFileSync, rmSync, write } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pool } from 'undici'
import { openClient } from '../src/instruments/llm/client/client.ts'
import { endpointSchema } from '../src/instruments/llm/client/endpoint.ts'

const mockScript = 'dist/instruments/llm/mock/main.js'
const BATCH = 64

interface Load {
  readonly url: string
  readonly prompts: number
  readonly width: number
}

interface Run {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
  /** memory in use after the first 1,000 prompts and at the end */
  readonly rssMiB: readonly [number, number]
  readonly answers: number
  readonly digest: string
}

const prompt = (i: number) => `第${i}题：${'下列说法正确的是？'.repeat(15)}`
const rssMiB = () => process.memoryUsage.rss() / 2 ** 20

/** Lines appended in batches, each batch on disk before its answers count as kept. */
function journal(file: string) {
  const fd = openSync(file, 'a')
  const writeAsync = promisify(write)
  const fsyncAsync = promisify(fsync)
  let lines: string[] = []
  let last: Promise<unknown> = Promise.resolve()
  const flush = () => {
    const text = lines.join('')
    lines = []
    last = last.then(async () => {
      await writeAsync(fd, text)
      await fsyncAsync(fd)
    })
    return last
  }
  return {
    add: (line: string): Promise<unknown> | undefined => (lines.push(line) >= BATCH ? flush() : undefined),
    async end() {
      await flush()
      await promisify(close)(fd)
    },
  }
}

async function drive({ prompts, width }: Load, file: string, ask: (i: number) => Promise<string>): Promise<Run> {
  const log = journal(file)
  const cpu = process.cpuUsage()
  const start = performance.now()
  let next = 0
  let early = 0
  const worker = async () => {
    while (next < prompts) {
      const i = next++
      if (i === 1_000) early = rssMiB()
      const output = await ask(i)
      await log.add(`${JSON.stringify({ id: i, output })}\n`)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  await log.end()
  const seconds = (performance.now() - start) / 1000
  const used = process.cpuUsage(cpu)
  const late = rssMiB()
  const kept = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; output: string })
  kept.sort((a, b) => a.id - b.id)
  const hash = createHash('sha256')
  for (const { id, output } of kept) hash.update(`${id} ${output}\n`)
  return {
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    rssMiB: [early, late],
    answers: new Set(kept.filter((k) => k.output !== '').map((k) => k.id)).size,
    digest: hash.digest('hex'),
  }
}

async function ours(load: Load, file: string): Promise<Run> {
  const client = openClient(endpointSchema.parse({ url: load.url, model: 'mock', concurrency: load.width }))
  const run = await drive(load, file, async (i) => (await client.ask([{ role: 'user', content: prompt(i) }])).output)
  await client.close()
  return run
}

async function bare(load: Load, file: string): Promise<Run> {
  const { origin, pathname } = new URL(load.url)
  const pool = new Pool(origin, { connections: load.width, pipelining: 1 })
  const headers = { 'content-type': 'application/json' }
  const run = await drive(load, file, async (i) => {
    const body = JSON.stringify({ model: 'mock', temperature: 0, messages: [{ role: 'user', content: prompt(i) }] })
    const response = await pool.request({ path: `${pathname}/chat/completions`, method: 'POST', headers, body })
    const answer = (await response.body.json()) as { choices: { message: { content: string } }[] }
    return answer.choices[0]!.message.content
  })
  await pool.destroy()
  return run
}

/** Runs a script and hands over its first line and the way to stop it. */
function started(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (d: Buffer) => {
      text += String(d)
      if (text.includes('\n')) resolve(text.trim())
    })
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { line, stop }
}

async function measured(which: string, load: Load): Promise<Run> {
  const { line } = started(fileURLToPath(import.meta.url), ['one', which, JSON.stringify(load)])
  return JSON.parse(await line) as Run
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

async function compare(prompts: number, latency: number, width: number): Promise<void> {
  const mock = started(mockScript, ['--port', '0', '--latency', String(latency)])
  const load = { url: await mock.line, prompts, width }
  const runs: { ours: Run[]; bare: Run[] } = { ours: [], bare: [] }
  for (let i = 0; i < 3; i++) {
    runs.bare.push(await measured('bare', load))
    runs.ours.push(await measured('ours', load))
  }
  await mock.stop()
  const all = [...runs.ours, ...runs.bare]
  if (!all.every((run) => run.answers === prompts))
    throw new Error(`not all answers were kept: ${all.map((r) => r.answers)}`)
  if (new Set(all.map((run) => run.digest)).size !== 1) throw new Error('the clients did not read the same answers')
  const row = (list: readonly Run[]) => ({
    seconds: median(list.map((r) => r.seconds)),
    cpuSeconds: median(list.map((r) => r.cpuSeconds)),
    peakMiB: Math.max(...list.map((r) => r.peakMiB)),
  })
  const [a, b] = [row(runs.ours), row(runs.bare)]
  const ideal = (prompts * latency) / 1000 / width
  process.stdout.write(
    [
      `${prompts} prompts, ${latency} ms, width ${width}; all answers equal and kept; ideal ${ideal.toFixed(2)} s`,
      `ours  ${a.seconds.toFixed(2)} s  ${a.cpuSeconds.toFixed(2)} CPU s  peak ${a.peakMiB.toFixed(0)} MiB`,
      `bare  ${b.seconds.toFixed(2)} s  ${b.cpuSeconds.toFixed(2)} CPU s  peak ${b.peakMiB.toFixed(0)} MiB`,
      `ratio wall ${(a.seconds / b.seconds).toFixed(2)} (goal 2)  CPU ${(a.cpuSeconds / b.cpuSeconds).toFixed(2)} (goal 5)`,
      '',
    ].join('\n'),
  )
}

async function memory(prompts: number): Promise<void> {
  const mock = started(mockScript, ['--port', '0'])
  const run = await measured('ours', { url: await mock.line, prompts, width: 64 })
  await mock.stop()
  if (run.answers !== prompts) throw new Error(`not all answers were kept: ${run.answers}`)
  const [early, late] = run.rssMiB
  process.stdout.write(
    `${prompts} prompts: ${early.toFixed(0)} MiB after 1,000, ${late.toFixed(0)} MiB at the end (goal: under 200, flat)\n`,
  )
}

const [what, ...rest] = process.argv.slice(2)
if (what === 'one') {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const load = JSON.parse(rest[1]!) as Load
  const run = await (rest[0] === 'ours' ? ours : bare)(load, join(folder, 'journal.jsonl'))
  rmSync(folder, { recursive: true })
  process.stdout.write(`${JSON.stringify(run)}\n`)
} else if (what === 'memory') {
  await memory(Number(rest[0] ?? 100_000))
} else {
  await compare(Number(what ?? 10_000), Number(rest[0] ?? 20), Number(rest[1] ?? 64))
}
