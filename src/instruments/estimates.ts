import type { Estimate } from '../judge/evidence.ts'
import { decimal } from '../metrics/decimal.ts'
import { betaQuantile } from '../metrics/incomplete-beta.ts'
import { clopperPearsonLower, clopperPearsonUpper, poissonLower, poissonUpper } from '../metrics/intervals.ts'
import { bounds } from './proportion.ts'

/** Stands for no upper bound: hours that no robot runs. */
const ENDLESS = 1e12

/**
 * Mean hours between events: hours over events, with exact bounds of a time-terminated test (chi-square; the rate's Poisson bounds turned round).
 * Without an event the value is the hours over ln 2, where half of all processes would have had one, and nothing bounds it above.
 * hours above 0. Source: IEC 60605-4.
 */
export function timeBetween(events: number, hours: number, confidences: readonly string[]): Estimate {
  return {
    value: decimal(events === 0 ? hours / Math.LN2 : hours / events),
    n: events,
    bounds: confidences.map((c) =>
      bounds(
        c,
        1 / poissonUpper(events, hours, Number(c)),
        events === 0 ? ENDLESS : 1 / poissonLower(events, hours, Number(c)),
      ),
    ),
  }
}

/** Events an hour with exact bounds (Garwood); hours above 0. */
export function rateOf(events: number, hours: number, confidences: readonly string[]): Estimate {
  return {
    value: decimal(events / hours),
    n: events,
    bounds: confidences.map((c) =>
      bounds(c, poissonLower(events, hours, Number(c)), poissonUpper(events, hours, Number(c))),
    ),
    distribution: { kind: 'gamma', shape: decimal(events + 0.5), rate: decimal(hours) },
  }
}

/**
 * Mean of n values that lie in [0, 1]: Clopper-Pearson at their sum, since nothing in [0, 1] spreads wider than a yes-no of the same mean.
 * n from 1; sum in [0, n].
 */
export function meanShare(sum: number, n: number, confidences: readonly string[]): Estimate {
  const k = Math.min(n, Math.max(0, sum))
  return {
    value: decimal(k / n),
    n,
    bounds: confidences.map((c) =>
      bounds(c, clopperPearsonLower(k, n, Number(c)), clopperPearsonUpper(k, n, Number(c))),
    ),
    distribution: { kind: 'beta', a: decimal(k + 0.5), b: decimal(n - k + 0.5) },
  }
}

/**
 * Share of the time that it was up, from `outages` outages that took `down` hours of up + down in all. Times up and times down are taken as
 * exponential: A/(1-A) over its estimate follows F(2r, 2r). Where nothing failed, the next outage is taken to last `repair` hours and to come
 * as often as the Poisson bound allows. up above 0. Source: the ratio of two chi-square variables;
 * the convention without outages is ours.
 */
export function availabilityOf(
  up: number,
  down: number,
  outages: number,
  repair: number,
  confidences: readonly string[],
): Estimate {
  const odds = outages === 0 ? Number.NaN : down / up
  return {
    value: decimal(up / (up + down)),
    n: outages,
    bounds: confidences.map((c) => {
      if (outages === 0) return bounds(c, 1 / (1 + poissonUpper(0, up, Number(c)) * repair), 1)
      const x = betaQuantile(Number(c), outages, outages)
      const f = x / (1 - x)
      return bounds(c, 1 / (1 + odds * f), 1 / (1 + odds / f))
    }),
  }
}
