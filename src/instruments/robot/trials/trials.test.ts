import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { trials } from './index.ts'

const bench = workbench('trials', trials)
const at = (q: unknown) => {
  const { value, bounds } = q as Estimate
  return [value, Number(bounds![0]!.lower), Number(bounds![0]!.upper)] as const
}
const table = (rows: readonly string[], head = 'ok,cell') => `${head}\n${rows.join('\n')}\n`
const times = (n: number, row: string) => Array.from({ length: n }, () => row)
const check = (access: unknown, params: object = {}) =>
  trials.check(bench.subjectOf(access), trials.params.parse(params))

const mixed = `结果,工况,干扰,规程,最短路径,实际路径,时延毫秒
成功,室内,,TP-TASK,10,12,300
失败,室内,推,TP-TASK,10,4,
成功,室外,推,TP-TASK,10,10,500
作废,室外,,TP-TASK,10,1,
成功,室外,,TP-OBS,10,10,100
`

conformance('robot/trials', async () => ({
  instrument: trials,
  subject: bench.subjectOf({ files: bench.file('law.csv', mixed), cells: ['室内', '室外'] }),
  params: { protocol: 'TP-TASK', enough: 1, targets: ['0.8', '0.9'] },
}))

describe('success', () => {
  /** one-sided 95 % lower bounds, computed with SciPy */
  test.each([
    [10, 10, 0.741134],
    [19, 20, 0.783894],
    [27, 30, 0.761402],
    [30, 30, 0.904966],
    [59, 59, 0.950492],
    [95, 100, 0.897747],
    [98, 100, 0.938381],
    [299, 299, 0.990031],
  ])('%d of %d', async (k, n, lower) => {
    const file = bench.file(`s${k}-${n}.csv`, table([...times(k, 'yes'), ...times(n - k, 'no')], 'ok'))
    const { quantities } = await bench.reducedOf(file)
    expect(at(quantities['success'])[0]).toBe(`${k}/${n}`)
    expect(at(quantities['success'])[1]).toBeCloseTo(lower, 6)
    expect(quantities).toMatchObject({
      trials: n,
      failures: n - k,
      voided: 0,
      cells: null,
      spl: null,
      latencyP95: null,
    })
  })

  test('by hand: protocol, void trials, cells, disturbances, SPL and latency', async () => {
    const { quantities, n } = await bench.reducedOf(bench.file('mixed.csv', mixed), { protocol: 'TP-TASK' })
    expect(n).toBe(3)
    expect(quantities).toMatchObject({
      success: { value: '2/3' },
      worst: { value: '1/2' },
      trials: 3,
      failures: 1,
      voided: 1,
      thinCells: 0,
      refusedLines: 0,
      latencyP95: { value: '0.5' },
      cells: [
        { cell: '室内', success: { value: '1/2' }, trials: 2 },
        { cell: '室外', success: { value: '1/1' }, trials: 1 },
      ],
      disturbances: [
        { disturbance: '—', trials: 1 },
        { disturbance: '推', success: { value: '1/2' }, trials: 2 },
      ],
    })
    // (10/12 + 0 + 1) / 3
    expect(Number(at(quantities['spl'])[0])).toBeCloseTo(11 / 18, 11)
  })

  test('the worst of two cells: its own lower bound, and an upper bound that stands for both', async () => {
    const rows = [...times(28, 'yes,day'), ...times(2, 'no,day'), ...times(20, 'yes,night'), ...times(10, 'no,night')]
    const { quantities } = await bench.reducedOf(bench.file('worst.csv', table(rows)))
    const [value, lower, upper] = at(quantities['worst'])
    // 20 of 30: the binomial tails at 95 % below, at 97.5 % above
    expect([value, lower.toFixed(4), upper.toFixed(4)]).toEqual(['20/30', '0.5006', '0.8271'])
  })

  test('a cell with too few trials, and one that was declared and never tried, are thin', async () => {
    const file = bench.file('thin.csv', table([...times(30, 'yes,day'), ...times(2, 'no,fog')]))
    const { quantities } = await bench.reducedOf({ files: [file], cells: ['day', 'fog', 'rain'] }, { enough: 14 })
    expect(quantities).toMatchObject({ worst: { value: '30/30' }, thinCells: 2, success: { value: '30/32' } })
    expect(quantities['cells']).toContainEqual({ cell: 'rain', success: null, trials: 0 })
  })

  test('the plan says what is missing: 59 without failure for 95 % at 95 %, 93 with one', async () => {
    const rows = [...times(19, 'yes'), 'no']
    const { detail } = await bench.reducedOf(bench.file('plan.csv', table(rows, 'ok')), { targets: ['0.95', '0.6'] })
    expect(detail).toMatchObject({
      plan: [
        { target: '0.95', noneFailed: 59, oneFailed: 93, twoFailed: 124, threeFailed: 153, missing: 73 },
        { target: '0.6', missing: 0 },
      ],
    })
  })

  test('what is planned is enough: after so many more successes the bound is there, and one fewer is not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4 }), fc.constantFrom('0.6', '0.8', '0.9'), async (failed, target) => {
        const rows = (n: number) => table([...times(failed, 'no'), ...times(n, 'yes')], 'ok')
        const first = await bench.reducedOf(bench.file('p.csv', rows(3)), { targets: [target] })
        const { missing } = (first.detail as { plan: { missing: number }[] }).plan[0]!
        if (missing === 0) return
        const lower = async (n: number) =>
          at((await bench.reducedOf(bench.file('p.csv', rows(n)))).quantities['success'])[1]
        expect(await lower(3 + missing)).toBeGreaterThanOrEqual(Number(target))
        expect(await lower(2 + missing)).toBeLessThan(Number(target))
      }),
      { numRuns: 20 },
    )
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['ok,cell\nperhaps,day\n', 'recognition-line', 2],
    ['ok,cell\nyes,day,more\n', 'recognition-line', 2],
    ['cell\nday\n', 'recognition-columns', 1],
    ['ok,shortest,travelled\nyes,0,3\n', 'recognition-line', 2],
    ['ok,shortest,travelled\nyes,3,\n', 'recognition-line', 2],
    ['ok,latencyMs\nyes,-1\n', 'recognition-line', 2],
  ])('%j', async (text, code, line) => {
    const problems = await check(bench.file('bad.csv', text))
    expect(problems.find((p) => p.code === code)?.place).toMatchObject({ file: 'bad.csv', line })
  })

  test('no row of the protocol, a file that is not there, one outside, a section that is none', async () => {
    const file = bench.file('other.csv', 'ok,protocol\nyes,TP-OBS\n')
    expect((await check(file, { protocol: 'TP-TASK' })).map((p) => p.code)).toEqual(['table-nothing'])
    expect((await check('gone.csv')).map((p) => p.code)).toEqual(['recognition-file-missing'])
    expect((await check('../../etc/x.csv')).map((p) => p.code)[0]).toMatch(/recognition-file-/)
    expect((await check({ table: 'x' })).map((p) => p.code)).toEqual(['robot-access'])
    expect((await check('run.exe')).map((p) => p.code)).toEqual(['robot-access'])
  })

  test('a refused line is counted and never a failure', async () => {
    const { quantities } = await bench.reducedOf(bench.file('some.csv', 'ok\nyes\nperhaps\nno\n'))
    expect(quantities).toMatchObject({ success: { value: '1/2' }, refusedLines: 1 })
  })
})

describe('success as the robot is used', () => {
  const rows = [...times(9, 'yes,day'), 'no,day', ...times(5, 'yes,night'), ...times(5, 'no,night')]

  test('shares times rates, with Bonferroni', async () => {
    const files = bench.file('use.csv', table(rows))
    const { quantities } = await bench.reducedOf({ files, cells: { day: 0.7, night: 0.3 } })
    const [value, lower, upper] = at(quantities['stratified'])
    expect(Number(value)).toBeCloseTo(0.7 * 0.9 + 0.3 * 0.5, 12)
    // Clopper-Pearson at 0.975 each: 9 of 10 (0.5549839, 0.9974714), 5 of 10 (0.1870860, 0.8129140)
    expect(lower).toBeCloseTo(0.7 * 0.5549839 + 0.3 * 0.187086, 6)
    expect(upper).toBeCloseTo(0.7 * 0.9974714 + 0.3 * 0.812914, 6)
  })

  test('a cell that is used and was never tried leaves no number; shares that are none are refused', async () => {
    const files = bench.file('use.csv', table(rows))
    const { quantities } = await bench.reducedOf({ files, cells: { day: 0.6, night: 0.3, rain: 0.1 } })
    expect(quantities).toMatchObject({ stratified: null, thinCells: 1 })
    expect((await bench.reducedOf({ files, cells: ['day', 'night'] })).quantities).toMatchObject({ stratified: null })
    const [wrong] = await check({ files, cells: { day: 0.7, night: 0.7 } })
    expect(wrong).toMatchObject({ code: 'robot-access' })
  })
})

test('bootstrap bounds of SPL: inside the exact ones, the same each time, and exact where all terms are equal', async () => {
  const head = 'ok,shortest,travelled'
  const varied = bench.file('ways.csv', table([...times(20, 'yes,10,12'), ...times(20, 'yes,10,16'), 'no,10,3'], head))
  const exact = at((await bench.reducedOf(varied)).quantities['spl'])
  const first = await bench.reducedOf(varied, { bounds: 'bootstrap' })
  const [value, lower, upper] = at(first.quantities['spl'])
  expect(value).toBe(exact[0])
  expect(lower).toBeGreaterThan(exact[1])
  expect(lower).toBeLessThan(Number(value))
  expect(upper).toBeLessThan(exact[2])
  expect(upper).toBeGreaterThan(Number(value))
  expect((await bench.reducedOf(varied, { bounds: 'bootstrap' })).quantities).toEqual(first.quantities)
  expect(JSON.stringify(first.detail)).toContain('seed 20260302')
  const equal = bench.file('equal.csv', table(times(10, 'yes,10,10'), head))
  expect((await bench.reducedOf(equal, { bounds: 'bootstrap' })).quantities['spl']).toEqual(
    (await bench.reducedOf(equal)).quantities['spl'],
  )
})

test('the sequential test goes by the order of the rows, void trials left out', async () => {
  const sequential = { p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.1 }
  const verdict = async (rows: readonly string[]) => {
    const { quantities, detail, pictures } = await bench.reducedOf(bench.file('seq.csv', table(rows, 'ok')), {
      sequential,
    })
    expect(pictures?.[0]).toMatchObject({ kind: 'curve' })
    expect(detail).toMatchObject({ sequentialPlan: { soonest: { accept: 9, reject: 3 } } })
    return [quantities['sequential'], (detail as { verdict: { after: number | null } }).verdict.after]
  }
  // acceptance after 9 trials without failure, rejection after 3 failures: see the hand-made plan of the metric
  expect(await verdict(['void', ...times(12, 'yes')])).toEqual(['accepted', 9])
  expect(await verdict([...times(3, 'no'), ...times(30, 'yes')])).toEqual(['rejected', 3])
  expect(await verdict([...times(12, 'yes'), ...times(3, 'no')])).toEqual(['accepted', 9])
  expect(await verdict(times(8, 'yes'))).toEqual(['undecided', null])
  const [wrong] = [trials.params.safeParse({ sequential: { ...sequential, p1: 0.05 } })]
  expect(wrong.success).toBe(false)
})
