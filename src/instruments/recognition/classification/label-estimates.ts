import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { roundsFor } from '../../../metrics/bootstrap.ts'
import {
  LABEL_MEASURES,
  type LabelMeasure,
  type LabelUnit,
  labelMeasures,
  labelResamples,
  sumsOfUnits,
} from '../../../metrics/classification/label-resamples.ts'
import type { LabelSums } from '../../../metrics/classification/label-sums.ts'
import { withoutDraws } from '../../without-draws.ts'
import { decimalOf, exactF1, resampled, shareRight } from './estimates.ts'
import { labelUnits } from './label-units.ts'
import type { ClassificationParams } from './params.ts'
import type { Pool } from './pool.ts'
import type { Said } from './said-of.ts'

/** All that follows from predicted labels. */
export interface LabelEstimates {
  readonly accuracy: Estimate | null
  readonly means: Readonly<Record<LabelMeasure, Estimate | null>>
  readonly classes: Quantity
  readonly strata: Quantity
  readonly sums: LabelSums
}

/** Needs at least one row. */
export function labelEstimates(
  pool: Pool,
  said: Said,
  { convention }: ClassificationParams,
  confidences: readonly string[],
): LabelEstimates {
  const rounds = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const clustered = pool.unitOf !== undefined
  const within = (rows: Iterable<number>) => {
    const units = labelUnits(pool, said.labels, rows)
    const sums = sumsOfUnits(units, pool.classes.length)
    const values = labelMeasures(sums, convention)
    const spreads = labelResamples(units, pool.classes.length, convention, rounds)
    const n = units.reduce((total, u) => total + u.count, 0)
    return {
      units,
      sums,
      accuracy: accuracyOf(units, clustered, confidences),
      of: (m: LabelMeasure) => {
        const text = m === 'microF1' ? microText(sums) : decimalOf(values[m])
        return resampled(values[m], spreads[m], m === 'kappa' || m === 'mcc' ? [-1, 1] : [0, 1], n, confidences, text)
      },
    }
  }
  const all = within(pool.truth.keys())
  return {
    accuracy: all.accuracy,
    means: Object.fromEntries(
      LABEL_MEASURES.map((m) => [m, pool.labels === 'several' && ONE_LABEL.has(m) ? null : all.of(m)]),
    ) as Record<LabelMeasure, Estimate | null>,
    classes: classesOf(pool, all.units, all.sums, clustered, confidences),
    strata:
      pool.strata.length < 2 && (pool.strata[0] ?? '') === ''
        ? null
        : byStratum(pool).map(([stratum, rows]) => {
            const own = within(rows)
            return {
              stratum,
              accuracy: withoutDraws(own.accuracy),
              macroF1: withoutDraws(own.of('macroF1')),
              samples: rows.length,
            }
          }),
    sums: all.sums,
  }
}

/** They compare one label with one label; a set of labels has no such table. */
const ONE_LABEL: ReadonlySet<LabelMeasure> = new Set(['balancedAccuracy', 'kappa', 'mcc'])

function accuracyOf(units: readonly LabelUnit[], clustered: boolean, confidences: readonly string[]) {
  return shareRight(
    units.map((u) => ({ cases: u.rows, wrong: u.rows - u.right, count: u.count })),
    clustered,
    confidences,
  )
}

function microText({ both, truth, said }: LabelSums): string | null {
  const sum = (of: Float64Array) => of.reduce((a, b) => a + b, 0)
  const labels = sum(truth) + sum(said)
  return labels === 0 ? null : `${2 * sum(both)}/${labels}`
}

function byStratum({ strata, stratum }: Pool): readonly (readonly [string, readonly number[]])[] {
  const rows: number[][] = strata.map(() => [])
  for (const [i, s] of stratum.entries()) rows[s]!.push(i)
  return strata.map((name, s) => [name, rows[s]!])
}

function classesOf(
  pool: Pool,
  units: readonly LabelUnit[],
  { both, truth, said }: LabelSums,
  clustered: boolean,
  confidences: readonly string[],
): Quantity {
  return pool.classes.flatMap((name, k) => {
    if (truth[k]! + said[k]! === 0) return []
    // exact bounds need the counts of all rows alone
    const own: readonly LabelUnit[] = clustered
      ? units.filter((u) => u.classes.includes(k))
      : [{ count: 1, rows: 0, right: 0, classes: [k], both: [both[k]!], truth: [truth[k]!], said: [said[k]!] }]
    const share = (of: (both: number, truth: number, said: number) => readonly [cases: number, right: number]) =>
      withoutDraws(
        shareRight(
          own.map((u) => {
            const i = u.classes.indexOf(k)
            const [cases, right] = of(u.both[i]!, u.truth[i]!, u.said[i]!)
            return { cases, wrong: cases - right, count: 1 }
          }),
          clustered,
          confidences,
        ),
      )
    return [
      {
        class: name,
        precision: share((b, _, s) => [s, b]),
        recall: share((b, t) => [t, b]),
        f1: clustered ? share((b, t, s) => [t + s, 2 * b]) : exactF1(both[k]!, truth[k]!, said[k]!, confidences),
        samples: truth[k]!,
      },
    ]
  })
}
