import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline } from './support/command.ts'

let out: string
const place = () => ({ cwd: process.cwd(), home: join(out, 'home') })
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'plumbline-enterprise-'))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

const example = 'examples/ai-enterprise'
const assessed = async (subject: string, name: string) => {
  const folder = join(out, name)
  const command = ['assess', subject, '--against', 'cn-sh/ai-enterprise', '--out', folder]
  const said = await plumbline([...command, '--date', '2026-11-23', '--lang', 'en'], place())
  return { ...said, folder, stdout: said.stdout.replace(/\s+/g, ' ') }
}

/** Two enterprises, from their filings and documents to reports that verify. */
describe('AI enterprises', () => {
  test('their script writes the same bytes every time', () => {
    execFileSync('node', [`${example}/make.mjs`, join(out, 'made')])
    const files = readdirSync(join(out, 'made'), { recursive: true, encoding: 'utf8' }).filter((f) => /\.\w+$/.test(f))
    expect(files.length).toBe(14)
    for (const file of files)
      expect(readFileSync(join(out, 'made', file), 'utf8'), file).toBe(readFileSync(join(example, file), 'utf8'))
  })

  test('the start-up: core, 92.03, L5, documents for everything; anyone can verify it', async () => {
    const { stdout, stderr, folder } = await assessed(`${example}/start-up.yaml`, 'start-up')
    expect(stdout, stderr).toContain('Recognition: core')
    expect(stdout).toContain('Grade: L5 Leading')
    expect(stdout).toContain('no query is open; documents for everything')
    const html = readFileSync(join(folder, 'report.en.html'), 'utf8')
    expect(html).toContain('value="92.03"')
    expect(html).toMatch(/<rect class="points" /)
    const verified = await plumbline(['verify', join(folder, 'example-model-start-up.plumb')], place())
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  }, 120_000)

  test('the integrator: fusion, 56.39, L3, with open queries and a document out of date', async () => {
    const { stdout, stderr, folder } = await assessed(`${example}/integrator.yaml`, 'integrator')
    expect(stdout).toContain('Grade: L3 Growing')
    expect(stdout).toContain('queries are open')
    expect(stdout).toContain('a document is missing, changed or out of date')
    expect(stdout).toContain('Re-review: kept')
    expect(stderr).toMatch(/integrator\/filing\.csv:\d+ totalAssets 2025: filing-v5/)
    expect(stderr).toContain('document-expired')
    expect(readFileSync(join(folder, 'report.en.html'), 'utf8')).toContain('value="56.39"')
  }, 120_000)

  test('as its page says: queries are answered by two rows, and a filing becomes a workbook and is the same', async () => {
    const folder = join(out, 'copy')
    cpSync(example, folder, { recursive: true })
    const file = join(folder, 'integrator/filing.csv')
    const before = await plumbline(['filing', 'check', file, '--lang', 'en'], place())
    expect([before.code, before.stdout.trim()]).toEqual([1, '示例集成有限公司: read; 2 queries not answered, 0 hints'])
    const answers = /```csv\n([\s\S]*?)```/.exec(readFileSync(`${example}/README.md`, 'utf8'))![1]!
    appendFileSync(file, answers)
    const after = await plumbline(['filing', 'check', file, '--lang', 'en'], place())
    expect([after.code, after.stdout.trim()]).toEqual([0, '示例集成有限公司: read; 0 queries not answered, 0 hints'])
    const book = join(out, 'filing.xlsx')
    const json = join(example, 'start-up/filing.json')
    expect((await plumbline(['filing', 'template', '--from', json, '--out', book], place())).code).toBe(0)
    const read = async (path: string) =>
      JSON.parse((await plumbline(['filing', 'check', path, '--json'], place())).stdout).quantities
    expect(await read(book)).toEqual(await read(json))
  }, 120_000)
})
