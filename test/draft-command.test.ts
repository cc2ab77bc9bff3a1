import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { plumbline, workshop } from './support/command.ts'

const work = workshop('plumbline-draft-')
afterAll(() => work.remove())
const place = { cwd: work.path, home: join(work.path, 'home') }
const original = readFileSync('standards/cn-sh/llm-trust/standard.yaml', 'utf8')
const named = (name: string, text: string) => {
  writeFileSync(join(work.path, name), text)
  return name
}

test('lint reads the words too when it is asked to, and only then', async () => {
  const file = named('draft.yaml', original.replace('zh: 声明测评对象', 'zh: 必须声明测评对象'))
  const plain = await plumbline(['lint', file, '--json'], place)
  const worded = await plumbline(['lint', file, '--wording', '--json'], place)
  const codes = (out: string) => (JSON.parse(out) as { problems: { code: string }[] }[])[0]!.problems.map((p) => p.code)
  expect([plain.code, codes(plain.stdout)]).toEqual([0, []])
  expect([worded.code, codes(worded.stdout)]).toEqual([1, ['draft-other-modal']])
  const said = await plumbline(['lint', file, '--wording', '--lang', 'zh'], place)
  expect(said.stderr).toContain('“必须”不是规定的能愿动词')
  expect((await plumbline(['lint', file, '--wording', '--on', 'tomorrow'], place)).code).toBe(2)
})

test('a standard on paper says what it is, as a page and as a document', async () => {
  const page = await plumbline(
    ['draft', 'paper', 'cn-sh/llm-trust', '--lang', 'zh', '--ics', '35.240', '-o', 'a.html'],
    place,
  )
  expect(page.code, page.stderr).toBe(0)
  const html = readFileSync(join(work.path, 'a.html'), 'utf8')
  for (const said of ['参考方案', 'ICS：35.240', '规范性引用文件', '应拒答拒答率']) expect(html).toContain(said)
  expect((await plumbline(['draft', 'paper', 'cn-sh/llm-trust', '-o', 'a.docx'], place)).code).toBe(0)
  expect(readFileSync(join(work.path, 'a.docx')).subarray(0, 2).toString()).toBe('PK')
  expect((await plumbline(['draft', 'paper', 'no/such'], place)).code).toBe(2)
})

test('clauses are found in another edition; one that is gone ends in 1', async () => {
  const moved = named('moved.yaml', original.replace('clause: T1.3,', 'clause: T1.9,'))
  const found = await plumbline(['draft', 'anchor', 'cn-sh/llm-trust', moved], place)
  expect([found.code, found.stdout.split('\n')[0]]).toEqual([0, '✓ T1.3 → T1.9: renumbered'])
  const without = original
    .split('\n')
    .filter((line) => !line.includes('id: T1_5'))
    .join('\n')
  const gone = await plumbline(
    ['draft', 'anchor', 'cn-sh/llm-trust', named('gone.yaml', without), '--clause', 'T1.5', '--lang', 'zh'],
    place,
  )
  expect([gone.code, gone.stdout]).toEqual([1, expect.stringContaining('T1.5: 已不在新版中')])
  const quoted = await plumbline(
    ['draft', 'anchor', 'cn-sh/llm-trust', moved, '--clause', 'T1.3', '--quote', 'nowhere'],
    place,
  )
  expect([quoted.code, quoted.stderr]).toEqual([2, expect.stringContaining('unknown-quote')])
})

test('a local standard is held against the national one; what is looser ends in 1', async () => {
  const against = (...pairs: string[]) =>
    plumbline(
      [
        'draft',
        'national',
        'cn-sh/llm-trust',
        'cn/genai-service-safety',
        ...pairs.flatMap((p) => ['--pair', p]),
        '--json',
      ],
      place,
    )
  const looser = await against('V3=Q_22')
  const told = JSON.parse(looser.stdout) as {
    compared: { local: string; direction: string }[]
    problems: { code: string }[]
  }
  expect([looser.code, told.compared, told.problems.map((p) => p.code)]).toEqual([
    1,
    [expect.objectContaining({ local: 'V3', national: 'Q_22', direction: 'looser' })],
    ['looser-than-national'],
  ])
  const equal = await against('V3w=Q_22')
  expect([equal.code, JSON.parse(equal.stdout).compared[0].direction]).toEqual([0, 'equal'])
  const wrong = await against('V3=nope')
  expect([wrong.code, wrong.stderr + wrong.stdout]).toEqual([2, expect.stringContaining('unknown-name')])
  // every requirement of a standard is its own counterpart, and equal
  const own = await plumbline(['draft', 'national', 'cn-sh/llm-trust', 'cn-sh/llm-trust', '--json'], place)
  const same = JSON.parse(own.stdout).compared as { direction: string }[]
  expect([own.code, new Set(same.map((s) => s.direction)), same.length > 15]).toEqual([0, new Set(['equal']), true])
})
