import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Point, poseSpread } from './pose.ts'

test('the worked example: accuracy, mean distance, deviation and repeatability', () => {
  const attained: Point[] = [
    [100.01, 50.02, 20],
    [100.03, 49.98, 20.01],
    [99.99, 50.01, 19.98],
    [100.02, 50, 20.02],
    [100, 50.04, 19.99],
  ]
  const found = poseSpread(attained, [100, 50, 20])
  const rounded = Object.fromEntries(Object.entries(found).map(([k, v]) => [k, v.toFixed(7)]))
  expect(rounded).toEqual({
    accuracy: '0.0141421',
    meanDistance: '0.0266724',
    deviation: '0.0105228',
    repeatability: '0.0582407',
  })
})

test('moving all poses and the command changes nothing; moving the command alone, the accuracy alone', () => {
  const point = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -1000, max: 1000 }))) as fc.Arbitrary<
    [number, number, number]
  >
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 10 }), point, point, (poses, command, by) => {
      const moved = (p: Point): Point => [p[0] + by[0], p[1] + by[1], p[2] + by[2]]
      const [a, b] = [poseSpread(poses, command), poseSpread(poses.map(moved), moved(command))]
      expect(b.accuracy).toBeCloseTo(a.accuracy, 6)
      expect(b.repeatability).toBeCloseTo(a.repeatability, 6)
      expect(poseSpread(poses, moved(command)).repeatability).toBe(a.repeatability)
    }),
  )
  expect(() => poseSpread([[0, 0, 0]], [0, 0, 0])).toThrow(RangeError)
})
