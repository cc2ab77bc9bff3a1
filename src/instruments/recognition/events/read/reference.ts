import { type Problem, ProblemError, problem } from '../../../../language/problem.ts'
import type { Reading } from '../../files/refusal.ts'
import { Source } from '../../files/source.ts'
import type { EventRow } from '../params.ts'
import type { StreamRow } from './columns.ts'

export interface Read<T> {
  readonly parts: readonly T[]
  readonly intake: Reading
}

/** What the reference lists: videos, with their length where it is known, and their segments. */
export interface Videos {
  readonly streams: ReadonlyMap<string, Pick<StreamRow, 'stratum'> & { readonly seconds: number | null }>
  readonly segments: Gathered<EventRow>
}

/** Most lines of one measure: all are in memory at once. */
const MOST = 5_000_000

/** Reads of the reference: one malformed line in it and nothing is measured. ProblemError: events-reference-invalid. */
export async function strictly<T>(
  folder: string,
  section: string,
  read: (source: Source) => Promise<T>,
): Promise<{ readonly value: T; readonly source: Source }> {
  const source = new Source(folder, section)
  const value = await read(source)
  const { refusals } = source.reading()
  if (refusals.length > 0) throw new ProblemError(refusals.map(invalid))
  return { value, source }
}

function invalid(r: ReturnType<Source['reading']>['refusals'][number]): Problem {
  const { file, line, column, expected, got } = r
  return problem(
    'events-reference-invalid',
    { zh: '参考的这一行不合格式。', en: 'This line of the reference is not valid.' },
    {
      place: { file, line, ...(column === undefined ? {} : { column }) },
      expected,
      ...(got === undefined ? {} : { got }),
    },
  )
}

/** Collects under a name, up to a limit. */
export class Gathered<T> {
  readonly #own = new Map<string, T[]>()
  readonly #file: string
  #count = 0

  constructor(file: string) {
    this.#file = file
  }

  add(name: string, row: T): void {
    if (++this.#count > MOST)
      throw new ProblemError([
        problem(
          'events-too-many',
          { zh: '这个文件的行太多。', en: 'This file has too many lines.' },
          { place: { file: this.#file }, expected: `<= ${MOST}`, next: { zh: '分批测量。', en: 'Measure in parts.' } },
        ),
      ])
    const own = this.#own.get(name)
    if (own === undefined) this.#own.set(name, [row])
    else own.push(row)
  }

  of(name: string): readonly T[] {
    return this.#own.get(name) ?? []
  }

  names(): readonly string[] {
    return [...this.#own.keys()]
  }
}
