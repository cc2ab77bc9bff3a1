import { createHash } from 'node:crypto'
import { corrupt } from '../../../metrics/corruption/corrupt.ts'
import { NOISE_DB } from '../../../metrics/corruption/severities.ts'
import { withNoise } from '../../../metrics/corruption/sound.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { SetupError } from '../../contract.ts'
import type { Input } from '../algorithm/algorithm.ts'
import type { Entry } from '../algorithm/inputs/entry.ts'
import { readWav } from '../algorithm/inputs/wav.ts'
import { decodePicture, pngOf, viaJpeg } from './codec.ts'
import type { Corruption, RobustnessParams } from './params.ts'

export interface Condition {
  readonly corruption: Corruption | 'clean'
  readonly severity: number
}

/** What is sent instead of the input, how strong the corruption is, and the seed of its generator. */
export interface Sent {
  readonly input: Input
  readonly strength: string
  readonly seed: string
}

/**
 * The input in a condition, the same bytes for the same seed on any machine. Pictures are sent as PNG, the clean one too, so that only the
 * corruption differs; sound keeps its head. Throws a SetupError for what is neither PNG, JPEG nor 16-bit WAV.
 */
export function inCondition(input: Input, entry: Entry, condition: Condition, params: RobustnessParams): Sent {
  const { corruption, severity } = condition
  const seed = createHash('sha256')
    .update(JSON.stringify([params.seed, corruption, severity, entry.id]))
    .digest()
    .subarray(0, 16)
  const made = isSound(entry) ? sound(input, condition, seed) : picture(input, entry, condition, params, seed)
  return { ...made, seed: corruption === 'clean' ? '' : seed.toString('hex') }
}

/** By the ending of its name. */
export function isSound({ file }: Entry): boolean {
  return /\.wav$/i.test(file)
}

function picture(
  input: Input,
  entry: Entry,
  { corruption, severity }: Condition,
  params: RobustnessParams,
  seed: Uint8Array,
) {
  const name = input.name.replace(/\.[^./]*$/, '.png')
  const clean = readable(input, () => decodePicture(input.bytes))
  if (corruption === 'clean') return { input: { ...input, name, bytes: pngOf(clean) }, strength: '' }
  if (corruption === 'additive-noise') throw unreadable(input, 'additive-noise is for sound')
  const scale = params.scale === 'none' ? 1 : (entry.height ?? clean.height) / params.referenceHeight
  const made = corrupt(clean, corruption, severity, scale, pcg32(seed), viaJpeg)
  return { input: { ...input, name, bytes: pngOf(made.picture) }, strength: made.strength }
}

function sound(input: Input, { corruption, severity }: Condition, seed: Uint8Array) {
  const wav = readWav(input.bytes)
  if (wav === undefined) throw unreadable(input, 'no 16-bit WAV')
  if (corruption === 'clean') return { input, strength: '' }
  if (corruption !== 'additive-noise') throw unreadable(input, `${corruption} is for pictures`)
  const db = NOISE_DB[severity - 1]!
  const view = new DataView(input.bytes.buffer, input.bytes.byteOffset + wav.at, wav.length)
  const samples = Int16Array.from({ length: wav.length / 2 }, (_, i) => view.getInt16(i * 2, true))
  const noisy = withNoise({ samples, channels: wav.channels, rate: wav.rate }, db, pcg32(seed))
  const bytes = Uint8Array.from(input.bytes)
  const out = new DataView(bytes.buffer, wav.at, wav.length)
  for (const [i, v] of noisy.entries()) out.setInt16(i * 2, v, true)
  return { input: { ...input, bytes }, strength: `${db} dB` }
}

function readable<T>(input: Input, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw unreadable(input, error instanceof Error ? error.message : String(error))
  }
}

function unreadable({ name }: Input, detail: string): SetupError {
  return new SetupError({
    code: 'input-unreadable',
    text: { zh: '输入文件读不出来', en: 'the input file cannot be read' },
    detail: `${name}: ${detail}`,
  })
}
