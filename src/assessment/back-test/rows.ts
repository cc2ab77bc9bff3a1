import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readBundle } from '../../attestation/bundle/read.ts'
import { names } from '../../attestation/layout.ts'
import { readCsv } from '../../instruments/llm/bank/csv.ts'
import type { BackTestRow } from '../../judge/back-test/judge-rows.ts'
import { evidenceFrom } from '../../judge/cases.ts'
import type { Declared } from '../../judge/evidence.ts'

/** The files of evidence that a path names, sorted: the file itself, or those of the folder. */
export function evidenceFilesAt(path: string): readonly string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((f) => /\.(plumb|json|jsonl|csv)$/.test(f))
    .sort()
    .map((f) => join(path, f))
}

/** SHA-256 over `name size-of-name content` of each file in order, and how many reports there are at most (for progress). */
export async function inputsOf(files: readonly string[]): Promise<{ hash: string; reports: number }> {
  const all = createHash('sha256')
  let reports = 0
  for (const file of files) {
    const one = createHash('sha256')
    let lines = 0
    let last = 10
    for await (const chunk of createReadStream(file)) {
      one.update(chunk)
      for (let at = (chunk as Buffer).indexOf(10); at >= 0; at = (chunk as Buffer).indexOf(10, at + 1)) lines++
      last = (chunk as Buffer).at(-1) ?? last
    }
    all.update(`${one.digest('hex')}\n`)
    reports += file.endsWith('.jsonl') ? lines + (last === 10 ? 0 : 1) : file.endsWith('.csv') ? lines : 1
  }
  return { hash: all.digest('hex'), reports }
}

/** Some reports of one file, each as JSON text with the place it stood at. */
export interface Batch {
  readonly index: number
  readonly file: string
  /** line of each in its file, from 1 */
  readonly lines: readonly number[]
  readonly texts: readonly string[]
}

/** All reports in batches, read as they are asked for: what is held is one batch, except for a CSV, which is held whole. */
export async function* batches(files: readonly string[], size: number): AsyncGenerator<Batch> {
  let index = 0
  for (const file of files) {
    let lines: number[] = []
    let texts: string[] = []
    for await (const { line, text } of reports(file)) {
      lines.push(line)
      texts.push(text)
      if (texts.length < size) continue
      yield { index: index++, file, lines, texts }
      lines = []
      texts = []
    }
    if (texts.length > 0) yield { index: index++, file, lines, texts }
  }
}

async function* reports(file: string): AsyncGenerator<{ line: number; text: string }> {
  if (file.endsWith('.jsonl')) {
    let line = 0
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line++
      if (text.trim() !== '') yield { line, text }
    }
  } else if (file.endsWith('.csv')) yield* table(readFileSync(file, 'utf8'))
  else if (file.endsWith('.plumb')) {
    const read = readBundle(readFileSync(file))
    const evidence = read.ok ? new Map(read.value).get(names.evidence) : undefined
    yield { line: 1, text: evidence ? new TextDecoder().decode(evidence) : '' }
  } else yield { line: 1, text: readFileSync(file, 'utf8') }
}

/** Columns `id, sector, zone, date, party` and `facts.x`, `measures.m.q`, `findings.r`; an empty cell is not known. */
function* table(text: string): Generator<{ line: number; text: string }> {
  const { rows } = readCsv(text)
  const head = rows[0]?.cells ?? []
  for (const { line, cells } of rows.slice(1)) {
    const row: Record<string, unknown> = {}
    const part = (name: string) => {
      row[name] ??= {}
      return row[name] as Record<string, Record<string, unknown>>
    }
    head.forEach((name, i) => {
      const cell = cells[i] ?? ''
      if (cell === '') return
      const [section = '', first = '', second] = name.split('.')
      if (section === 'date' || section === 'party') part('assessment')[section] = cell as never
      else if (section === 'measures' && second !== undefined) {
        part('measures')[first] ??= {}
        part('measures')[first]![second] = cell
      } else if (section === 'facts' || section === 'findings') part(section)[first] = cell as never
      else row[name] = cell
    })
    yield { line, text: JSON.stringify(row) }
  }
}

/** Which facts name the groups, where the rows do not say `sector` and `zone` themselves. */
export interface GroupFacts {
  readonly sector?: string
  readonly zone?: string
}

/** A report from its text; undefined when it is no JSON map. */
export function rowOf(text: string, groups: GroupFacts): BackTestRow | undefined {
  try {
    const given = JSON.parse(text) as Record<string, unknown>
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined
    const { evidence } = evidenceFrom(given)
    const group = (own: unknown, fact: string | undefined): string => {
      const value: Declared | undefined = fact === undefined ? undefined : evidence.facts[fact]
      return typeof value === 'string' ? value : typeof own === 'string' ? own : ''
    }
    return { sector: group(given['sector'], groups.sector), zone: group(given['zone'], groups.zone), evidence }
  } catch {
    return undefined
  }
}
