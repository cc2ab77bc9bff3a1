import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBundle } from '../src/attestation/bundle/read.ts'
import { type Mock, startMock } from '../src/instruments/llm/mock/index.ts'
import { pcg32 } from '../src/metrics/random.ts'
import { plumbline, type Said, workshop } from './support/command.ts'
import { writeServiceStandard, writeServiceSubject } from './support/service.ts'

const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
let mock: Mock
let standard = ''
let subject = ''

beforeAll(async () => {
  mock = await startMock({ overRefusalRate: 0.04, latencyMs: 2 })
  standard = writeServiceStandard(join(work.path, 'standard'), {
    prompts: 200,
    repeats: 2,
    decision: '{ guarded: 0.95 }',
    atMost: '0.09',
  })
  subject = writeServiceSubject(join(work.path, 'subject.yaml'), { url: mock.url })
})
afterAll(async () => {
  await mock.close()
  work.remove()
})

const measure = (out: string, width: number): Promise<Said> =>
  plumbline(
    ['measure', subject, '--against', standard, '--out', out, '--width', String(width), '--date', '2026-11-22'],
    place,
  )

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown, random = pcg32(5n)): unknown {
  if (Array.isArray(value)) return value.map((v) => shuffled(v, random))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([k, v]): [string, unknown] => [k, shuffled(v, random)])
  for (let i = entries.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[entries[i], entries[j]] = [entries[j]!, entries[i]!]
  }
  return Object.fromEntries(entries)
}

const worlds: readonly Record<string, string>[] = [
  { LANG: 'en_US.UTF-8', TZ: 'UTC' },
  { LANG: 'zh_CN.UTF-8', TZ: 'Asia/Shanghai' },
  { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
  { LANG: 'C', TZ: 'America/St_Johns' },
]

describe('the same evidence gives the same bytes', () => {
  test('in another process, another language and another time zone, with keys in another order', async () => {
    expect((await measure('evidence', 16)).code).toBe(0)
    const evidence = JSON.parse(readFileSync(join(work.path, 'evidence/evidence.json'), 'utf8'))
    const mixed = JSON.stringify(shuffled(evidence), null, 3)
    expect(mixed).not.toBe(JSON.stringify(evidence, null, 3))
    writeFileSync(join(work.path, 'mixed.json'), mixed)
    const said = await Promise.all([
      ...worlds.map((env) => plumbline(['judge', 'evidence', '--json', '--draws', '2000'], { ...place, env })),
      plumbline(['judge', 'mixed.json', '-a', standard, '--json', '--draws', '2000'], place),
    ])
    for (const s of said) expect(s.stdout, s.stderr).toBe(said[0]!.stdout)
    expect(JSON.parse(said[0]!.stdout).judgement.nodes.answers).toBeDefined()
  })

  test('the catalogued example too: cases of a standard judged twice', async () => {
    const [a, b] = await Promise.all([
      plumbline(['test', 'cn-sh/robot-intelligence', '--json'], { ...place, env: worlds[0]! }),
      plumbline(['test', 'cn-sh/robot-intelligence', '--json'], { ...place, env: worlds[2]! }),
    ])
    expect(a.stdout).toBe(b.stdout)
    expect(JSON.parse(a.stdout).passed).toBeGreaterThan(5)
  })
})

describe('a measured folder', () => {
  test('attested twice gives the same bundle, byte for byte, in any language and time zone', async () => {
    expect((await measure('sealed', 16)).code).toBe(0)
    const bundles: Buffer[] = []
    for (const [i, env] of worlds.entries()) {
      cpSync(join(work.path, 'sealed'), join(work.path, `sealed-${i}`), { recursive: true })
      const said = await plumbline(['attest', `sealed-${i}`, '--draws', '1000', '--out', `b${i}.plumb`], {
        ...place,
        env,
      })
      expect([0, 1, 3], said.stderr).toContain(said.code)
      bundles.push(readFileSync(join(work.path, `b${i}.plumb`)))
    }
    for (const b of bundles) expect(b.equals(bundles[0]!)).toBe(true)
  })

  test('measured again differs only where time passed: latencies, attempts and what hashes them', async () => {
    expect((await measure('first', 4)).code).toBe(0)
    expect((await measure('second', 64)).code).toBe(0)
    for (const out of ['first', 'second'])
      expect([0, 1, 3]).toContain((await plumbline(['attest', out, '--draws', '0'], place)).code)
    const files = (out: string) => {
      const read = readBundle(readFileSync(join(work.path, out, 'acme-service.plumb')))
      if (!read.ok) throw new Error('unreadable bundle')
      return read.value
    }
    const [a, b] = [files('first'), files('second')]
    expect([...a.keys()].sort()).toEqual([...b.keys()].sort())
    const differ = [...a.keys()].filter((name) => !Buffer.from(a.get(name)!).equals(b.get(name)!)).sort()
    // the judgement names the evidence by hash, and the evidence holds no latency
    for (const name of differ)
      expect([
        'attestation.dsse.json',
        'measurements.json',
        'report.en.html',
        'report.zh.html',
        'results/harmless.jsonl',
      ]).toContain(name)
    expect(differ).toContain('results/harmless.jsonl')
    const lines = (m: ReadonlyMap<string, Uint8Array>) =>
      Buffer.from(m.get('results/harmless.jsonl')!)
        .toString()
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l))
        .map((l) => ({ ...l, result: { ...l.result, latencyMs: 0 } }))
    expect(lines(a)).toEqual(lines(b))
  })
})
