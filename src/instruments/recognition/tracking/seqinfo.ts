import { open } from 'node:fs/promises'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'

const MOST_BYTES = 65_536
export const MOST_FRAMES = 10_000_000

/** Of a sequence: how many frames it has, and how many a second; null where the file does not say. */
export interface SequenceInfo {
  readonly frames: number
  readonly rate: number | null
}

/** Reads `seqLength` and `frameRate` from the section [Sequence] of a seqinfo.ini. Source: motchallenge.net, development kit. */
export async function readInfo(path: string, file: string): Promise<Outcome<SequenceInfo>> {
  const handle = await open(path)
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(MOST_BYTES) }).finally(() => handle.close())
  const lines = buffer
    .toString('utf8', 0, bytesRead)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const found = new Map<string, { readonly value: string; readonly line: number }>()
  let section = ''
  for (const [i, text] of lines.entries()) {
    const heading = /^\s*\[(.*)\]\s*$/.exec(text)
    if (heading !== null) section = heading[1]!.trim().toLowerCase()
    const pair = /^\s*([^=;#\s]+)\s*[=:]\s*(.*?)\s*$/.exec(text)
    if (pair !== null && section === 'sequence') found.set(pair[1]!.toLowerCase(), { value: pair[2]!, line: i + 1 })
  }
  const length = found.get('seqlength')
  const rate = found.get('framerate')
  const frames = Number(length?.value || Number.NaN)
  if (!(Number.isInteger(frames) && frames >= 1 && frames <= MOST_FRAMES)) {
    return failed(malformed(file, length, `[Sequence] seqLength=1 … ${MOST_FRAMES}`))
  }
  if (rate === undefined) return done({ frames, rate: null })
  const value = Number(rate.value || Number.NaN)
  if (!(value > 0 && value <= 1e6))
    return failed(malformed(file, rate, 'frameRate: a number above 0, in frames a second'))
  return done({ frames, rate: value })
}

function malformed(file: string, at: { readonly value: string; readonly line: number } | undefined, expected: string) {
  return problem(
    'tracking-info-invalid',
    { zh: '序列说明文件不合格式。', en: 'The file that describes the sequence is not valid.' },
    {
      place: { file, ...(at ? { line: at.line, column: 1 } : {}) },
      expected,
      ...(at ? { got: at.value.slice(0, 80) } : {}),
    },
  )
}
