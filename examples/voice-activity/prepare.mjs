/* Recordings with speech at known places: node prepare.mjs FOLDER, which holds WAV files of 16 kHz with one utterance each. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWav, writeWav } from './wav.mjs'

const RATE = 16000
const SNRS = [40, 20, 10, 5, 0]
const EACH = 4
const here = fileURLToPath(new URL('./', import.meta.url))
const folder = process.argv[2]
if (folder === undefined) throw new Error('node prepare.mjs FOLDER, such as /usr/share/pocketsphinx/test/data')

/** The same numbers everywhere: a linear congruential generator (Numerical Recipes), 32 bits. */
let state = 20240831
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

const clips = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.wav'))
  .sort()
  .map((name) => trimmed(readWav(join(folder, name))))

/** From the first to the last 20 ms that are no more than 35 dB below the loudest. */
function trimmed(samples) {
  const frame = RATE / 50
  const power = Array.from({ length: Math.floor(samples.length / frame) }, (_, f) =>
    samples.subarray(f * frame, (f + 1) * frame).reduce((sum, x) => sum + x * x, 0),
  )
  const least = Math.max(...power) * 10 ** -3.5
  return samples.subarray(
    power.findIndex((p) => p >= least) * frame,
    (power.findLastIndex((p) => p >= least) + 1) * frame,
  )
}

mkdirSync(`${here}audio`, { recursive: true })
const truth = ['filename\tonset\toffset\tevent_label']
const durations = ['filename\tduration']
for (const snr of SNRS) {
  for (let k = 0; k < EACH; k++) {
    const name = `snr${String(snr).padStart(2, '0')}-${k}.wav`
    const parts = []
    let at = 0
    const pause = () => {
      const samples = new Float32Array(Math.round((1 + 2 * uniform()) * RATE))
      parts.push(samples)
      at += samples.length
    }
    pause()
    let [energy, spoken] = [0, 0]
    for (let c = 0; c < 5; c++) {
      const clip = clips[Math.floor(uniform() * clips.length)]
      truth.push(`${name}\t${at / RATE}\t${(at + clip.length) / RATE}\tspeech`)
      for (const x of clip) energy += x * x
      spoken += clip.length
      parts.push(clip)
      at += clip.length
      pause()
    }
    const level = Math.sqrt(energy / spoken) * 10 ** (-snr / 20)
    const samples = new Float32Array(at)
    let from = 0
    for (const part of parts) {
      samples.set(part, from)
      from += part.length
    }
    writeWav(
      `${here}audio/${name}`,
      samples.map((x) => x + level * normal()),
    )
    durations.push(`${name}\t${at / RATE}`)
  }
}
writeFileSync(`${here}truth.tsv`, `${truth.join('\n')}\n`)
writeFileSync(`${here}durations.tsv`, `${durations.join('\n')}\n`)
console.log(`${clips.length} clips, ${durations.length - 1} recordings, ${truth.length - 1} stretches of speech`)
