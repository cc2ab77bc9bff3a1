import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { poseSpread } from '../../../metrics/pose.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { poses } from './index.ts'
import { resampledPoses } from './resampled.ts'

const bench = workbench('poses', poses)
const value = (q: unknown) => (q as Estimate | null)?.value ?? null
const check = (access: unknown) => poses.check(bench.subjectOf(access), poses.params.parse({}))

/** The worked example of ISO 9283 in millimetres. */
const worked = `位姿,x,y,z,rx,ry,rz
P1,100.01,50.02,20.00,100,50,20
P1,100.03,49.98,20.01,100,50,20
P1,99.99,50.01,19.98,100,50,20
P1,100.02,50.00,20.02,100,50,20
P1,100.00,50.04,19.99,100,50,20
`

conformance('robot/poses', async () => ({
  instrument: poses,
  subject: bench.subjectOf({
    files: bench.file('law.csv', `${worked}P2,1,1,1,0,0,0\nP2,1,1,2,0,0,0\n`),
    unit: 'mm',
    repeatability: 0.1,
    tolerance: 1,
  }),
  params: {},
}))

describe('poses', () => {
  test('the worked example, in metres, against what the maker declares', async () => {
    const { quantities } = await bench.reducedOf({
      files: bench.file('w.csv', worked),
      unit: 'mm',
      repeatability: '0.06',
      tolerance: 0.1,
    })
    const mm = (q: unknown) => (Number(value(q)) * 1000).toFixed(7)
    expect([mm(quantities['accuracy']), mm(quantities['repeatability'])]).toEqual(['0.0141421', '0.0582407'])
    expect(Number(value(quantities['repeatabilityRatio']))).toBeCloseTo(0.0582407 / 0.06, 5)
    // the farthest of five: sqrt(0.03² + 0.02² + 0.01²), tied with none
    expect(mm(quantities['errorP95'])).toBe('0.0412311')
    expect(quantities).toMatchObject({ poses: 5, cycles: 5, refusedLines: 0 })
  })

  test('flat, without names and declarations: errors only', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i},0,${i},${i === 59 ? 3 : 1}`)
    const { quantities } = await bench.reducedOf(bench.file('flat.csv', `x,y,rx,ry\n${rows.join('\n')}\n`))
    expect(value(quantities['errorP95'])).toBe('1')
    // 60 values bound their 95th percentile at 95 % by the largest
    expect((quantities['errorP95'] as Estimate).bounds).toEqual([{ confidence: '0.95', lower: '1', upper: '3' }])
    expect(quantities).toMatchObject({ repeatability: null, repeatabilityRatio: null, deviationRatio: null, cycles: 1 })
  })

  test('the bounds of repeatability hold about as often as they say: 30 cycles, normal', () => {
    const random = pcg32(7n)
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - random.below(2 ** 31) / 2 ** 31)) *
      Math.cos((2 * Math.PI * random.below(2 ** 31)) / 2 ** 31)
    const point = () => [normal(), normal(), normal()] as const
    const truth = poseSpread(Array.from({ length: 100_000 }, point), [0, 0, 0]).repeatability
    let [below, above] = [0, 0]
    const runs = 60
    for (let i = 0; i < runs; i++) {
      const attained = Array.from({ length: 30 }, point)
      const [lower, upper] = resampledPoses([{ name: '', attained, command: [0, 0, 0] }], [0.95]).repeatability(0.95)
      if (upper >= truth) above++
      if (lower <= truth) below++
    }
    // the plain percentile bound holds 43 times of 60
    expect(above).toBeGreaterThanOrEqual(52)
    expect(below).toBeGreaterThanOrEqual(52)
  }, 60_000)

  test.each([
    ['x,y\n1,1\n', 'recognition-columns'],
    ['x,y,rx,ry\n1,one,1,1\n', 'recognition-line'],
    ['x,y,rx,ry\n1e300,1,1,1\n', 'recognition-line'],
  ])('%j', async (text, code) => {
    expect((await check(bench.file('bad.csv', text))).map((p) => p.code)).toContain(code)
  })
})
