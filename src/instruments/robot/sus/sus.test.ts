import { expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { sus } from './index.ts'

const bench = workbench('usability', sus)
const head = Array.from({ length: 10 }, (_, i) => `q${i + 1}`).join(',')
const best = '5,1,5,1,5,1,5,1,5,1'
const middle = '3,3,3,3,3,3,3,3,3,3'
const table = (rows: readonly string[]) => `${head}\n${rows.join('\n')}\n`

conformance('robot/sus', async () => ({
  instrument: sus,
  subject: bench.subjectOf(bench.file('law.csv', table([best, middle, '4,2,4,2,4,2,4,2,4,2', best]))),
  params: {},
}))

test('scores by hand: 100, 50 and 75; the mean with Student bounds', async () => {
  const { quantities, detail } = await bench.reducedOf(
    bench.file('a.csv', table([best, middle, '4,2,4,2,4,2,4,2,4,2'])),
  )
  expect(detail).toMatchObject({ scores: [50, 75, 100] })
  const { value, bounds } = quantities['sus'] as Estimate
  // 75 ± 2.919986 · 25 / √3
  expect([value, Number(bounds![0]!.lower).toFixed(3), Number(bounds![0]!.upper)]).toEqual(['75', '32.854', 100])
})

test('users who all say the same do not make the bounds vanish', async () => {
  const { quantities } = await bench.reducedOf(bench.file('b.csv', table([best, best, best])))
  const { value, bounds } = quantities['sus'] as Estimate
  expect([value, Number(bounds![0]!.lower).toFixed(2)]).toEqual(['100', '36.84'])
})

test('an answer outside the scale is refused with its question', async () => {
  const [first] = await sus.check(
    bench.subjectOf(bench.file('c.csv', table([best, '5,1,5,1,6,1,5,1,5,1']))),
    sus.params.parse({}),
  )
  expect(first).toMatchObject({ place: { file: 'c.csv', line: 3 }, expected: 'q5: 1 to 5', got: '6' })
})
