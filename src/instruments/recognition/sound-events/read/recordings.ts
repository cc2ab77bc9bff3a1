import { ProblemError } from '../../../../language/problem.ts'
import { insidePath } from '../../../inside-path.ts'
import type { Parsed } from '../../files/refusal.ts'
import { Source } from '../../files/source.ts'
import { readTable } from '../../files/table.ts'
import type { SoundAccess } from '../access.ts'
import type { FileResult, SoundIntake, SoundRow } from '../params.ts'
import {
  audacityLine,
  durationColumns,
  durationOf,
  eventColumns,
  rttmLine,
  type SoundLine,
  tableLine,
} from './lines.ts'
import { Names, stemOf } from './names.ts'
import { invalid, tooMany, unlabelled } from './problems.ts'

/** Events of one recording in one list: every pair of two lists is looked at. */
const MOST_IN_A_FILE = 5000

export interface Recordings {
  readonly files: readonly FileResult[]
  readonly intake: SoundIntake
}

/**
 * The recordings with their events and detections, by name. A malformed line of durations or references stops it.
 * ProblemError: sound-events-reference-invalid, sound-events-too-many and those of files.
 */
export async function readRecordings(folder: string, section: string, access: SoundAccess): Promise<Recordings> {
  const reference = new Source(folder, section)
  const seconds = await durations(reference, access.durations)
  const names = new Names(seconds.keys())
  const truth = await listOf(reference, access.references, { folder, names, files: seconds, least: 1, access })
  const { refusals } = reference.reading()
  const missing = [...truth.missing].map(unlabelled)
  if (refusals.length + missing.length > 0) throw new ProblemError([...refusals.map(invalid), ...missing.slice(0, 20)])
  const source = new Source(folder, section)
  const outputs: List[] = []
  for (const file of [access.predictions, ...access.operatingPoints])
    outputs.push(await listOf(source, file, { folder, names, files: seconds, least: 0, access }))
  return {
    files: [...seconds].map(([file, length]) => ({
      kind: 'file',
      file,
      seconds: length,
      references: truth.rows.get(file) ?? [],
      outputs: outputs.map((list) => list.rows.get(file) ?? []),
    })),
    intake: {
      ...source.reading(),
      files: [...reference.reading().files, ...source.reading().files],
      operatingPoints: [access.predictions, ...access.operatingPoints],
      withoutOutput: outputs[0]!.missing.size,
    },
  }
}

/** A recording may be listed more than once, as by DCASE, but only with one length. */
async function durations(source: Source, file: string): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>()
  const rows = readTable(source, file, durationColumns, (row): ReturnType<typeof durationOf> => {
    const got = durationOf(row)
    if (got === undefined || 'expected' in got) return got
    const before = seconds.get(got.file)
    return before === undefined || before === got.seconds
      ? got
      : { expected: `duration: ${before} as before`, got: String(got.seconds) }
  })
  for await (const row of rows) seconds.set(row.file, row.seconds)
  return new Map([...seconds].sort(([a], [b]) => (a < b ? -1 : 1)))
}

interface List {
  readonly rows: ReadonlyMap<string, readonly SoundRow[]>
  /** label files that are not there */
  readonly missing: ReadonlySet<string>
}

interface Rule {
  readonly folder: string
  readonly names: Names
  readonly files: ReadonlyMap<string, number>
  readonly least: 0 | 1
  readonly access: SoundAccess
}

async function listOf(source: Source, file: string, { folder, names, files, least, access }: Rule): Promise<List> {
  const rows = new Map<string, SoundRow[]>()
  const missing = new Set<string>()
  const listed = (got: Parsed<SoundLine>): Parsed<SoundLine> => {
    if (got === undefined || 'expected' in got) return got
    const name = names.find(got.file)
    return name === undefined
      ? { expected: 'a recording of the table of durations', got: got.file.slice(0, 80) }
      : { ...got, file: name }
  }
  const take = ({ file: name, row }: SoundLine) => {
    const own = rows.get(name)
    if (own === undefined) rows.set(name, [row])
    else if (own.push(row) > MOST_IN_A_FILE) throw new ProblemError([tooMany(file, name, MOST_IN_A_FILE)])
  }
  if (file.includes('{file}')) {
    for (const name of files.keys()) {
      const path = file.replaceAll('{file}', stemOf(name))
      if ((await insidePath(folder, path)) === undefined) missing.add(path)
      else for await (const line of source.read(path, (text) => audacityLine(name, text, least))) take(line)
    }
  } else if (/\.rttm(\.gz)?$/i.test(file))
    for await (const line of source.read(file, (text) => listed(rttmLine(text, least)))) take(line)
  else
    for await (const line of readTable(source, file, eventColumns, (row) => listed(tableLine(row, least)))) take(line)
  return { rows: access.labels === 'own' ? rows : new Map([...rows].map(([k, own]) => [k, joined(own)])), missing }
}

/** Somebody speaks, whoever it is. */
function joined(rows: readonly SoundRow[]): readonly SoundRow[] {
  const all: [string, number, number][] = []
  for (const [, onset, offset] of [...rows].sort((a, b) => a[1] - b[1] || a[2] - b[2])) {
    const last = all.at(-1)
    if (last !== undefined && onset <= last[2]) last[2] = Math.max(last[2], offset)
    else all.push(['speech', onset, offset])
  }
  return all
}
