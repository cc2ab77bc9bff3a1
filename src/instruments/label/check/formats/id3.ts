import { parseBuffer } from 'music-metadata'
import { MAX_BLOCK, type Source } from '../source.ts'
import type { Entry } from './reading.ts'

/** Length of the ID3v2 tag that begins at `at`, its header included; 0 when there is none. */
export async function id3Length(source: Source, at: number): Promise<number> {
  const head = await source.at(at, 10)
  if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0
  const [a, b, c, d] = [head[6]!, head[7]!, head[8]!, head[9]!]
  return 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f)
}

/** TXXX and COMM frames of the ID3v2 tag at `at`. The library sees the tag alone: what follows it is not parsed. */
export async function id3Entries(source: Source, at: number, length: number): Promise<Entry[]> {
  if (length === 0 || length > MAX_BLOCK) return []
  const tag = await source.at(at, length)
  try {
    const { native } = await parseBuffer(tag, { mimeType: 'audio/mpeg' }, { skipCovers: true, duration: false })
    return Object.entries(native)
      .filter(([kind]) => kind.startsWith('ID3v2'))
      .flatMap(([, tags]) => tags.flatMap(({ id, value }) => frame(id, value)))
  } catch {
    return []
  }
}

function frame(id: string, value: unknown): Entry[] {
  if (/^TXX?X?:/.test(id)) return [{ place: 'id3:TXXX', key: id.slice(id.indexOf(':') + 1), value: String(value) }]
  if (id !== 'COMM' || typeof value !== 'object' || value === null) return []
  const { descriptor, text } = value as { descriptor?: string; text?: string }
  return text ? [{ place: 'id3:COMM', key: descriptor || 'comment', value: text }] : []
}
