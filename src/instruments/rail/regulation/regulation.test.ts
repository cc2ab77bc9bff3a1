import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { regulation } from './index.ts'

const bench = workbench('regulation', regulation)
const head = 'time,train,delay_s,absorbed,dispatcher'
const table = (rows: readonly string[]) => `${head}\n${rows.join('\n')}\n`
const times = (n: number, row: string) => Array.from({ length: n }, () => row)
const ends = (q: unknown) => {
  const { value, bounds } = q as Estimate
  return [value, Number(bounds![0]!.lower), Number(bounds![0]!.upper)] as const
}

const mixed = `时间,延误秒,已消除,调度员介入,扰动
2026-09-01 08:00,59,否,是,
2026-09-01 08:01,60,是,否,a
2026-09-01 08:02,90,是,是,a
2026-09-01 08:03,400,否,否,b
2026-09-01 08:04,700,是,否,b
`

conformance('rail/regulation', async () => ({
  instrument: regulation,
  subject: bench.subjectOf([bench.file('law.csv', mixed)]),
  params: { from: 60 },
}))

describe('success', () => {
  test('by hand: 59 s does not count, a dispatcher spoils it, and so does a delay that stays', async () => {
    const { quantities, n } = await bench.reducedOf(bench.file('mixed.csv', mixed))
    expect(n).toBe(4)
    expect(quantities).toMatchObject({
      success: { value: '2/4' },
      delays: 4,
      byDispatcher: 1,
      notAbsorbed: 1,
      tooShort: 1,
      refusedLines: 0,
      bySize: [
        { size: '60–120 s', delays: 2, success: { value: '1/2' } },
        { size: '300–600 s', delays: 1, success: { value: '0/1' } },
        { size: '≥ 600 s', delays: 1, success: { value: '1/1' } },
      ],
    })
  })

  test('985 of 1000: the exact lower bound at 95 % is 0.976996 (SciPy)', async () => {
    const rows = [...times(985, 't,1,75,yes,no'), ...times(15, 't,1,75,no,no')]
    const { quantities } = await bench.reducedOf(bench.file('k.csv', table(rows)))
    const [value, lower] = ends(quantities['success'])
    expect([value, lower.toFixed(6)]).toEqual(['985/1000', '0.976996'])
  })

  test('delays of few disturbances say less than as many that stand alone', async () => {
    const alone = await bench.reducedOf(
      bench.file('alone.csv', table([...times(90, 't,1,75,yes,no'), ...times(10, 't,1,75,no,no')])),
    )
    const rows = Array.from({ length: 100 }, (_, k) => `75,${k < 90 ? 'yes' : 'no'},no,d${Math.floor(k / 10)}`)
    const together = await bench.reducedOf(
      bench.file('together.csv', `delay_s,absorbed,dispatcher,disturbance\n${rows.join('\n')}\n`),
    )
    const [one, own, ownUpper] = ends(alone.quantities['success'])
    const [other, lower, upper] = ends(together.quantities['success'])
    expect(one).toBe(other)
    expect(lower).toBeLessThan(own)
    expect(upper).toBeGreaterThan(ownUpper)
  })

  test('a higher start never counts more delays', async () => {
    const file = bench.file('mono.csv', mixed)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), async (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const of = async (from: number) => (await bench.reducedOf(file, { from })).quantities
        const [more, fewer] = [await of(low), await of(high)]
        expect(fewer['delays']).toBeLessThanOrEqual(more['delays'] as number)
        expect((fewer['delays'] as number) + (fewer['tooShort'] as number)).toBe(5)
        if (fewer['delays'] === 0) expect(fewer['success']).toBeNull()
      }),
      { numRuns: 15 },
    )
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['t,1,-5,yes,no', /delay_s/],
    ['t,1,75,perhaps,no', /absorbed/],
    ['t,1,75,yes,', /dispatcher/],
  ])('%s', async (row, expected) => {
    const file = bench.file('bad.csv', table(['t,1,75,yes,no', row]))
    const [first] = await regulation.check(bench.subjectOf(file), regulation.params.parse({}))
    expect(first).toMatchObject({ code: 'recognition-line', place: { file: 'bad.csv', line: 3 } })
    expect(first!.expected).toMatch(expected)
    expect((await bench.reducedOf(file)).quantities).toMatchObject({ delays: 1, refusedLines: 1 })
  })

  test('a table without the column, an empty one, a section that is none', async () => {
    const of = async (access: unknown) =>
      (await regulation.check(bench.subjectOf(access), regulation.params.parse({}))).map((p) => p.code)
    expect(await of(bench.file('no.csv', 'delay_s,absorbed\n75,yes\n'))).toEqual(['recognition-columns'])
    expect(await of(bench.file('none.csv', `${head}\n`))).toEqual(['table-nothing'])
    expect(await of({ ats: 'x' })).toEqual(['rail-access'])
    expect((await of('../../etc/x.csv'))[0]).toMatch(/recognition-file-/)
  })
})
