import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'

/** The delivery robot of the examples as its reader runs it: simulated, assessed with one command, and verified. */
const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
const simulate = (folder: string) => execFileSync(process.execPath, ['examples/robot-delivery/simulate.mjs', folder])
const hashes = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(csv|json|mcap)$/.test(name))
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ])

beforeAll(() => {
  simulate(join(work.path, 'robot'))
  cpSync('examples/robot-delivery/subject.yaml', join(work.path, 'robot/subject.yaml'))
})
afterAll(() => work.remove())

test('the simulation writes the same bytes every time', () => {
  simulate(join(work.path, 'again'))
  expect(hashes(join(work.path, 'again'))).toEqual(hashes(join(work.path, 'robot')))
  expect(hashes(join(work.path, 'robot')).length).toBeGreaterThan(20)
})

test('L3 from its logs, frames and trials, drawn as a radar, and anyone can verify it', async () => {
  const said = await plumbline(
    [
      'assess',
      'robot/subject.yaml',
      '--against',
      'cn-sh/robot-intelligence',
      '--out',
      'out',
      '--draws',
      '200',
      '--json',
    ],
    place,
  )
  const { bundle } = JSON.parse(said.stdout) as { bundle: string }
  const judgement = JSON.parse(readFileSync(join(work.path, 'out/judgement.json'), 'utf8')) as {
    nodes: Record<string, { level?: { lo: string; hi: string }; words?: string[] }>
  }
  const level = (id: string) => judgement.nodes[id]!.level
  expect(level('overall')).toEqual({ lo: 'L3', hi: 'L3' })
  expect(['P', 'C', 'D', 'E', 'I'].map((id) => level(id)!.lo)).toEqual(['L4', 'L3', 'L4', 'L4', 'L3'])
  expect(judgement.nodes['basis']!.words).toEqual(['verified'])
  const page = readFileSync(join(work.path, 'out/report.en.html'), 'utf8')
  expect(page).toMatch(/<path class="radar" d="M[\d. LZ]+"\/>/)
  expect(page).toContain('Perception L4 Autonomous · Cognition L3 Interactive')
  const verified = await plumbline(['verify', bundle], place)
  expect(verified.code, verified.stdout + verified.stderr).toBe(0)
}, 240_000)
