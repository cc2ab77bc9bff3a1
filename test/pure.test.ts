import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { createContext, Script } from 'node:vm'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Page from './support/browser-entry.ts'
import { plumbline, workshop } from './support/command.ts'
import { lamp, lampSubject, writeLamp } from './support/lamp.ts'

const imports =
  /(?:^|[;\n])\s*(?:import|export)\s(?!type\b)(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g
/** Comments and texts out: what a sentence says is no call. Template holes are code, and stay. */
const said = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
const impure =
  /\bprocess\s*\.|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.|\bfetch\(|\bXMLHttpRequest\b|\bcrypto\.(?:getRandomValues|randomUUID)\b|\bset(?:Timeout|Interval|Immediate)\(|\beval\(|\bnew Function\b|\bBuffer\b|\b(?:__dirname|__filename|globalThis)\b|import\.meta/

const code = (file: string) => readFileSync(file, 'utf8').replaceAll(said, '')

function sources(room: string): string[] {
  return readdirSync(room, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.includes('fixtures'))
    .map((f) => join(room, f))
}

/** Every file of src that runs when these are imported, with what is imported from outside. */
function graph(entries: readonly string[]): { own: Set<string>; outside: Map<string, string> } {
  const own = new Set<string>()
  const outside = new Map<string, string>()
  const open = entries.map((e) => resolve(e))
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (own.has(file)) continue
    own.add(file)
    for (const m of code(file).matchAll(imports)) {
      const name = (m[1] ?? m[2])!
      if (name.startsWith('.')) open.push(resolve(dirname(file), name))
      else outside.set(name, relative('.', file))
    }
  }
  return { own, outside }
}

const rooms: Readonly<Record<string, readonly string[]>> = {
  language: sources('src/language'),
  metrics: sources('src/metrics'),
  judge: sources('src/judge'),
  monitoring: sources('src/monitoring'),
  crosswalk: sources('src/crosswalk'),
  catalogue: sources('src/catalogue'),
  life: sources('src/life'),
  drafting: sources('src/drafting'),
  'verify with its reducers': ['src/attestation/verify.ts', 'src/instruments/reducers.ts', 'src/assessment/verify.ts'],
  'HTML report': ['src/exchange/html/page.ts'],
}

describe.each(Object.entries(rooms))('%s', (_, entries) => {
  const { own, outside } = graph(entries)

  test('imports no module of Node, directly or through another file', () => {
    expect(own.size).toBeGreaterThanOrEqual(entries.length)
    for (const [name, by] of outside)
      expect(name.startsWith('node:') || builtinModules.includes(name), `${name} in ${by}`).toBe(false)
  })

  test('reads no clock, no chance, no environment and no network', () => {
    for (const file of own) expect(`${relative('.', file)}: ${impure.exec(code(file))?.[0]}`).toMatch(/: undefined$/)
  })
})

test('rooms import only from rooms below them', () => {
  const order = [
    'language',
    'metrics',
    'judge',
    'monitoring',
    'instruments',
    'attestation',
    'assessment',
    'exchange',
    'cli',
  ]
  for (const [floor, room] of order.entries()) {
    for (const file of sources(join('src', room))) {
      for (const m of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
        const target = relative(resolve('src'), resolve(dirname(file), m[1]!)).split(/[\\/]/)[0]!
        expect(order.indexOf(target), `${file} imports ${m[1]}`).toBeLessThanOrEqual(floor)
      }
    }
  }
})

test('the scans see what they look for', () => {
  expect([...graph(['src/attestation/keys.ts']).outside.keys()]).toContain('node:os')
  expect([...graph(['src/assessment/measure.ts']).outside.keys()]).toContain('node:path')
  expect(impure.test(code('src/cli/commands/prepare.ts'))).toBe(true)
  expect(impure.test(code('src/instruments/llm/client/poster.ts'))).toBe(true)
})

describe('a browser', () => {
  const work = workshop()
  const place = { cwd: work.path, home: join(work.path, 'home') }
  let script = ''
  beforeAll(async () => {
    const bundle = await rolldown({ input: 'test/support/browser-entry.ts', platform: 'browser', logLevel: 'silent' })
    const { output } = await bundle.generate({ format: 'iife', name: 'plumbline' })
    await bundle.close()
    expect(output.length).toBe(1)
    script = output[0].code
    writeLamp(work.path)
    writeFileSync(join(work.path, 'lamp.yaml'), lampSubject())
    const assessed = await plumbline(['assess', 'lamp.yaml', '-a', 'acme/lamp', '-o', 'out', '--draws', '500'], place)
    expect(assessed.code, assessed.stderr).toBe(0)
  })
  afterAll(() => work.remove())

  /** The names a page has and Node's language does not; nothing else of the host gets in, and no text becomes code. */
  function page(): (call: string) => unknown {
    const host = { TextEncoder, TextDecoder, atob, btoa, URL, bytes: undefined as Uint8Array | undefined }
    const context = createContext(host, { codeGeneration: { strings: false, wasm: false } })
    new Script(script).runInContext(context)
    return (call) => new Script(call).runInContext(context)
  }

  test('has no way out: no process, no require, no code from text', () => {
    const run = page()
    expect(run('typeof process + typeof require + typeof Buffer + typeof fetch')).toBe('undefined'.repeat(4))
    expect(() => run('new Function("return 1")')).toThrow(/Code generation from strings/)
    expect(script).not.toMatch(/from ["']node:|require\(["']node:/)
  })

  test('judges to the same bytes as the command', () => {
    const run = page()
    const evidence = readFileSync(join(work.path, 'out/evidence.json'), 'utf8')
    const text = run(
      `plumbline.${'judgement' satisfies keyof typeof Page}(${JSON.stringify(lamp)}, ${JSON.stringify(evidence)})`,
    )
    expect(text).toBe(readFileSync(join(work.path, 'out/judgement.json'), 'utf8'))
  })

  test('verifies a bundle as the command does, and sees one bit', () => {
    const run = page()
    const pem = readFileSync(join(place.home, 'keys/signing.pub.pem'), 'utf8')
    const bytes = readFileSync(join(work.path, 'out/acme-my-lamp.plumb'))
    const verdict = (b: Uint8Array) =>
      JSON.parse(
        String(
          run(
            `plumbline.${'verdict' satisfies keyof typeof Page}(new Uint8Array([${[...b].join(',')}]), ${JSON.stringify(pem)})`,
          ),
        ),
      ) as {
        verdict: string
        steps: string[]
      }
    const whole = verdict(bytes)
    expect(whole.verdict, whole.steps.join('\n')).toBe('genuine')
    for (const step of whole.steps) expect(step).toMatch(/ passed$/)
    const flipped = Uint8Array.from(bytes)
    flipped[flipped.length >> 1]! ^= 1
    expect(verdict(flipped).verdict).toBe('altered')
  })
})
