import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { importResults } from './read.ts'
import type { Choice } from './trials.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-foreign-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const taken = async (files: string[], choice: Choice = {}) => {
  const got = await importResults(files, choice, ['0.95'])
  if (!got.ok) throw new Error(got.problems.map((p) => `${p.code} ${p.got ?? ''} ${p.expected ?? ''}`).join())
  return got.value
}
const refused = async (files: string[], choice: Choice = {}) => {
  const got = await importResults(files, choice, ['0.95'])
  return got.ok ? 'taken' : got.problems[0]!
}

/** A row as `promptfoo eval --output` writes it. */
function row(i: number, more: Record<string, unknown> = {}) {
  return {
    promptIdx: 0,
    testIdx: i,
    testCase: { vars: { question: `Q${i}` }, assert: [{ type: 'contains', value: 'x' }] },
    promptId: 'p',
    provider: { id: 'openai:chat:m', label: '' },
    prompt: { raw: `Q${i}`, label: '{{question}}' },
    vars: { question: `Q${i}` },
    response: { output: 'A', tokenUsage: { total: 3 } },
    success: true,
    score: 1,
    namedScores: { polite: 1 },
    failureReason: 0,
    gradingResult: { pass: true, score: 1, reason: 'ok', componentResults: [] },
    latencyMs: 12,
    ...more,
  }
}
const failure = { success: false, score: 0, failureReason: 1, gradingResult: { pass: false, score: 0, reason: 'no' } }
const error = {
  success: false,
  failureReason: 2,
  error: 'API error: 504',
  response: { error: '504' },
  gradingResult: null,
}
const promptfoo = (name: string, rows: unknown[]) =>
  write(
    name,
    JSON.stringify({
      evalId: 'eval-1',
      results: { version: 3, results: rows, stats: {} },
      config: {},
      metadata: { promptfooVersion: '0.121.18' },
    }),
  )

describe('promptfoo', () => {
  test('k of n rows, tool, version and the hash of the file', async () => {
    const file = promptfoo(
      'a.json',
      Array.from({ length: 100 }, (_, i) => row(i, i < 3 ? failure : i === 3 ? error : {})),
    )
    const got = await taken([file])
    expect([got.n, got.estimate.value, got.errors]).toEqual([99, '96/99', 1])
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    expect(got.source).toBe(`promptfoo 0.121.18; openai:chat:m, success; errors 1; a.json sha256:${hash}`)
  })
  test('bounds are those of Clopper and Pearson for the rows', async () => {
    // 9 of 10 at 0.95, one-sided (computed with mpmath at 40 digits)
    const got = await taken([
      promptfoo(
        'b.json',
        Array.from({ length: 10 }, (_, i) => row(i, i === 0 ? failure : {})),
      ),
    ])
    expect(Number(got.estimate.bounds![0]!.lower)).toBeCloseTo(0.6058366975634952, 9)
    expect(Number(got.estimate.bounds![0]!.upper)).toBeCloseTo(0.9948838031081763, 9)
  })
  test('a named score instead of success', async () => {
    const rows = [row(0), row(1, { namedScores: { polite: 0 } })]
    expect((await taken([promptfoo('c.json', rows)], { metric: 'polite' })).estimate.value).toBe('1/2')
    expect(
      await refused([promptfoo('c2.json', [row(0, { namedScores: { polite: 0.5 } })])], { metric: 'polite' }),
    ).toMatchObject({ code: 'results-not-binary' })
    expect(await refused([promptfoo('c3.json', rows)], { metric: 'toString' })).toMatchObject({
      code: 'results-not-binary',
    })
  })
  test.each([
    ['two providers', [row(0), row(0, { provider: { id: 'other' } })], 'results-several'],
    ['two prompts', [row(0), row(0, { promptIdx: 1, prompt: { raw: 'B', label: 'b' } })], 'results-several'],
    ['repeats', [row(0), row(0, { testIdx: 1 })], 'results-repeated'],
    ['errors above 2 %', Array.from({ length: 40 }, (_, i) => row(i, i === 0 ? error : {})), 'results-errors'],
    ['nothing', [], 'results-empty'],
  ])('%s: refused', async (name, rows, code) => {
    expect(await refused([promptfoo(`${name}.json`.replaceAll(' ', '-'), rows)])).toMatchObject({ code })
  })
  test('one of two providers', async () => {
    const rows = [row(0), row(0, { provider: { id: 'other' }, ...failure })]
    expect((await taken([promptfoo('p.json', rows)], { provider: 'other' })).estimate.value).toBe('0/1')
  })
})

/** A line as `lm_eval --log_samples` writes it. */
const sample = (i: number, acc: unknown, filter = 'none') =>
  JSON.stringify({
    doc_id: i,
    doc: { question: `Q${i}` },
    target: 'A',
    arguments: {},
    resps: [[['A']]],
    filtered_resps: ['A'],
    filter,
    metrics: ['acc'],
    doc_hash: createHash('sha256').update(String(i)).digest('hex'),
    acc,
  })
const summary = (more: Record<string, unknown> = {}) => ({
  results: { toy: { alias: 'toy', 'acc,none': 0.75, 'acc_stderr,none': 0.25 } },
  'n-samples': { toy: { original: 9, effective: 4 } },
  versions: { toy: 1 },
  git_hash: 'abc1234',
  lm_eval_version: '0.4.11',
  model_name: 'm-1',
  ...more,
})
const samples = (name: string, lines: string[]) => write(name, `${lines.join('\n')}\n`)
const four = [sample(0, 1.0), sample(1, 1.0), sample(2, 0.0), sample(3, 1.0)]

describe('lm-evaluation-harness', () => {
  test('the mean of the samples, with what the summary says of tool and model', async () => {
    const got = await taken([samples('samples_toy_1.jsonl', four), write('results_1.json', JSON.stringify(summary()))])
    expect([got.n, got.estimate.value]).toEqual([4, '3/4'])
    expect(got.source).toMatch(
      /^lm-evaluation-harness 0\.4\.11; m-1, toy, acc; errors 0; samples_toy_1\.jsonl sha256:\w{64}; results_1\.json sha256:\w{64}$/,
    )
  })
  test('without the summary the version is unknown, and said so', async () => {
    expect((await taken([samples('s.jsonl', four)])).source).toMatch(/^lm-evaluation-harness \?; acc; /)
  })
  test('one filter of several', async () => {
    const file = samples('f.jsonl', [...four, ...[0, 1, 2, 3].map((i) => sample(i, 0, 'strict-match'))])
    expect(await refused([file])).toMatchObject({ code: 'results-several', expected: '--filter none | strict-match' })
    expect((await taken([file], { filter: 'strict-match' })).estimate.value).toBe('0/4')
  })
  test.each([
    ['a summary that says another mean', four, summary({ results: { toy: { 'acc,none': 0.5 } } }), 'results-disagree'],
    ['a summary that counts others', four, summary({ 'n-samples': { toy: { effective: 5 } } }), 'results-disagree'],
    ['a score between', [sample(0, 0.5)], undefined, 'results-not-binary'],
    ['repeats', [...four, sample(0, 1)], undefined, 'results-repeated'],
    ['several tasks', four, summary({ results: { a: {}, b: {} } }), 'results-several'],
    ['something else', ['{"a":1}'], undefined, 'results-unknown'],
  ])('%s: refused', async (name, lines, said, code) => {
    const file = samples(`${name.replaceAll(' ', '-')}.jsonl`, lines)
    const more = said === undefined ? [] : [write(`${name.replaceAll(' ', '-')}.json`, JSON.stringify(said))]
    expect(await refused([file, ...more])).toMatchObject({ code })
  })
  test('a summary alone gives no bounds', async () => {
    expect(await refused([write('only.json', JSON.stringify(summary()))])).toMatchObject({ code: 'results-no-samples' })
  })
})
