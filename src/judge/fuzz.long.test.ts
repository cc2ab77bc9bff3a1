import { expect, it } from 'vitest'
import { survives } from './fixtures/fuzz.ts'

it('100,000 strings of every kind: no foreign exception, nothing slow, no prototype touched', {
  timeout: 600_000,
}, () => {
  const { answered, slowest } = survives(100_000, 13)
  expect(answered).toBeGreaterThan(1000)
  expect(slowest).toBeLessThan(1000)
})
