import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { SetupError, type Subject } from '../../contract.ts'
import type { Algorithm, Answer } from './algorithm.ts'
import { scriptedService } from './fixtures/service.ts'
import { checkAlgorithm, openAlgorithm } from './open.ts'

const engine = fileURLToPath(new URL('./fixtures/engine.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plumbline-algorithm-'))
mkdirSync(join(folder, 'sub'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const allowed = { ...process.env, PLUMBLINE_ALLOW_RUN: '1' }
const live = new AbortController().signal

function subjectOf(algorithm: unknown): Subject {
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { algorithm }, folder }
}

const scripted = (manner = 'plain', more: object = {}, run: object = {}) => ({
  run: { command: ['node', engine, manner], ...run },
  ...more,
})

let opened: Algorithm[] = []
afterEach(async () => {
  await Promise.all(opened.map((a) => a.close()))
  opened = []
})

async function open(algorithm: unknown, width = 4, env: Record<string, string | undefined> = allowed) {
  const one = await openAlgorithm(subjectOf(algorithm), width, live, env)
  opened.push(one)
  return one
}

const ask = (algorithm: Algorithm, text: string, signal = live): Promise<Answer> =>
  algorithm.ask({ id: `id of ${text}`, name: 'images/a.PNG', bytes: Buffer.from(text) }, signal)

async function faultOf(work: Promise<unknown>): Promise<{ code: string; detail?: string }> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(SetupError)
  const { fault } = error as SetupError
  expect(fault.text.zh && fault.text.en).toBeTruthy()
  return fault
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    // a zombie that nobody has reaped yet is dead enough
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('permission and access', () => {
  test('a command is not run unless the user said so, and the problem says how', async () => {
    const marker = join(folder, 'ran')
    const subject = subjectOf(scripted('plain', {}, { command: ['node', engine, 'plain', marker] }))
    const env = { ...process.env, PLUMBLINE_ALLOW_RUN: undefined }
    const [found] = await checkAlgorithm(subject, env)
    expect(found).toMatchObject({ code: 'run-not-allowed', expected: 'PLUMBLINE_ALLOW_RUN=1' })
    expect(found?.got).toContain('engine.mjs')
    expect(found?.next?.zh && found.next.en).toBeTruthy()
    expect((await faultOf(openAlgorithm(subject, 1, live, env))).code).toBe('run-not-allowed')
    expect(() => readFileSync(marker)).toThrow()
  })

  test.each<[string, unknown, string]>([
    ['no command', { run: { command: [] } }, 'algorithm-access'],
    ['a shell line instead of a list', { run: { command: 'node engine.mjs' } }, 'algorithm-access'],
    ['an unknown key', { run: { command: ['node'], shell: true } }, 'algorithm-access'],
    ['a folder outside', { run: { command: ['node'], cwd: '..' } }, 'path-outside'],
    ['a folder that is not there', { run: { command: ['node'], cwd: 'none' } }, 'algorithm-folder'],
    ['an address with a key in it', { url: 'http://u:p@127.0.0.1/' }, 'endpoint-url-credentials'],
    ['a program that is not there', { run: { command: ['no-such-program-anywhere'] } }, 'algorithm-start'],
    ['a program that ends at once', scripted('dead'), 'algorithm-start'],
    ['a greeting that is none', scripted('chatty'), 'algorithm-garbage'],
    ['silence', scripted('mute', { startSeconds: 0.5 }), 'algorithm-start'],
    ['another model', scripted('plain', { model: 'xyz' }), 'algorithm-other-model'],
  ])('%s is one clear problem before the run', async (_, algorithm, code) => {
    const problems = await checkAlgorithm(subjectOf(algorithm), allowed)
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]?.text.zh && problems[0].text.en).toBeTruthy()
  })

  test('the tail of standard error says why it did not start', async () => {
    const [found] = await checkAlgorithm(subjectOf(scripted('dead')), allowed)
    expect(found?.got).toContain('exit code 3; stderr: no model here')
  })

  test('an engine and an algorithm at once are refused', async () => {
    const subject = { ...subjectOf(scripted()), access: { algorithm: scripted(), engine: {} } }
    expect((await checkAlgorithm(subject, allowed)).map((p) => p.code)).toEqual(['algorithm-twice'])
  })

  test('a sound command passes, and nothing of it is left', async () => {
    const pids = join(folder, 'checked')
    const subject = subjectOf(scripted('plain', {}, { command: ['node', engine, 'plain', pids] }))
    expect(await checkAlgorithm(subject, allowed)).toEqual([])
    expect(alive(Number(readFileSync(pids, 'utf8')))).toBe(false)
  })
})

describe('a process', () => {
  test('says who it is, answers, and fails with a code', async () => {
    const a = await open(scripted())
    expect(a.about).toEqual({ name: 'scripted', version: '1', model: 'abc', threads: 1 })
    expect(await ask(a, '前方路口')).toMatchObject({ ok: true, output: '前方路口', confidence: 0.5 })
    expect(await ask(a, 'fail')).toMatchObject({ ok: false, code: 'nothing-found' })
    expect((await ask(a, 'x')).latencyMs).toBeGreaterThan(0)
  })

  test.each([
    ['crash', 'algorithm-crash'],
    ['garbage', 'algorithm-garbage'],
    ['both', 'algorithm-answer'],
    ['wrong id', 'algorithm-answer'],
    ['deep', 'algorithm-answer'],
    ['hang', 'algorithm-timed-out'],
  ])('%s is a fault of the set-up, and the next call finds a fresh process', async (text, code) => {
    const a = await open(scripted('plain', { timeoutSeconds: 2 }))
    await ask(a, 'count')
    expect((await faultOf(ask(a, text))).code).toBe(code)
    expect(await ask(a, 'count')).toMatchObject({ ok: true, output: 1 })
  })

  test('what it wrote unasked is refused once, with the line', async () => {
    const a = await open(scripted())
    await ask(a, 'chatter')
    await new Promise((r) => setTimeout(r, 100))
    const fault = await faultOf(ask(a, 'x'))
    expect(fault.code).toBe('algorithm-garbage')
    expect(fault.detail).toContain('line 3')
    expect(fault.detail).toContain('done!')
    expect(await ask(a, 'x')).toMatchObject({ ok: true, output: 'x' })
  })

  test('one that never starts again is not tried for ever', async () => {
    const marker = join(folder, 'once')
    const a = await open(scripted('once', {}, { command: ['node', engine, 'once', marker] }))
    expect((await faultOf(ask(a, 'crash'))).code).toBe('algorithm-crash')
    for (let i = 0; i < 3; i++) expect((await faultOf(ask(a, 'x'))).code).toBe('algorithm-start')
    const began = performance.now()
    for (let i = 0; i < 20; i++) expect((await faultOf(ask(a, 'x'))).code).toBe('algorithm-start')
    expect(performance.now() - began).toBeLessThan(20)
  })

  test('it gets few environment variables, and named ones; their values stay out of faults', async () => {
    const env = { ...allowed, TEST_KEY: 'sesame-sesame', OTHER_KEY: 'hidden' }
    const a = await open(scripted('plain', {}, { environment: ['TEST_KEY'] }), 1, env)
    const answer = await ask(a, 'environment')
    const output = answer.ok ? answer.output : []
    expect(output).toContain('PATH')
    expect(output).toContain('TEST_KEY')
    expect(output).not.toContain('OTHER_KEY')
    expect(output).not.toContain('HOME')
    const fault = await faultOf(ask(a, 'crash'))
    expect(fault.detail).toContain('exit code 7; stderr: giving up on id of crash, key [redacted]')
  })

  test('bytes, or a file that is gone afterwards', async () => {
    expect(await ask(await open(scripted()), 'request')).toMatchObject({ output: ['bytes', 'id', 'type'] })
    const byFile = await open(scripted('plain', {}, { input: 'file' }))
    expect(await ask(byFile, 'request')).toMatchObject({ output: ['file', 'id'] })
    expect(await ask(byFile, '出口')).toMatchObject({ output: '出口' })
  })

  test('copies work at once, never more than the width', async () => {
    const pids = join(folder, 'copies')
    const a = await open(scripted('plain', { copies: 3 }, { command: ['node', engine, 'plain', pids] }), 2)
    await Promise.all(Array.from({ length: 8 }, (_, i) => ask(a, `t${i}`)))
    expect(readFileSync(pids, 'utf8').trim().split('\n')).toHaveLength(2)
  })

  test.runIf(process.platform === 'linux')('its peak of memory is told', async () => {
    const peak = await (await open(scripted())).peakMemory()
    expect(peak).toBeGreaterThan(10_000)
    expect(peak).toBeLessThan(2_000_000)
  })

  test('a cancellation ends a hanging call and the process behind it', async () => {
    const pids = join(folder, 'cancelled')
    const a = await open(scripted('plain', {}, { command: ['node', engine, 'plain', pids] }))
    const stop = new AbortController()
    const waiting = ask(a, 'hang', stop.signal)
    setTimeout(() => stop.abort(), 50)
    expect((await faultOf(waiting)).code).toBe('algorithm-cancelled')
    await a.close()
    expect(alive(Number(readFileSync(pids, 'utf8')))).toBe(false)
  })

  test('one that will not leave is made to', async () => {
    const pids = join(folder, 'stubborn')
    const a = await open(scripted('stubborn', {}, { command: ['node', engine, 'stubborn', pids] }))
    await a.close()
    expect(alive(Number(readFileSync(pids, 'utf8')))).toBe(false)
  })
})

describe('a service', () => {
  test('answers over HTTP, fails with a code, and its faults are the set-up', async () => {
    const server = await scriptedService()
    try {
      const a = await open({ url: server.url, retries: 0 })
      expect(a.about).toEqual({ name: 'scripted service', version: '2' })
      expect(await ask(a, '出口')).toMatchObject({ ok: true, output: { text: '出口' }, confidence: 0.5 })
      expect(await ask(a, 'fail')).toMatchObject({ ok: false, code: 'nothing-found' })
      expect((await faultOf(ask(a, 'crash'))).code).toBe('server-error')
      expect((await faultOf(ask(a, 'garbage'))).code).toBe('algorithm-answer')
      expect(await a.peakMemory()).toBeUndefined()
      expect(await checkAlgorithm(subjectOf({ url: server.url }), allowed)).toEqual([])
    } finally {
      await server.stop()
    }
  })
})

test('nobody at the address is one clear problem before the run', async () => {
  const server = await scriptedService()
  await server.stop()
  const problems = await checkAlgorithm(subjectOf({ url: server.url, retries: 0 }), allowed)
  expect(problems.map((p) => p.code)).toEqual(['endpoint-unreachable'])
})

test('a text file that is no program is a start that failed', async () => {
  writeFileSync(join(folder, 'words.txt'), 'hello')
  const problems = await checkAlgorithm(subjectOf({ run: { command: ['./words.txt'] } }), allowed)
  expect(problems.map((p) => p.code)).toEqual(['algorithm-start'])
})
