import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const engine = fileURLToPath(new URL('./fixtures/engine.mjs', import.meta.url))
// compiled inside the project, so that the parent finds the project's packages
const compiled = join(root, 'dist', `.orphan-test-${process.pid}`)
const folder = mkdtempSync(join(tmpdir(), 'plumbline-orphan-'))

beforeAll(() => {
  mkdirSync(compiled, { recursive: true })
  const config = join(compiled, 'tsconfig.json')
  const compilerOptions = {
    ...{ composite: false, declaration: false, sourceMap: false, noCheck: true, types: ['node'] },
    ...{ rootDir: join(root, 'src'), outDir: compiled },
  }
  const files = [join(root, 'src/instruments/recognition/algorithm/fixtures/parent.ts')]
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files }))
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'pipe' })
})
afterAll(() => {
  rmSync(compiled, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const state = (pid: string) => {
  try {
    return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'gone'
  } catch {
    return 'gone'
  }
}

// a parent that is killed outright can do nothing any more, and this child heeds neither the end of its input nor SIGTERM
test.runIf(process.platform === 'linux')(
  'a parent killed with SIGKILL leaves no child behind',
  async () => {
    const pids = join(folder, 'pids')
    const parentFile = join(compiled, 'instruments/recognition/algorithm/fixtures/parent.js')
    const parent = spawn(process.execPath, [parentFile, 'node', engine, 'stubborn', pids], { stdio: 'pipe' })
    await new Promise((resolve) => parent.stdout.once('data', resolve))
    // the engine says that it is there before it has written down its number
    await expect.poll(() => existsSync(pids) && readFileSync(pids, 'utf8').trim(), { timeout: 20_000 }).toMatch(/^\d+$/)
    const pid = readFileSync(pids, 'utf8').trim()
    expect(state(pid)).toMatch(/[SR]/)
    parent.kill('SIGKILL')
    await expect.poll(() => state(pid), { timeout: 20_000 }).toMatch(/gone|Z/)
  },
  60_000,
)
