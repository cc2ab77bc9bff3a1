import { sortNumbers } from '../sort-numbers.ts'
import type { DetCurve } from './det.ts'
import type { Polarity } from './scores.ts'

/** A run of comparisons: scores, and beside each 1 for genuine or 0 for impostor. */
export interface ScoreChunk {
  readonly scores: Float32Array | Float64Array
  readonly labels: Uint8Array
}

/**
 * `detCurve` of scores that are walked three times and never held together: the curve moves only between the lowest genuine and the highest
 * impostor score, so the first walk finds these two, the second counts what lies between, the third gathers it. Memory follows the overlap of
 * the classes, not the number of scores: some 30 bytes for each score in it. NaN is a failure. Throws RangeError without genuine or impostor
 * comparisons.
 */
export function detCurveOf(chunks: () => Iterable<ScoreChunk>, polarity: Polarity = 'similarity'): DetCurve {
  const sign = polarity === 'distance' ? -1 : 1
  const ends = endsOf(chunks(), sign)
  if (ends.genuine === 0 || ends.impostor === 0)
    throw new RangeError('both genuine and impostor comparisons are needed')
  const zone = gathered(chunks, sign, ends)
  return curveOf(zone, ends)
}

interface Ends {
  readonly genuine: number
  readonly impostor: number
  readonly genuineFailures: number
  readonly lowestGenuine: number
  readonly highestImpostor: number
}

function endsOf(chunks: Iterable<ScoreChunk>, sign: 1 | -1): Ends {
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

/** Both classes ascending, as similarities; `places` has the impostors behind room for as many genuine scores, `room` is free again. */
interface Zone {
  readonly genuine: Float64Array
  readonly places: Float64Array
  readonly room: Float64Array
}

function gathered(chunks: () => Iterable<ScoreChunk>, sign: 1 | -1, ends: Ends): Zone {
  const { lowestGenuine, highestImpostor } = ends
  let [g, i, next] = [0, 0, Number.POSITIVE_INFINITY]
  for (const { scores, labels } of chunks()) {
    for (let k = 0; k < scores.length; k++) {
      const x = scores[k]! * sign
      if (labels[k] === 0) {
        if (x >= lowestGenuine) i++
      } else if (x <= highestImpostor) g++
      else if (x < next) next = x
    }
  }
  // the first genuine score beyond all impostors is where the curve ends
  const beyond = next < Number.POSITIVE_INFINITY ? 1 : 0
  const genuine = new Float64Array(g + beyond)
  const places = new Float64Array(g + beyond + i)
  if (beyond === 1) genuine[g] = next
  let [at, from] = [0, g + beyond]
  for (const { scores, labels } of chunks()) {
    for (let k = 0; k < scores.length; k++) {
      // adding 0 makes -0 a 0
      const x = scores[k]! * sign + 0
      if (labels[k] === 0) {
        if (x >= lowestGenuine) places[from++] = x
      } else if (x <= highestImpostor) genuine[at++] = x
    }
  }
  const room = new Float64Array(Math.max(i, genuine.length))
  sortNumbers(genuine, room)
  sortNumbers(places.subarray(g + beyond), room)
  return { genuine, places, room }
}

/** The merge writes thresholds over impostors that it has read: it never writes as far as it has read. */
function curveOf({ genuine, places, room }: Zone, ends: Ends): DetCurve {
  const impostors = places.subarray(genuine.length)
  const points = distinct(genuine, impostors)
  const falseMatchRate = points <= room.length ? room : new Float64Array(points)
  const falseNonMatchRate = new Float64Array(points)
  let [g, i, p] = [0, 0, 0]
  while (g < genuine.length || i < impostors.length) {
    const t = lesser(genuine[g], impostors[i])
    falseMatchRate[p] = (impostors.length - i) / ends.impostor
    falseNonMatchRate[p] = (ends.genuineFailures + g) / ends.genuine
    while (genuine[g] === t) g++
    while (impostors[i] === t) i++
    places[p++] = t
  }
  return moving({
    thresholds: places.subarray(0, points),
    falseMatchRate: falseMatchRate.subarray(0, points),
    falseNonMatchRate,
  })
}

/** From the last point without more false non-matches than failures to the first with the fewest false matches that a finite threshold leaves. */
function moving({ thresholds, falseMatchRate, falseNonMatchRate }: DetCurve): DetCurve {
  const last = thresholds.length - 1
  let from = 0
  while (from < last && falseNonMatchRate[from + 1] === falseNonMatchRate[0]) from++
  let to = last
  while (to > 0 && falseMatchRate[to - 1] === falseMatchRate[last]) to--
  return {
    thresholds: thresholds.subarray(from, to + 1),
    falseMatchRate: falseMatchRate.subarray(from, to + 1),
    falseNonMatchRate: falseNonMatchRate.subarray(from, to + 1),
  }
}

function distinct(genuine: Float64Array, impostors: Float64Array): number {
  let [count, g, i] = [0, 0, 0]
  while (g < genuine.length || i < impostors.length) {
    const t = lesser(genuine[g], impostors[i])
    while (genuine[g] === t) g++
    while (impostors[i] === t) i++
    count++
  }
  return count
}

function lesser(a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number {
  return a < b ? a : b
}
