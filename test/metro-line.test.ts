import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline } from './support/command.ts'

let out: string
const place = () => ({ cwd: process.cwd(), home: join(out, 'home') })
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'plumbline-metro-'))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

/** The example of a metro line, from its files to a report that verifies. */
describe('a metro line', () => {
  test('its script writes the same bytes every time', () => {
    execFileSync('node', ['examples/metro-line/make.mjs', join(out, 'made')])
    const files = ['gtfs', 'records'].flatMap((f) => readdirSync(join(out, 'made', f)).map((name) => `${f}/${name}`))
    expect(files.length).toBe(9)
    for (const file of files)
      expect(readFileSync(join(out, 'made', file), 'utf8'), file).toBe(
        readFileSync(`examples/metro-line/${file}`, 'utf8'),
      )
  })

  test('is assessed and verified; what holds it back and what is conditional is said', async () => {
    const folder = join(out, 'assessed')
    const assess = ['assess', 'examples/metro-line/subject.yaml', '--against', 'cn-sh/metro-smart-operation']
    const said = await plumbline([...assess, '--out', folder, '--date', '2026-11-23', '--lang', 'en'], place())
    expect(said.code, said.stderr).toBe(1)
    expect(said.stdout).toContain('L2 Advised operation')
    expect(said.stdout).toContain('conditional')
    expect(said.stdout).toContain('GoA3 Driverless (DTO)')
    const html = readFileSync(join(folder, 'report.en.html'), 'utf8')
    expect(html).toContain('Time-distance diagram: 1 · 1, 2026-09-01')
    expect(html).toContain('>18:30</text>')
    const verified = await plumbline(['verify', join(folder, 'example-metro-line.plumb')], place())
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  }, 120_000)
})
