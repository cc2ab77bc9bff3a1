import { readFileSync } from 'node:fs'

/**
 * Reads a model file: `PLMT`, the length of the head (uint32, little endian), the head (JSON), then the tensors. A matrix stands as one float32 scale a row
 * and int8 rows, a vector as float32. Gives the head and every tensor as a Float32Array, rows one after the other.
 */
export function readWeights(file) {
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 0, 4) !== 'PLMT') throw new Error(`${file}: not a model file`)
  const length = bytes.readUInt32LE(4)
  const head = JSON.parse(bytes.toString('utf8', 8, 8 + length))
  const start = 8 + length
  const tensors = {}
  for (const { name, kind, shape, at } of head.tensors) {
    const [rows, columns = 1] = shape
    const floats = (count) => Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(start + at + 4 * i))
    tensors[name] = floats(rows)
    if (kind === 'i8') {
      const scales = tensors[name]
      const from = start + at + 4 * rows
      tensors[name] = Float32Array.from(
        { length: rows * columns },
        (_, i) => scales[Math.floor(i / columns)] * bytes.readInt8(from + i),
      )
    }
  }
  return { head, tensors }
}
