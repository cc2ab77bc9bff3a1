import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { ProblemError, problem } from '../../../language/problem.ts'
import type { SpottedText } from '../../../metrics/text-spotting/match.ts'
import { insidePath } from '../../inside-path.ts'
import { isRefusal } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { unreadable } from '../files/unreadable.ts'
import type { TextSpottingAccess } from './access.ts'
import { icdarLine, paddleLine } from './forms.ts'

export type Pages = ReadonlyMap<string, readonly SpottedText[]>

const MOST_FILES = 200_000
const MOST_BYTES = 1 << 30

/** The texts of every image, by the image's name. `prefix`: what stands before that name in the names of ICDAR files. */
export async function readPages(
  folder: string,
  access: TextSpottingAccess,
  side: 'groundTruth' | 'detections',
  source: Source,
  cut: (x: number) => number,
): Promise<Pages> {
  const name = access[side]
  if (access.format === 'paddle') return paddlePages(name, source, cut)
  const pages = new Map<string, SpottedText[]>()
  for (const { file, bytes } of await icdarFiles(folder, name, source)) {
    const image = file
      .replace(/^.*\//, '')
      .replace(/^(gt|res)_/, '')
      .replace(/\.txt$/i, '')
    const texts: SpottedText[] = []
    for (const [i, line] of new TextDecoder()
      .decode(bytes)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .entries()) {
      const got = icdarLine(line, cut)
      if (got === undefined) continue
      if (isRefusal(got)) source.refuse(file, i + 1, got.expected, got.column, line.slice(0, 80))
      else texts.push(got)
    }
    pages.set(image, texts)
  }
  return pages
}

async function paddlePages(name: string, source: Source, cut: (x: number) => number): Promise<Pages> {
  const pages = new Map<string, readonly SpottedText[]>()
  for await (const { image, texts } of source.read(name, (line) => {
    const got = paddleLine(line, cut)
    return got !== undefined && !isRefusal(got) && pages.has(got.image)
      ? { expected: 'an image not listed before' }
      : got
  }))
    pages.set(image, texts)
  return pages
}

async function icdarFiles(
  folder: string,
  name: string,
  source: Source,
): Promise<readonly { readonly file: string; readonly bytes: Uint8Array }[]> {
  const path = await insidePath(folder, name)
  // the words for a file that is not there, or lies elsewhere, are those of every other instrument
  if (path === undefined || path === 'outside') return [{ file: name, bytes: await readFile(await source.path(name)) }]
  if ((await stat(path)).isDirectory()) {
    const files = (await readdir(path)).filter((f) => /\.txt$/i.test(f)).sort()
    if (files.length > MOST_FILES) throw new ProblemError([tooLarge(name)])
    const read: { file: string; bytes: Uint8Array }[] = []
    for (const f of files) {
      const bytes = await readFile(join(path, f))
      source.hashed(`${name}/${f}`, createHash('sha256').update(bytes).digest('hex'))
      read.push({ file: `${name}/${f}`, bytes })
    }
    return read
  }
  const bytes = await readFile(path)
  source.hashed(name, createHash('sha256').update(bytes).digest('hex'))
  return unzipped(name, bytes)
}

/** A packed folder is read with a limit on what it says it unpacks to. */
function unzipped(name: string, bytes: Uint8Array) {
  let total = 0
  let count = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name: entry, originalSize }) => {
        if (!/\.txt$/i.test(entry)) return false
        total += originalSize
        count++
        if (total > MOST_BYTES || count > MOST_FILES) throw new ProblemError([tooLarge(name)])
        return true
      },
    })
    return Object.entries(files)
      .map(([entry, content]) => ({ file: `${name}/${entry}`, bytes: content }))
      .sort((a, b) => (a.file < b.file ? -1 : 1))
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([
      unreadable(name, { expected: 'a folder, or a .zip', got: String((error as Error).message).slice(0, 200) }),
    ])
  }
}

function tooLarge(file: string) {
  return problem(
    'text-spotting-too-large',
    { zh: '文件过多或过大。', en: 'There are too many files, or they are too large.' },
    { place: { file }, expected: `at most ${MOST_FILES} files and ${MOST_BYTES} bytes` },
  )
}
