import { latin1, view } from './formats/reading.ts'
import { riffFile } from './formats/riff.ts'
import { MAX_BLOCK, type Source } from './source.ts'

/** Length of a frame of the envelope, seconds. */
const FRAME = 0.01
/** The rhythm is looked for in this much of the start and the end, seconds. */
const REACH = 12

interface Wave {
  readonly at: number
  readonly length: number
  readonly rate: number
  readonly bytesPerFrame: number
  readonly width: 1 | 2
}

/**
 * Whether a PCM WAV file (8 or 16 bits) has the rhythm short-long-short-short at its start or end: four sounds standing alone, the
 * three short ones of one length within 40 %, the long one two to four of them, pauses of half to twice a short one. An envelope
 * over 10 ms with its threshold at a third of its peak; anything else than PCM is not listened to, and false.
 */
export async function hearsRhythm(source: Source, signal: AbortSignal): Promise<boolean> {
  const wave = await waveOf(source)
  if (wave === undefined) return false
  const most = Math.floor(Math.min(REACH * wave.rate, MAX_BLOCK / wave.bytesPerFrame)) * wave.bytesPerFrame
  const head = await envelope(source, wave, wave.at, Math.min(wave.length, most))
  signal.throwIfAborted()
  if (beginsWithRhythm(sounds(head))) return true
  const from = Math.max(0, Math.floor((wave.length - most) / wave.bytesPerFrame)) * wave.bytesPerFrame
  const tail = await envelope(source, wave, wave.at + from, Math.min(wave.length, most))
  return endsWithRhythm(sounds(tail))
}

async function waveOf(source: Source): Promise<Wave | undefined> {
  if (latin1(await source.at(8, 4)) !== 'WAVE') return undefined
  const { chunks } = await riffFile(source)
  const fmt = chunks.find((c) => c.id === 'fmt ' && c.length >= 16)
  const data = chunks.find((c) => c.id === 'data')
  if (!fmt || !data) return undefined
  const v = view(await source.at(fmt.at, 16))
  const [kind, rate, bytesPerFrame, bits] = [
    v.getUint16(0, true),
    v.getUint32(4, true),
    v.getUint16(12, true),
    v.getUint16(14, true),
  ]
  if (kind !== 1 || (bits !== 8 && bits !== 16) || rate < 1000 || rate > 192_000) return undefined
  if (bytesPerFrame < bits / 8 || bytesPerFrame > 64) return undefined
  return { at: data.at, length: data.length, rate, bytesPerFrame, width: bits === 8 ? 1 : 2 }
}

/** Root mean square of the first channel, frame by frame. */
async function envelope(source: Source, wave: Wave, at: number, length: number): Promise<Float64Array> {
  const bytes = await source.at(at, length)
  const v = view(bytes)
  const samples = Math.floor(bytes.length / wave.bytesPerFrame)
  const step = Math.max(1, Math.round(wave.rate * FRAME))
  const out = new Float64Array(Math.floor(samples / step))
  for (let f = 0; f < out.length; f++) {
    let sum = 0
    for (let i = f * step; i < (f + 1) * step; i++) {
      const where = i * wave.bytesPerFrame
      const sample = wave.width === 2 ? v.getInt16(where, true) / 32768 : (v.getUint8(where) - 128) / 128
      sum += sample * sample
    }
    out[f] = Math.sqrt(sum / step)
  }
  return out
}

/** Lengths of sound and silence in frames, beginning and ending with a silence (0 if there is none). */
function sounds(levels: Float64Array): number[] {
  const peak = levels.reduce((a, b) => Math.max(a, b), 0)
  if (peak < 0.01) return [0]
  const runs = [0]
  let on = false
  for (const level of levels) {
    if (level > peak / 3 !== on) {
      on = !on
      runs.push(0)
    }
    runs[runs.length - 1]!++
  }
  if (on) runs.push(0)
  return runs
}

function beginsWithRhythm(runs: readonly number[]): boolean {
  return isRhythm(runs.slice(1, 8)) && (runs.length <= 9 || runs[8]! >= 2 * runs[1]!)
}

function endsWithRhythm(runs: readonly number[]): boolean {
  const last = runs.slice(-8, -1)
  return isRhythm(last) && (runs.length <= 9 || runs[runs.length - 9]! >= 2 * last[0]!)
}

/** short pause long pause short pause short */
function isRhythm(runs: readonly number[]): boolean {
  const [a, p, b, q, c, r, d] = runs
  if (a === undefined || p === undefined || b === undefined || q === undefined) return false
  if (c === undefined || r === undefined || d === undefined) return false
  const short = (a + c + d) / 3
  const near = (x: number, low: number, high: number) => x >= low * short && x <= high * short
  return (
    short >= 3 && [a, c, d].every((x) => near(x, 0.6, 1.4)) && near(b, 2, 4) && [p, q, r].every((x) => near(x, 0.5, 2))
  )
}
