import { expect, it } from 'vitest'
import { survives } from './fixtures/fuzz.ts'

/** The long run (`fuzz.long.test.ts`) has 100,000. */
it('5,000 strings of every kind: no foreign exception, nothing slow, no prototype touched', () => {
  const { answered, slowest } = survives(5000, 12)
  expect(answered).toBeGreaterThan(50)
  expect(slowest).toBeLessThan(1000)
})
