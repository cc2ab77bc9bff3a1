import { Growing } from '../growing.ts'
import { sortNumbers } from '../sort-numbers.ts'
import type { DetCurve } from './det.ts'
import type { Polarity } from './scores.ts'

/** One in so many scores tells how many lie in the overlap. */
const EVERY = 64

/** A run of comparisons: scores, and beside each 1 for genuine or 0 for impostor. */
export interface ScoreChunk {
  readonly scores: Float32Array | Float64Array
  readonly labels: Uint8Array
}

/**
 * `detCurve` of scores that are walked twice and never held together: the curve moves only between the lowest genuine and the highest impostor
 * score, so the first walk finds these two, the second gathers what lies between. Memory follows the overlap of the classes, not the number of
 * scores: some 30 bytes for each score in it. How much that is a sample of the first walk says; where it said too little, one walk more counts.
 * NaN is a failure. Throws RangeError without genuine or impostor comparisons.
 */
export function detCurveOf(chunks: () => Iterable<ScoreChunk>, polarity: Polarity = 'similarity'): DetCurve {
  const sign = polarity === 'distance' ? -1 : 1
  const ends = endsOf(chunks(), sign)
  if (ends.genuine === 0 || ends.impostor === 0)
    throw new RangeError('both genuine and impostor comparisons are needed')
  const guess = sizeGuessed(ends)
  const zone = gathered(chunks, sign, ends, guess) ?? gathered(chunks, sign, ends, sizeCounted(chunks(), sign, ends))!
  return curveOf(zone, ends)
}

interface Ends {
  readonly genuine: number
  readonly impostor: number
  readonly genuineFailures: number
  readonly lowestGenuine: number
  readonly highestImpostor: number
  /** every so many-th score of the walk, NaN included, with its label */
  readonly sample: { readonly scores: Float64Array; readonly labels: Uint8Array }
}

function endsOf(chunks: Iterable<ScoreChunk>, sign: 1 | -1): Ends {
  let genuine = 0
  let impostor = 0
  let genuineFailures = 0
  let lowestGenuine = Number.POSITIVE_INFINITY
  let highestImpostor = Number.NEGATIVE_INFINITY
  const [sampled, kinds] = [new Growing(), new Growing()]
  for (const { scores, labels } of chunks) {
    for (let i = 0; i < scores.length; i += EVERY) {
      sampled.push(scores[i]! * sign)
      kinds.push(labels[i]!)
    }
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
  const sample = { scores: sampled.values(), labels: Uint8Array.from(kinds.values()) }
  return { genuine, impostor, genuineFailures, lowestGenuine, highestImpostor, sample }
}

/** Both classes ascending, as similarities; `places` has the impostors behind room for as many genuine scores, `room` is free again. */
interface Zone {
  readonly genuine: Float64Array
  readonly places: Float64Array
  readonly room: Float64Array
}

interface ZoneSize {
  readonly genuine: number
  readonly impostor: number
}

/** Room for what the sample lets expect, and six of its standard deviations more. */
function sizeGuessed({ sample, lowestGenuine, highestImpostor }: Ends): ZoneSize {
  let [g, i] = [0, 0]
  for (let k = 0; k < sample.scores.length; k++) {
    if (sample.labels[k] === 0) {
      if (sample.scores[k]! >= lowestGenuine) i++
    } else if (sample.scores[k]! <= highestImpostor) g++
  }
  const room = (hits: number) => Math.ceil(EVERY * (hits + 6 * Math.sqrt(hits + 1) + 6))
  return { genuine: room(g), impostor: room(i) }
}

function sizeCounted(chunks: Iterable<ScoreChunk>, sign: 1 | -1, { lowestGenuine, highestImpostor }: Ends): ZoneSize {
  let [genuine, impostor] = [0, 0]
  for (const { scores, labels } of chunks) {
    for (let k = 0; k < scores.length; k++) {
      const x = scores[k]! * sign
      if (labels[k] === 0) {
        if (x >= lowestGenuine) impostor++
      } else if (x <= highestImpostor) genuine++
    }
  }
  return { genuine, impostor }
}

/** Undefined where the room does not do. */
function gathered(chunks: () => Iterable<ScoreChunk>, sign: 1 | -1, ends: Ends, size: ZoneSize): Zone | undefined {
  const { lowestGenuine, highestImpostor } = ends
  // one more for the first genuine score beyond all impostors, where the curve ends
  const gap = Math.min(size.genuine, ends.genuine) + 1
  const genuine = new Float64Array(gap)
  const places = new Float64Array(gap + Math.min(size.impostor, ends.impostor))
  let [g, at, next] = [0, gap, Number.POSITIVE_INFINITY]
  for (const { scores, labels } of chunks()) {
    if (g + scores.length > gap - 1 || at + scores.length > places.length) {
      if (!fits(scores, labels, sign, ends, gap - 1 - g, places.length - at)) return undefined
    }
    for (let k = 0; k < scores.length; k++) {
      // adding 0 makes -0 a 0
      const x = scores[k]! * sign + 0
      if (labels[k] === 0) {
        if (x >= lowestGenuine) places[at++] = x
      } else if (x <= highestImpostor) genuine[g++] = x
      else if (x < next) next = x
    }
  }
  if (next < Number.POSITIVE_INFINITY) genuine[g++] = next
  const own = genuine.subarray(0, g)
  const impostors = places.subarray(gap, at)
  const room = new Float64Array(Math.max(impostors.length, own.length))
  sortNumbers(own, room)
  sortNumbers(impostors, room)
  return { genuine: own, places: places.subarray(gap - g, at), room }
}

/** Near the end of the room a run is counted before it is taken. */
function fits(
  scores: ScoreChunk['scores'],
  labels: Uint8Array,
  sign: 1 | -1,
  ends: Ends,
  genuineRoom: number,
  impostorRoom: number,
): boolean {
  const { genuine, impostor } = sizeCounted([{ scores, labels }], sign, ends)
  return genuine <= genuineRoom && impostor <= impostorRoom
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
