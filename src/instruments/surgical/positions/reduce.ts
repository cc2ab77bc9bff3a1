import { z } from 'zod'
import { decimal } from '../../../metrics/decimal.ts'
import { distance, poseSpread } from '../../../metrics/pose.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { quantileOf } from '../../quantile-of.ts'
import { inOrder } from '../in-order.ts'
import type { Position } from './table.ts'

type Counted = Omit<Reduction, 'evidence'>

export const positionsParams = z.strictObject({
  /** which positions: `targets` reads `surgical_targets.csv` */
  table: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .default('positions'),
})
export type PositionsParams = z.output<typeof positionsParams>

export const positionsReducer: Reducer<PositionsParams, Position> = {
  name: 'surgical/positions',
  version: '1.0.0',
  params: positionsParams,
  reduce(results, _, confidences) {
    const all = inOrder(results)
    return all.length === 0
      ? {
          n: 0,
          evidence: 'none',
          quantities: { accuracyRatio: null, repeatabilityRatio: null, distanceMean: null, distanceP95: null },
        }
      : { evidence: 'recomputed', ...counted(all, confidences) }
  },
}

/**
 * Positions by command: accuracy and repeatability (ISO 9283, as GB/T 12642 and the test topics of YY/T 1712-2021) over what is declared, the worst
 * command counts; and the distance of single positions, its mean and 95th percentile over the declared accuracy. Commands with one position have
 * no repeatability.
 */
function counted(all: readonly Position[], confidences: readonly string[]): Counted {
  const byCommand = new Map<string, Position[]>()
  for (const p of all) {
    const key = p.command.join(' ')
    byCommand.set(key, [...(byCommand.get(key) ?? []), p])
  }
  const commands = [...byCommand.values()].map((of) => {
    const { command, accuracy, repeatability } = of[0]!
    const spread =
      of.length < 2
        ? undefined
        : poseSpread(
            of.map((p) => p.reached),
            command,
          )
    return {
      accuracy: spread && accuracy ? spread.accuracy / accuracy : null,
      repeatability: spread && repeatability ? spread.repeatability / repeatability : null,
      poses: of.length,
    }
  })
  const worst = (values: readonly (number | null)[]) => {
    const known = values.filter((v) => v !== null)
    // one command without its declared value leaves the worst unknown
    return known.length === 0 || known.length < values.length ? null : decimal(Math.max(...known))
  }
  const distances = all.map((p) => distance(p.command, p.reached))
  const relative = all.flatMap((p, i) => (p.accuracy ? [distances[i]! / p.accuracy] : []))
  return {
    n: all.length,
    quantities: {
      accuracyRatio: worst(commands.map((c) => c.accuracy)),
      repeatabilityRatio: worst(commands.map((c) => c.repeatability)),
      distanceMean: decimal(distances.reduce((a, b) => a + b, 0) / distances.length),
      distanceP95: relative.length < all.length ? null : quantileOf(relative, 0.95, confidences),
    },
    detail: { commands: commands.length, fewestPoses: Math.min(...commands.map((c) => c.poses)) },
  }
}
