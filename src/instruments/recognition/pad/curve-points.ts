import { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { PadPoint, PadScores } from '../../../metrics/presentation-attack.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { PadParams, PadRow } from './params.ts'

/** Scores as similarities to bona fide, for curves. Where no response is out of the rates it is out here too. */
export function scoresOf(rows: readonly PadRow[], { higher, nonResponses }: PadParams): PadScores {
  const sign = higher === 'bona-fide' ? 1 : -1
  const bonaFide: number[] = []
  const species = new Map<string, number[]>()
  if (rows.every((r) => r[4] === null)) return { bonaFide, species }
  for (const [, , kind, , score, , response] of rows) {
    if (response === 0 && nonResponses === 'excluded') continue
    const x = response === 0 ? Number.NaN : score === null ? Number.POSITIVE_INFINITY : score * sign + 0
    if (kind === null) bonaFide.push(x)
    else if (species.has(kind)) species.get(kind)!.push(x)
    else species.set(kind, [x])
  }
  return { bonaFide, species: new Map([...species].sort(([a], [b]) => byText(a, b))) }
}

/** Rates at the points for some targets, as text; null where there is no such point. */
export function atEach(
  targets: readonly string[],
  point: (target: Exact) => PadPoint | null,
  scores: PadScores,
  { higher }: PadParams,
) {
  return targets.map((target) => {
    const at = point(Exact.parse(target)!)
    if (at === null) return { at: target, apcer: null, bpcer: null, worst: null, threshold: null }
    const { worst, threshold, bonaFideErrors } = at
    return {
      at: target,
      apcer: `${worst.errors}/${worst.presentations}`,
      bpcer: `${bonaFideErrors}/${scores.bonaFide.length}`,
      worst: worst.species,
      threshold: threshold === null ? null : decimal(higher === 'bona-fide' ? threshold : -threshold, 17),
    }
  })
}
