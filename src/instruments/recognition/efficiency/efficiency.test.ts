import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { session } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { scriptedService } from '../algorithm/fixtures/service.ts'
import { efficiency } from './index.ts'
import type { CallResult, EfficiencyResult } from './params.ts'

const engine = fileURLToPath(new URL('../algorithm/fixtures/engine.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plumbline-efficiency-'))
const list = (lines: readonly unknown[], name = 'inputs.jsonl') =>
  writeFileSync(join(folder, name), lines.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`).join(''))

beforeAll(() => {
  process.env['PLUMBLINE_ALLOW_RUN'] = '1'
  const texts = ['出口', 'fail', 'drift', 'count', ...Array.from({ length: 8 }, (_, i) => `line ${i}`)]
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${i}.txt`), text)
  list([
    ...texts.map((_, i) => ({ id: `i${i}`, file: `${i}.txt`, duration: 2 })),
    'not json',
    { id: 'i0', file: '0.txt' },
  ])
})
afterAll(() => {
  delete process.env['PLUMBLINE_ALLOW_RUN']
  rmSync(folder, { recursive: true, force: true })
})

const subjectOf = (algorithm: unknown, inputs: unknown = { list: 'inputs.jsonl' }): Subject => ({
  id: 's',
  title: { en: 's' },
  version: '1',
  facts: {},
  access: { algorithm, inputs },
  folder,
})
const command = (manner: string) => ({ run: { command: ['node', engine, manner] } })

conformance('recognition/efficiency as a process', async () => ({
  instrument: efficiency,
  subject: subjectOf(command('plain')),
  params: { coldStarts: 2 },
  broken: {
    subject: subjectOf(command('dead')),
    items: [{ id: 'call:1:i0', kind: 'call' as const, repeat: 1, warmUp: 5, entry: { id: 'i0', file: '0.txt' } }],
  },
}))

conformance('recognition/efficiency as a service', async () => {
  const server = await scriptedService()
  return { instrument: efficiency, subject: subjectOf({ url: server.url }), params: {}, stop: server.stop }
})

async function measured(
  subject: Subject,
  keep: (id: string) => boolean,
): Promise<{ id: string; result: EfficiencyResult }[]> {
  const { context, close } = session(subject, new AbortController().signal, 4)
  const params = efficiency.params.parse({ coldStarts: 1 })
  const work: Promise<{ id: string; result: EfficiencyResult }>[] = []
  for await (const item of efficiency.items(subject, params)) {
    if (keep(item.id)) work.push(efficiency.measure(item, context).then((result) => ({ id: item.id, result })))
  }
  try {
    return await Promise.all(work)
  } finally {
    await close()
  }
}

describe('on a scripted engine', () => {
  test('what is the same, what drifts within the tolerance, what fails, and what the engine needs', async () => {
    const results = await measured(subjectOf(command('plain')), (id) => /^(inputs|cold|call:[12]:)/.test(id))
    const { quantities, detail } = efficiency.reduce(results, efficiency.params.parse({}), ['0.95'])
    // 'count' says another number each time; 'drift' moves by less than 1e-6
    expect(quantities).toMatchObject({
      identical: { value: '11/12' },
      failures: 2,
      runs: 24,
      refusedLines: 2,
    })
    expect(detail).toMatchObject({
      identicalToTheBit: 10,
      failureCodes: [{ code: 'nothing-found', count: 2 }],
      algorithms: [{ kind: 'process', name: 'scripted', model: 'abc', threads: 1 }],
      machines: [{ platform: `${process.platform} ${process.arch}` }],
    })
    expect(Number((quantities['coldStart'] as Estimate).value)).toBeGreaterThan(10)
    expect(Number((quantities['realTimeFactor'] as Estimate).value)).toBeGreaterThan(0)
    if (process.platform === 'linux') expect(Number((quantities['peakMemory'] as Estimate).value)).toBeGreaterThan(10)
  })

  test('warm-up calls come before the first timed one, however many workers ask', async () => {
    const results = await measured(subjectOf(command('plain')), (id) => /^call:1:i(3|0)$/.test(id))
    const count = results.find((r) => r.id === 'call:1:i3')!.result as CallResult
    // five warm-up calls come first; whether that of i0 comes next is open
    expect(['6', '7']).toContain(count.output)
  })

  test('a time-out is a failure of the subject here: leaving it out would leave out the slowest', async () => {
    writeFileSync(join(folder, 'hang.txt'), 'hang')
    list(
      [
        { id: 'a', file: '0.txt' },
        { id: 'b', file: '0.txt' },
        { id: 'c', file: '0.txt' },
        { id: 'd', file: '0.txt' },
        { id: 'e', file: '0.txt' },
        { id: 'h', file: 'hang.txt' },
      ],
      'slow.jsonl',
    )
    const subject = subjectOf({ ...command('plain'), timeoutSeconds: 0.5 }, { list: 'slow.jsonl' })
    const [one] = await measured(subject, (id) => id === 'call:1:h')
    expect(one!.result).toMatchObject({ failure: 'timed-out' })
  })
})

describe('reduction', () => {
  const machine = { cpu: 'x', processors: 2, memoryMiB: 1, platform: 'p', node: 'n' }
  const call = (input: string, repeat: number, latencyMs: number, more: Partial<CallResult> = {}): CallResult => ({
    kind: 'call',
    input,
    repeat,
    latencyMs,
    output: '"a"',
    peakKiB: null,
    algorithm: { kind: 'process', name: 'x', version: '1' },
    machine,
    ...more,
  })
  const reduce = (calls: readonly EfficiencyResult[]) =>
    efficiency.reduce(
      calls.map((result, i) => ({ id: String(i), result })),
      efficiency.params.parse({}),
      ['0.95'],
    ).quantities

  test('quantiles by nearest rank, bounds by order statistics', () => {
    const q = reduce(Array.from({ length: 200 }, (_, i) => call(`i${i % 20}`, i, i + 1)))
    // ranks from sums of the binomial law in exact fractions, Python 3.11
    expect(q).toMatchObject({
      latencyMedian: { value: '100', bounds: [{ lower: '88', upper: '113' }] },
      latencyP95: { value: '190', bounds: [{ lower: '185', upper: '196' }] },
      latencyP99: { value: '198', bounds: [] },
      peakMemory: null,
      realTimeFactor: null,
      coldStart: null,
    })
    expect(Number((q['throughput'] as Estimate).value)).toBeCloseTo(1000 / 100.5, 8)
  })

  test('failed calls rank last: with too many of them a high quantile is not known', () => {
    const calls = Array.from({ length: 100 }, (_, i) => call(`i${i}`, 1, 10, i < 6 ? { failure: 'x' } : {}))
    expect(reduce(calls)).toMatchObject({ latencyMedian: { value: '10' }, latencyP95: null, failures: 6 })
  })

  test('throughput counts answers over the time of all calls; few inputs leave it without bounds', () => {
    const q = reduce([call('a', 1, 500), call('b', 1, 500, { failure: 'x' })])
    expect(q['throughput']).toEqual({ value: '1', n: 2, bounds: [] })
  })

  test.each([
    ['the same bytes', '[1,{"a":2}]', '[1,{"a":2}]', '1/1'],
    ['numbers within 1e-6', '[1,{"a":2}]', '[1,{"a":2.0000009}]', '1/1'],
    ['numbers beyond', '[1,{"a":2}]', '[1,{"a":2.000002}]', '0/1'],
    ['other keys', '{"a":2}', '{"b":2}', '0/1'],
    ['another length', '[1]', '[1,1]', '0/1'],
    ['text', '"0O"', '"OO"', '0/1'],
  ])('identity: %s', (_, a, b, value) => {
    expect(reduce([call('i', 1, 1, { output: a }), call('i', 2, 1, { output: b })])['identical']).toMatchObject({
      value,
    })
  })

  test('an answer once and a failure once is not the same', () => {
    const { output: _, ...failed } = call('i', 2, 1, { failure: 'x' })
    expect(reduce([call('i', 1, 1), failed])['identical']).toMatchObject({ value: '0/1' })
  })
})

test.each<[string, unknown, unknown, string]>([
  ['no list', null, {}, 'inputs-access'],
  ['a list that is not there', { list: 'none.jsonl' }, {}, 'inputs-missing'],
  ['a list outside', { list: '../x.jsonl' }, {}, 'inputs-missing'],
  ['too few runs', { list: 'inputs.jsonl' }, { runs: 10 }, 'params'],
])('%s is one clear problem', async (_, inputs, params, code) => {
  if (code === 'params') return expect(efficiency.params.safeParse(params).success).toBe(false)
  const problems = await efficiency.check(subjectOf(command('plain'), inputs), efficiency.params.parse(params))
  expect(problems.map((p) => p.code)).toEqual([code])
})
