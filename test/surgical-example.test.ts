import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'

const work = workshop('plumbline-surgical-')
afterAll(() => work.remove())

test('the bone-milling robot of the examples: its records are those of the script, its level is 3, and verify agrees', async () => {
  const folder = join(work.path, 'surgical-robot')
  cpSync('examples/surgical-robot', folder, { recursive: true })
  expect(spawnSync(process.execPath, [join(folder, 'make.mjs')]).status).toBe(0)
  for (const name of readdirSync('examples/surgical-robot/records'))
    expect([name, readFileSync(join(folder, 'records', name), 'utf8')]).toEqual([
      name,
      readFileSync(join('examples/surgical-robot/records', name), 'utf8'),
    ])
  const place = { cwd: work.path, home: join(work.path, 'home') }
  const assessed = await plumbline(
    ['assess', join(folder, 'subject.yaml'), '--against', 'group/surgical-autonomy', '--out', 'out', '--lang', 'en'],
    place,
  )
  expect(assessed.stderr).not.toContain('✗')
  for (const said of ['Y3 Conditional autonomy', 'LASR3', 'Turns on who makes the plan', 'The same'])
    expect(assessed.stdout).toContain(said)
  expect(assessed.stdout).toMatch(/Requirements: satisfied 26, not applicable 5/)
  const verified = await plumbline(['verify', 'out/example-bone-mill.plumb', '--lang', 'en'], place)
  expect([verified.code, verified.stdout]).toEqual([
    0,
    expect.stringContaining('judging again gives the same judgement'),
  ])
}, 60_000)
