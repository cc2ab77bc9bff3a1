import { Exact } from '../../language/exact.ts'
import type { Words } from './words.ts'

/** A value as people read it, and the exact text behind it where reading rounds. */
export interface Shown {
  readonly text: string
  readonly exact?: string
}

/** How a number is to be read: a share from 0 to 1 is read as a percentage. */
export type As = 'number' | 'ratio'

/**
 * An exact number ("600/7", "0.985") rounded for reading by GB/T 8170: shares as percentages with one decimal, within one percent of
 * nothing or of everything with two significant digits; others with at most four significant digits. Text that is not a number stands as it is.
 */
export function showNumber(text: string, as: As = 'number'): Shown {
  const x = Exact.parse(text)
  if (!x) return { text }
  const shown = as === 'ratio' ? percent(x, percentDigits(x)) : round(x, digitsFor(x))
  return shown === text ? { text } : { text: shown, exact: text }
}

const hundred = Exact.whole(100n)

const percent = (x: Exact, digits: number) => `${round(x.times(hundred), digits)}\u00a0%`

/** An error rate of 0.02 % is not 0.0 %, and 99.98 % is not 100 %. */
function percentDigits(x: Exact): number {
  const p = Math.abs(x.toNumber() * 100)
  const near = Math.min(p, Math.abs(100 - p))
  return near >= 1 || near < 1e-11 ? 1 : Math.min(12, 1 - Math.floor(Math.log10(near)))
}

function digitsFor(x: Exact): number {
  const size = Math.abs(x.toNumber())
  if (size >= 1000) return 0
  if (size >= 10) return 1
  if (size >= 1) return 2
  return size === 0 ? 0 : Math.min(12, 2 - Math.floor(Math.log10(size)))
}

/** To that many places at most; places that are all zero because the number ends earlier are not written. */
function round(x: Exact, digits: number): string {
  const fixed = x.toFixed(digits)
  const short = x.toString()
  return !short.includes('/') && short.length < fixed.length ? short : fixed
}

/** Two sides of a comparison, with as many digits as it takes to see which is larger. */
export function showPair(left: string, right: string): readonly [Shown, Shown] {
  const a = Exact.parse(left)
  const b = Exact.parse(right)
  if (!a || !b || a.equals(b)) return [showNumber(left), showNumber(right)]
  let digits = Math.max(digitsFor(a), digitsFor(b))
  while (digits < 12 && a.round(digits).compare(b.round(digits)) !== a.compare(b)) digits++
  const at = (x: Exact, text: string): Shown => {
    const shown = round(x, Math.max(digits, 0))
    return shown === text ? { text } : { text: shown, exact: text }
  }
  return [at(a, left), at(b, right)]
}

/** Two ends as one: equal ends are one number, an infinite end is left open. `first` puts the cautious end in front. */
export function showEnds(lo: string, hi: string, words: Words, as: As = 'number', first: 'lo' | 'hi' = 'lo'): Shown {
  if (lo === hi) return showNumber(lo, as)
  if (lo === '-inf' && hi === 'inf') return { text: words.notKnown }
  const exact = `[${lo}..${hi}]`
  const a = showNumber(lo, as).text
  const b = showNumber(hi, as).text
  if (lo === '-inf') return { text: words.atMost(b), exact }
  if (hi === 'inf') return { text: words.atLeast(a), exact }
  return { text: first === 'lo' ? `${a} ${words.to} ${b}` : `${b} ${words.to} ${a}`, exact }
}

/** Shares such as "0.973": one decimal, but nothing is rounded up to certainty or down to never. */
export function showShare(text: string): Shown {
  const x = Exact.parse(text)
  if (!x) return { text }
  const rounded = percent(x, 1)
  const shown: Shown = rounded === text ? { text } : { text: rounded, exact: text }
  if (shown.text === '100.0\u00a0%' && !x.equals(Exact.one)) return { text: '> 99.9\u00a0%', exact: text }
  if (shown.text === '0.0\u00a0%' && x.sign > 0) return { text: '< 0.1\u00a0%', exact: text }
  return shown
}
