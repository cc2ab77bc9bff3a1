import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'
import { lampSubject, writeLamp } from './support/lamp.ts'

const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
const run = (...args: string[]) => plumbline(args, place)
afterAll(() => work.remove())

beforeEach(() => {
  rmSync(join(work.path, 'acme'), { recursive: true, force: true })
  writeLamp(work.path)
})

/** A tailored standard in `acme/<name>`, what it changes given as YAML. */
function tailored(name: string, change: string, base = 'acme/lamp@1'): string {
  const folder = join(work.path, 'acme', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'standard.yaml'),
    `plumbline: 1\nid: acme/${name}\nedition: 1.0.0\nextends: ${base}\n${change}`,
  )
  return `acme/${name}`
}

const nodes = async (standard: string) => JSON.parse((await run('standards', 'show', standard, '--json')).stdout)

describe('extends', () => {
  test('takes over everything of the base', async () => {
    const name = tailored('team', 'title: { en: Team lamp, zh: 团队灯具 }\n')
    const said = await run('lint', name)
    expect(said.code, said.stderr).toBe(0)
    const [own, base] = [await nodes(name), await nodes('acme/lamp')]
    expect(own.nodes).toEqual(base.nodes)
    expect(own.hash).not.toBe(base.hash)
  })

  test('tightens a limit, a minimum and a should', async () => {
    const name = tailored(
      'team',
      `measures: { life: { minimum: 150 } }
results:
  - { id: good, holds: met(of) && life.share >= 0.96 }
`,
    )
    const said = await run('lint', name)
    expect(said.code, said.stderr).toBe(0)
    writeFileSync(join(work.path, 'lamp.yaml'), lampSubject())
    const [base, own] = await Promise.all([
      run('assess', 'lamp.yaml', '-a', 'acme/lamp', '-o', 'o1', '--draws', '0'),
      run('assess', 'lamp.yaml', '-a', name, '-o', 'o2', '--draws', '0'),
    ])
    expect(base.code, base.stderr).toBe(0)
    expect(own.code, own.stderr).toBe(3)
  })

  test('adds a requirement, a fact and a source', async () => {
    const name = tailored(
      'team',
      `sources: { house: { title: House rules } }
facts: { warm: yes-no }
requirements:
  - { id: R3, from: [house], title: { en: Warm light, zh: 暖光 }, holds: subject.warm }
results:
  - { id: good, of: [R3] }
`,
    )
    const said = await run('lint', name)
    expect(said.code, said.stderr).toBe(0)
    expect((await nodes(name)).requirements).toEqual(['R1', 'R2', 'R3'])
    writeFileSync(join(work.path, 'lamp.yaml'), lampSubject().replace('bright: yes', 'bright: yes, warm: no'))
    expect((await run('assess', 'lamp.yaml', '-a', name, '-o', 'o3', '--draws', '0')).code).toBe(1)
  })

  test('leaves out a requirement, with a reason only', async () => {
    const silent = tailored('team', 'select: { leave-out: [{ id: R2 }] }\n')
    const refused = await run('lint', silent)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/team\/standard\.yaml:5:\d+: [\s\S]*because/)
    const name = tailored('team', 'select: { leave-out: [{ id: R2, because: { en: sold without, zh: 不附 } }] }\n')
    const said = await run('lint', name)
    expect(said.code, said.stderr).toBe(0)
    expect((await nodes(name)).requirements).toEqual(['R1'])
  })

  test.each([
    ['a lower limit', 'results:\n  - { id: good, holds: met(of) && life.share >= 0.5 }\n', 6],
    ['a condition dropped', 'results:\n  - { id: good, holds: life.share >= 0.9 }\n', 6],
    ['a smaller sample', 'measures:\n  life: { minimum: 10 }\n', 6],
    ['another condition', 'requirements:\n  - { id: R1, holds: "!subject.bright" }\n', 6],
    ['a fact written anew', 'facts:\n  bright: text\n', 6],
    ['a check dropped to a claim', 'requirements:\n  - { id: R2, check: claim }\n', 6],
  ])('%s without a word is refused where it stands', async (_, change, line) => {
    const said = await run('lint', tailored('team', change))
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(new RegExp(`team/standard\\.yaml:${line}:\\d+`))
  })

  test('and is accepted with a note, and said', async () => {
    const name = tailored(
      'team',
      'results:\n  - { id: good, holds: met(of) && life.share >= 0.5, note: { en: cheap line, zh: 经济型 } }\n',
    )
    const said = await run('lint', name)
    expect(said.code, said.stderr).toBe(0)
  })

  test('of itself, and in a circle, is refused', async () => {
    tailored('one', '', 'acme/two')
    tailored('two', '', 'acme/one')
    tailored('self', '', 'acme/self')
    for (const name of ['acme/one', 'acme/two', 'acme/self']) {
      const said = await run('lint', name)
      expect(said.code).toBe(2)
      expect(said.stderr).toContain('cyclic-extends')
      expect(said.stderr).toContain('→')
    }
  })

  test.each([
    ['a base that is not there', 'acme/nothing', /standard\.yaml:4:10: unknown-standard/],
    ['another edition of the base', 'acme/lamp@2', /standard\.yaml:4:10: /],
    ['a base outside the tree', '../../etc/passwd', /unknown-standard/],
  ])('%s', async (_, base, says) => {
    const said = await run('lint', tailored('team', '', base))
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(says)
  })

  test('a base with errors: they are said at their place in the base', async () => {
    const base = join(work.path, 'acme/lamp/standard.yaml')
    writeFileSync(base, readFileSync(base, 'utf8').replace('subject.bright }', 'subject.brigth }'))
    const said = await run('lint', tailored('team', ''))
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/acme\/lamp\/standard\.yaml:19:\d+ .*brigth/)
    writeFileSync(base, 'plumbline: [1\n')
    const broken = await run('lint', 'acme/team')
    expect(broken.code).toBe(2)
    expect(broken.stderr).toMatch(/acme\/lamp\/standard\.yaml:\d+:\d+: yaml/)
  })
})

describe('three levels', () => {
  test('assess, and the bundle verifies alone: the bases are inside', async () => {
    tailored('group', 'results:\n  - { id: good, holds: met(of) && life.share >= 0.905 }\n')
    const name = tailored(
      'team',
      'title: { en: Team lamp, zh: 团队灯具 }\nselect: { leave-out: [{ id: R2, because: { en: sold without, zh: 不附 } }] }\n',
      'acme/group@1.0',
    )
    writeFileSync(join(work.path, 'lamp.yaml'), lampSubject())
    const said = await run('assess', 'lamp.yaml', '-a', name, '-o', 'three', '--draws', '100')
    expect(said.code, said.stderr).toBe(0)
    const bundle = join(work.path, 'three/acme-my-lamp.plumb')
    expect(
      readdirSync(join(work.path, 'three/standard'), { recursive: true })
        .map(String)
        .filter((f) => f.endsWith('.yaml'))
        .sort(),
    ).toEqual(['acme/team.yaml', 'base/acme/group/standard.yaml', 'base/acme/lamp/standard.yaml'])
    // nothing of the standards is left on this machine
    rmSync(join(work.path, 'acme'), { recursive: true })
    const verified = await run('verify', bundle)
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    expect((await run('judge', bundle)).code).toBe(0)
    expect(existsSync(join(work.path, 'acme'))).toBe(false)
  })
})
