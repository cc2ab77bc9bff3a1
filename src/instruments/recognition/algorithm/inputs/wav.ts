/** Where the samples of a WAV file with 16-bit PCM lie. */
export interface Wav {
  readonly channels: number
  /** frames per second */
  readonly rate: number
  /** first byte of the samples, and how many bytes there are: whole frames only */
  readonly at: number
  readonly length: number
}

/** Reads the head of a WAV file; undefined where it is none, is torn, or holds other than 16-bit PCM. Source: Microsoft RIFF, WAVE_FORMAT_PCM. */
export function readWav(bytes: Uint8Array): Wav | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const id = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length < 12 || id(0) !== 'RIFF' || id(8) !== 'WAVE') return undefined
  let format: { channels: number; rate: number } | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    const body = at + 8
    if (id(at) === 'fmt ' && length >= 16 && body + 16 <= bytes.length) {
      const channels = view.getUint16(body + 2, true)
      const rate = view.getUint32(body + 4, true)
      if (view.getUint16(body, true) !== 1 || view.getUint16(body + 14, true) !== 16) return undefined
      if (channels === 0 || rate === 0) return undefined
      format = { channels, rate }
    }
    if (id(at) === 'data') {
      if (format === undefined || body + length > bytes.length) return undefined
      return { ...format, at: body, length: length - (length % (2 * format.channels)) }
    }
    at = body + length + (length % 2)
  }
  return undefined
}

/** Seconds that the samples last. */
export function wavSeconds({ channels, rate, length }: Wav): number {
  return length / (2 * channels * rate)
}
