import { Growing } from '../growing.ts'
import { type DetCurve, detCurve, detOf } from './det.ts'
import { type Polarity, sortedScores } from './scores.ts'

/** A run of comparisons: scores, and beside each 1 for genuine or 0 for impostor. */
export interface ScoreChunk {
  readonly scores: Float32Array | Float64Array
  readonly labels: Uint8Array
}

/**
 * `detCurve` of scores that are walked twice and never held together: the curve moves only between the lowest genuine and the highest
 * impostor score, so the first walk finds these two, the second gathers what lies between. Memory follows the overlap of the classes,
 * not the number of scores; NaN is a failure. Throws RangeError without genuine or impostor comparisons.
 */
export function detCurveOf(chunks: () => Iterable<ScoreChunk>, polarity: Polarity = 'similarity'): DetCurve {
  const sign = polarity === 'distance' ? -1 : 1
  const ends = endsOf(chunks(), sign)
  const [genuine, impostor] = [new Growing(), new Growing()]
  let nextGenuine = Number.POSITIVE_INFINITY
  for (const { scores, labels } of chunks()) {
    for (let i = 0; i < scores.length; i++) {
      const x = scores[i]! * sign
      if (labels[i] === 0) {
        if (x >= ends.lowestGenuine) impostor.push(x)
      } else if (x <= ends.highestImpostor) genuine.push(x)
      else if (x < nextGenuine) nextGenuine = x
    }
  }
  if (nextGenuine < Number.POSITIVE_INFINITY) genuine.push(nextGenuine)
  const zone = sortedScores(genuine.values(), impostor.values())
  const det = detOf({ ...zone, genuineFailures: ends.genuineFailures, impostorFailures: 0 })
  return detCurve({ ...det, genuine: ends.genuine, impostor: ends.impostor })
}

function endsOf(chunks: Iterable<ScoreChunk>, sign: 1 | -1) {
  let genuine = 0
  let impostor = 0
  let genuineFailures = 0
  let lowestGenuine = Number.POSITIVE_INFINITY
  let highestImpostor = Number.NEGATIVE_INFINITY
  for (const { scores, labels } of chunks) {
    for (let i = 0; i < scores.length; i++) {
      const x = scores[i]! * sign
      if (labels[i] === 0) {
        impostor++
        if (x > highestImpostor) highestImpostor = x
      } else {
        genuine++
        if (x < lowestGenuine) lowestGenuine = x
        else if (Number.isNaN(x)) genuineFailures++
      }
    }
  }
  return { genuine, impostor, genuineFailures, lowestGenuine, highestImpostor }
}
