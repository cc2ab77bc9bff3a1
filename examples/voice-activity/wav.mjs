/* WAV files of 16-bit samples, one channel. */
import { readFileSync, writeFileSync } from 'node:fs'

export function readWav(path) {
  const bytes = readFileSync(path)
  const [channels, rate, bits] = [bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]
  if (channels !== 1 || rate !== 16000 || bits !== 16) throw new Error(`${path}: want 16 kHz, 16 bit, one channel`)
  let at = 12
  while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4)
  const count = Math.floor(Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8) / 2)
  return Float32Array.from({ length: count }, (_, k) => bytes.readInt16LE(at + 8 + 2 * k) / 32768)
}

export function writeWav(path, samples) {
  const bytes = Buffer.alloc(44 + 2 * samples.length)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  for (const [value, size, at] of [
    [16, 4, 16],
    [1, 2, 20],
    [1, 2, 22],
    [16000, 4, 24],
    [32000, 4, 28],
    [2, 2, 32],
    [16, 2, 34],
  ])
    bytes.writeUIntLE(value, at, size)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * samples.length, 40)
  for (const [k, x] of samples.entries())
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(x * 32768))), 44 + 2 * k)
  writeFileSync(path, bytes)
}
