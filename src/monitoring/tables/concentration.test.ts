import { expect, test } from 'vitest'
import { usualRules } from '../confidential/rules.ts'
import { concentration, fourMayBeShown, hhiMayBeShown } from './concentration.ts'

const by = (...amounts: readonly number[]) => amounts.map((amount, i) => ({ who: `${i}`, amount }))

test('CR4 and HHI of shares 40, 30, 20, 5, 5 %', () => {
  const c = concentration(by(40, 30, 20, 5, 5))!
  expect(c.cr4).toBeCloseTo(0.95, 12)
  expect(c.hhi).toBeCloseTo(0.16 + 0.09 + 0.04 + 0.0025 + 0.0025, 12)
  expect(concentration([])).toBeUndefined()
})

test('neither is shown where it would tell of one firm', () => {
  // one beside the four: the total less the four is its revenue
  expect(fourMayBeShown(by(10, 10, 10, 10, 9), usualRules)).toBe(false)
  expect(fourMayBeShown(by(10, 10, 10, 10, 9, 9, 9, 9), usualRules)).toBe(true)
  // one large among very small: the root of HHI is its share
  expect(hhiMayBeShown(by(60, ...Array.from({ length: 40 }, () => 1)), usualRules)).toBe(false)
  expect(hhiMayBeShown(by(10, 10, 10, 10, 9, 9, 9, 9), usualRules)).toBe(false)
  expect(hhiMayBeShown(by(30, 20, 15, 10, 8, 7, 5, 5), usualRules)).toBe(true)
})
