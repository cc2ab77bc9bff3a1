import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../src/instruments/llm/mock/index.ts'
import { bin, ended, environment, plumbline, started, workshop } from './support/command.ts'
import { killedAndResumed } from './support/kill.ts'
import { numberOf, writeServiceStandard, writeServiceSubject } from './support/service.ts'

test('killed four times with SIGKILL, measuring 10 000 prompts loses none and asks none twice whose answer it had', async () => {
  await killedAndResumed(10_000, 4, 20261122n)
}, 120_000)

describe('Ctrl-C', () => {
  const prompts = 600
  const work = workshop()
  const place = { cwd: work.path, home: join(work.path, 'home') }
  let mock: Mock
  let standard = ''
  let subject = ''
  beforeAll(async () => {
    mock = await startMock({ latencyMs: 20 })
    standard = writeServiceStandard(join(work.path, 'standard'), { prompts })
    subject = writeServiceSubject(join(work.path, 'subject.yaml'), { url: mock.url, concurrency: 8 })
  })
  afterAll(async () => {
    await mock.close()
    work.remove()
  })

  test('ends with 130, keeps what is done, and a second run asks only for the rest', async () => {
    const args = ['assess', subject, '--against', standard, '--out', 'out', '--width', '8', '--draws', '0']
    const child = started(args, place)
    const end = ended(child)
    while (mock.stats.answered.size < 100) await new Promise((r) => setTimeout(r, 5))
    child.kill('SIGINT')
    const stopped = await end
    expect(stopped.code, stopped.stderr).toBe(130)
    expect(stopped.stderr).toContain('Stopping; what is done is kept')
    expect(stopped.stderr).toContain('Run the same command again to resume')
    expect(stopped.stdout).toBe('')

    const kept = readFileSync(join(work.path, 'out/journals/harmless.jsonl'), 'utf8')
    const askedBefore = new Map(mock.stats.asked)
    expect(askedBefore.size).toBeGreaterThanOrEqual(100)
    expect(askedBefore.size).toBeLessThan(prompts)

    const resumed = await plumbline(args, place)
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(resumed.stderr).toContain('Resuming unfinished measuring')
    expect(mock.stats.asked.size).toBe(prompts)
    for (const [text, times] of askedBefore)
      if (kept.includes(`"id":"q-${numberOf(text)}#1"`)) expect(mock.stats.asked.get(text)).toBe(times)
    expect(mock.stats.requests - prompts).toBeLessThanOrEqual(8)
  })

  test('without a terminal, progress is plain lines from a start to 100 %', async () => {
    const said = await plumbline(['measure', subject, '--against', standard, '--out', 'lines', '--width', '64'], place)
    expect(said.code, said.stderr).toBe(0)
    expect(said.stderr).toMatch(/… harmless \(.+\)\n/)
    expect(said.stderr).toMatch(new RegExp(`\\n  100 % ${prompts + 1}/${prompts + 1} · \\d+(\\.\\d)?/s`))
    expect(said.stderr).not.toMatch(/[█░\r]/)
  })

  /** util-linux; runs a command on a pseudo-terminal */
  const recorder = 'script'
  const script = spawnSync(recorder, ['--version']).status === 0
  test.skipIf(!script)(
    `on a terminal, progress is a bar${script ? '' : ' (skipped: there is no script command)'}`,
    async () => {
      const command = `${process.execPath} ${bin} measure ${subject} --against ${standard} --out bar --width 64`
      const runner = join(work.path, 'bar.sh')
      writeFileSync(runner, `stty cols 80\nexec ${command}\n`)
      const said = await ended(
        spawn(recorder, ['-qec', `sh ${runner}`, '/dev/null'], {
          cwd: work.path,
          env: { ...environment(place), TERM: 'xterm' },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      )
      expect(said.code, said.stdout).toBe(0)
      const drawn = said.stdout.split('\r\u001b[K').slice(1)
      expect(drawn.length).toBeGreaterThan(2)
      expect(drawn[0]).toMatch(/^harmless .*… ░+ \d+\/601 · /)
      expect(drawn.at(-1)).toMatch(/^harmless .*… █+ 601\/601 · \d+\/s/)
      for (const line of drawn) expect(stringWidth(line.split('\n')[0]!)).toBeLessThan(80)
      // one bar, drawn again and again on its own line
      expect(said.stdout.split('\n').filter((line) => line.includes('█')).length).toBe(1)
    },
  )
})
