import type { Estimate } from '../judge/evidence.ts'
import { clusterSpread } from '../metrics/cluster-spread.ts'
import { decimal } from '../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../metrics/intervals.ts'
import { bounds } from './proportion.ts'

/** k of n trials of one cluster: a stream, a video, a person. */
export type Part = readonly [k: number, n: number]

/**
 * k of n where trials of a cluster are not independent, for clusters like the ones seen: each bound is the wider of Clopper-Pearson, every trial for
 * itself, and `clusterSpread`, which leaves room for clusters not seen; one cluster bounds next to nothing. Parts in the order of their ids, each
 * with trials, at least one.
 */
export function spreadProportion(parts: readonly Part[], confidences: readonly string[]): Estimate {
  const [k, n] = parts.reduce(([a, b], [own, of]) => [a + own, b + of], [0, 0])
  const spread = clusterSpread(parts.length, [[0, 1]], confidences, (weights, unseen) => {
    let [top, bottom] = [0, 0]
    for (const [i, [own, of]] of parts.entries()) {
      top += own * weights[i]!
      bottom += of * weights[i]!
    }
    const more = unseen === undefined ? 0 : (unseen.weight * n) / parts.length
    return [(top + (unseen?.right ? more : 0)) / (bottom + more)]
  })
  return {
    value: `${k}/${n}`,
    n,
    bounds: confidences.map((c) => {
      const { lower, upper } = spread.bounds(0, k / n, Number(c))
      return bounds(
        c,
        Math.min(lower, clopperPearsonLower(k, n, Number(c))),
        Math.max(upper, clopperPearsonUpper(k, n, Number(c))),
      )
    }),
    distribution:
      parts.length < 2
        ? // one cluster weighs as one trial
          { kind: 'beta', a: decimal(k / n + 0.5), b: decimal(1 - k / n + 0.5) }
        : { kind: 'samples', values: Array.from(spread.samples(0), (x) => decimal(x)) },
  }
}
