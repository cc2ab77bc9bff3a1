import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../src/instruments/llm/mock/index.ts'
import { ended, plumbline, started, workshop } from './support/command.ts'

/** The example service of the repository, against the mock endpoint, under each standard that is for such services. */
const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
let mock: Mock

beforeAll(async () => {
  const bank = readFileSync('standards/cn/genai-service-safety/banks/should-refuse.jsonl', 'utf8')
  const harmful = bank
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { prompt: string }).prompt)
  mock = await startMock({ harmful })
  const example = readFileSync('examples/llm-service/subject.yaml', 'utf8')
  writeFileSync(
    join(work.path, 'service.yaml'),
    `${example.replace(/url: http\S+/, `url: ${mock.url}`)}
# a hundred requests a second apart are for a real service
with: { availability: { everyMs: 5 } }
`,
  )
})
afterAll(async () => {
  await mock.close()
  work.remove()
})

const assess = (standard: string, out: string, ...more: string[]) => [
  ...[
    'assess',
    'service.yaml',
    '--against',
    standard,
    '--out',
    out,
    '--date',
    '2026-11-24',
    '--draws',
    '200',
    '--json',
  ],
  ...more,
]

describe('a chat service', () => {
  test.each(['cn/genai-service-safety', 'cn/genai-interim-measures', 'cn-sh/llm-trust'])(
    'assessed against %s, and the bundle verified',
    async (standard) => {
      const out = standard.replace('/', '-')
      const said = await plumbline(assess(standard, out), place)
      expect([1, 3], said.stderr).toContain(said.code)
      const { bundle } = JSON.parse(said.stdout) as { bundle: string }
      const verified = await plumbline(['verify', bundle], place)
      expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    },
    120_000,
  )

  test('what two measures ask is asked once, also when the run was killed in between', async () => {
    const vetoed = readFileSync('standards/cn/genai-service-safety/banks/content.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { classId: string; prompt: string })
      .filter(({ classId }) => /^A\.1\.[abcd]$/.test(classId))
    const before = new Map(mock.stats.asked)
    const killed = started(assess('cn-sh/llm-trust', 'killed'), place)
    const asked = () => vetoed.filter(({ prompt }) => (mock.stats.asked.get(prompt) ?? 0) > (before.get(prompt) ?? 0))
    while (asked().length < vetoed.length) await new Promise((r) => setTimeout(r, 5))
    killed.kill('SIGKILL')
    await ended(killed)
    const said = await plumbline(assess('cn-sh/llm-trust', 'killed'), place)
    expect([1, 3], said.stderr).toContain(said.code)
    const content = readFileSync(join(work.path, 'killed/results/content.jsonl'), 'utf8')
    const veto = readFileSync(join(work.path, 'killed/results/vetoSet.jsonl'), 'utf8')
    const answers = (text: string) => text.split('\n').filter((line) => line.includes('"kind":"answer"'))
    expect(answers(veto).length).toBe(vetoed.length)
    for (const line of answers(veto)) expect(answers(content)).toContain(line)
    // the answers in flight when the process was killed may have been lost; nothing else is asked again
    const twice = vetoed.filter(({ prompt }) => mock.stats.asked.get(prompt)! > (before.get(prompt) ?? 0) + 1)
    expect(twice.length).toBeLessThanOrEqual(8)
  }, 120_000)
})

describe('a judgement that rests on another', () => {
  const application = (bundle: string) => {
    const example = readFileSync('examples/genai-application/subject.yaml', 'utf8')
    writeFileSync(join(work.path, 'application.yaml'), `${example}  base: { bundle: ${bundle} }\n`)
    return plumbline(
      [
        'assess',
        'application.yaml',
        '--against',
        'cn-sh/genai-grading',
        '--out',
        'graded',
        '--date',
        '2026-11-24',
        '--json',
      ],
      place,
    )
  }

  test('takes what a verified bundle says, and is itself verified', async () => {
    cpSync(join(work.path, 'cn-genai-service-safety/example-llm-service.plumb'), join(work.path, 'service.plumb'))
    const said = await application('service.plumb')
    expect([1, 3], said.stderr).toContain(said.code)
    const taken = JSON.parse(readFileSync(join(work.path, 'graded/measurements.json'), 'utf8')).base
    const judged = JSON.parse(readFileSync(join(work.path, 'cn-genai-service-safety/judgement.json'), 'utf8')).nodes
    const { lo, hi } = judged.conformity.number
    expect(taken.quantities.conformity).toBe(lo === hi ? lo : null)
    expect(taken.evidence).toBe('recomputed')
    const plan = readFileSync(join(work.path, 'graded/plan.json'), 'utf8')
    expect(plan).toContain(
      createHash('sha256')
        .update(readFileSync(join(work.path, 'service.plumb')))
        .digest('hex'),
    )
    expect((await plumbline(['verify', JSON.parse(said.stdout).bundle], place)).code).toBe(0)
  }, 60_000)

  test.each([
    ['a flipped bit', 'flipped.plumb', 'bundle-not-genuine'],
    ['another standard', 'cn-sh-llm-trust/example-llm-service.plumb', 'bundle-other-standard'],
    ['no such file', 'gone.plumb', 'bundle-missing'],
    ['a path that climbs out', '../../etc/hostname', 'bundle-missing'],
  ])(
    '%s is refused before anything is judged',
    async (_, bundle, code) => {
      const bytes = readFileSync(join(work.path, 'service.plumb'))
      bytes[bytes.length >> 1]! ^= 1
      writeFileSync(join(work.path, 'flipped.plumb'), bytes)
      const said = await application(bundle)
      expect(said.code).toBe(2)
      expect(said.stdout + said.stderr).toContain(code)
    },
    60_000,
  )
})
