/**
 * `plumbline measure`, as a user runs it, against a bare undici client that asks the same questions and keeps the answers.
 *
 *   npm run build
 *   npx rolldown bench/llm-measure.ts --platform node --external undici -o dist/bench/llm-measure.js
 *   node dist/bench/llm-measure.js [prompts=10000] [latencyMs=20] [width=64]
 *   node dist/bench/llm-measure.js memory [prompts...=1000 10000 100000]
 *
 * Goals: within 2 times the wall clock and 5 times the CPU of the bare client, start of the process, reduction and result files
 * included; memory under 200 MiB and flat from 1,000 to 100,000 prompts.
 * The mock endpoint, the command and the bare client run in processes of their own, the two in turn, three times each; the
 * medians count. Nothing is printed unless both kept the same answers to the same questions.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { close, createReadStream, fsync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, write } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pool } from 'undici'
import { prompt, writeServiceStandard, writeServiceSubject } from '../test/support/service.ts'

const mockScript = 'dist/instruments/llm/mock/main.js'
const BATCH = 64

interface Used {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
}

interface Run extends Used {
  readonly answers: number
  readonly digest: string
}

/** The bare client, in this process: a pool, `width` workers, JSON lines synced in batches. */
async function bare(url: string, prompts: number, width: number, file: string): Promise<void> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: width, pipelining: 1 })
  const headers = { 'content-type': 'application/json' }
  const fd = openSync(file, 'a')
  let lines: string[] = []
  let last: Promise<unknown> = Promise.resolve()
  const flush = () => {
    const text = lines.join('')
    lines = []
    last = last.then(async () => {
      await promisify(write)(fd, text)
      await promisify(fsync)(fd)
    })
    return last
  }
  let next = 0
  const worker = async () => {
    while (next < prompts) {
      const n = next++
      const body = JSON.stringify({ model: 'mock', temperature: 0, messages: [{ role: 'user', content: prompt(n) }] })
      const response = await pool.request({ path: `${pathname}/chat/completions`, method: 'POST', headers, body })
      const answer = (await response.body.json()) as { choices: { message: { content: string } }[] }
      lines.push(`${JSON.stringify({ id: `q-${n}`, output: answer.choices[0]!.message.content })}\n`)
      if (lines.length >= BATCH) await flush()
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  await flush()
  await promisify(close)(fd)
  await pool.destroy()
}

/** Runs a script under a small preload that writes what the process used when it ends. */
async function used(folder: string, script: string, args: readonly string[]): Promise<Used> {
  const usage = join(folder, 'usage.json')
  const hook = `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs'
     process.on('exit', () => writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`,
  )}`
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', hook, script, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PLUMBLINE_HOME: join(folder, 'home') },
  })
  let said = ''
  child.stderr.on('data', (d: Buffer) => {
    said += String(d)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const seconds = (performance.now() - begun) / 1000
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${said}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage
  return { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 }
}

/** Every kept answer in the order of the questions, as one hash. */
async function kept(
  file: string,
  read: (line: string) => readonly [string, string] | undefined,
): Promise<[number, string]> {
  const digests: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const got = read(line)
    if (got) digests.push(`${got[0]} ${createHash('sha256').update(got[1]).digest('hex')}`)
  }
  digests.sort()
  return [new Set(digests).size, createHash('sha256').update(digests.join('\n')).digest('hex')]
}

interface Setting {
  readonly folder: string
  readonly url: string
  readonly prompts: number
  readonly width: number
}

async function measureRun({ folder, url, prompts, width }: Setting): Promise<Run> {
  const standard = writeServiceStandard(join(folder, 'standard'), { prompts })
  const subject = writeServiceSubject(join(folder, 'subject.yaml'), { url, concurrency: width })
  const out = join(folder, 'out')
  const use = await used(folder, 'bin/plumbline.js', [
    ...['measure', subject, '--against', standard, '--out', out, '--width', String(width), '--date', '2026-11-22'],
  ])
  const [answers, digest] = await kept(join(out, 'results', 'harmless.jsonl'), (line) => {
    const { id, result } = JSON.parse(line) as { id: string; result?: { kind: string; output: string } }
    return result?.kind === 'answer' ? [id.split('#')[0]!, result.output] : undefined
  })
  return { ...use, answers, digest }
}

async function bareRun({ folder, url, prompts, width }: Setting): Promise<Run> {
  const file = join(folder, 'bare.jsonl')
  const use = await used(folder, fileURLToPath(import.meta.url), ['bare', url, String(prompts), String(width), file])
  const [answers, digest] = await kept(file, (line) => {
    const { id, output } = JSON.parse(line) as { id: string; output: string }
    return [id, output]
  })
  return { ...use, answers, digest }
}

async function withMock<T>(latency: number, work: (url: string) => Promise<T>): Promise<T> {
  const mock = spawn(process.execPath, [mockScript, '--port', '0', '--latency', String(latency)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = new Promise((resolve) => mock.once('exit', resolve))
  try {
    return await work(
      String((await new Promise<Buffer>((resolve) => mock.stdout.once('data', resolve))).toString()).trim(),
    )
  } finally {
    mock.kill('SIGTERM')
    await gone
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  mkdirSync(folder, { recursive: true })
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

async function compare(prompts: number, latency: number, width: number): Promise<void> {
  const runs: { ours: Run[]; bare: Run[] } = { ours: [], bare: [] }
  await withMock(latency, async (url) => {
    for (let i = 0; i < 3; i++) {
      runs.bare.push(await inFolder((folder) => bareRun({ folder, url, prompts, width })))
      runs.ours.push(await inFolder((folder) => measureRun({ folder, url, prompts, width })))
    }
  })
  const all = [...runs.ours, ...runs.bare]
  if (!all.every((r) => r.answers === prompts))
    throw new Error(`not all answers were kept: ${all.map((r) => r.answers)}`)
  if (new Set(all.map((r) => r.digest)).size !== 1) throw new Error('the two did not read the same answers')
  const row = (list: readonly Run[]) => ({
    seconds: median(list.map((r) => r.seconds)),
    cpuSeconds: median(list.map((r) => r.cpuSeconds)),
    peakMiB: Math.max(...list.map((r) => r.peakMiB)),
  })
  const [a, b] = [row(runs.ours), row(runs.bare)]
  const line = (name: string, r: typeof a) =>
    `${name}  ${r.seconds.toFixed(2)} s  ${r.cpuSeconds.toFixed(2)} CPU s  peak ${r.peakMiB.toFixed(0)} MiB`
  process.stdout.write(
    [
      `${prompts} prompts, ${latency} ms, width ${width}, node ${process.versions.node}, ${availableParallelism()} cores; all answers equal and kept; ideal ${((prompts * latency) / 1000 / width).toFixed(2)} s`,
      line('plumbline measure', a),
      line('bare undici      ', b),
      `ratio wall ${(a.seconds / b.seconds).toFixed(2)} (goal 2)  CPU ${(a.cpuSeconds / b.cpuSeconds).toFixed(2)} (goal 5)`,
      '',
    ].join('\n'),
  )
}

async function memory(sizes: readonly number[]): Promise<void> {
  await withMock(0, async (url) => {
    for (const prompts of sizes) {
      const run = await inFolder((folder) => measureRun({ folder, url, prompts, width: 64 }))
      if (run.answers !== prompts) throw new Error(`not all answers were kept: ${run.answers}`)
      process.stdout.write(
        `${prompts} prompts, width 64: peak ${run.peakMiB.toFixed(0)} MiB, ${run.seconds.toFixed(1)} s (goal: under 200 MiB, flat)\n`,
      )
    }
  })
}

const [what, ...rest] = process.argv.slice(2)
if (what === 'bare') await bare(rest[0]!, Number(rest[1]), Number(rest[2]), rest[3]!)
else if (what === 'memory') await memory(rest.length > 0 ? rest.map(Number) : [1_000, 10_000, 100_000])
else await compare(Number(what ?? 10_000), Number(rest[0] ?? 20), Number(rest[1] ?? 64))
