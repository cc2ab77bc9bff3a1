import { createHash } from 'node:crypto'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { Item, Subject } from '../../contract.ts'
import { Source } from '../files/source.ts'
import type { IdentificationAccess } from './access.ts'
import type { IdentificationParams, IdentificationResult, Intake } from './params.ts'
import { readLists, readPyeer } from './read-lists.ts'
import type { RowRange } from './scan-rows.ts'
import { listedSearches } from './searches.ts'
import { readMatrix } from './sidecar.ts'

/** Searches of one item; a result of this size is some 25 KB. */
const AT_ONCE = 500
const SHOWN = 20

/** Searches that were read from lists, with what is kept of them; or rows of a matrix that are still to be read. */
export type SearchItem = Item &
  (
    | { readonly result: IdentificationResult; readonly range?: undefined }
    | {
        readonly range: RowRange
        readonly polarity: Polarity
        readonly people: readonly string[]
        readonly strata: readonly string[]
      }
  )

/** Searches of lists, 500 an item in the order of their ids, and what reading came to. ProblemError: those of the files. */
export async function listItems(
  subject: Subject,
  access: Exclude<IdentificationAccess, { format: 'matrix' }>,
  params: IdentificationParams,
): Promise<{ readonly items: readonly SearchItem[]; readonly intake: Intake }> {
  const source = new Source(subject.folder, params.section)
  const { candidates, wanted } =
    access.format === 'lists' ? await readLists(access, source) : await readPyeer(access, source)
  const { searches, thresholds, depth, extraIds, consolidated, rankConflicts } = listedSearches(
    candidates,
    wanted,
    params,
  )
  const items: SearchItem[] = []
  for (let from = 0; from < searches.length; from += AT_ONCE) {
    const own = searches.slice(from, from + AT_ONCE)
    const result: IdentificationResult = {
      kind: 'searches',
      polarity: access.polarity,
      depth,
      rows: own.map((s) => s.row),
      selected:
        thresholds?.map((t, i) => ({
          threshold: Number.isFinite(t) ? t : null,
          nonMates: own.reduce((n, s) => n + s.selected[i]!, 0),
        })) ?? null,
    }
    items.push({ id: idOf(String(items.length).padStart(5, '0'), result), result })
  }
  const reading = source.reading()
  return {
    items,
    intake: { ...reading, extra: extraIds.length, extraIds: extraIds.slice(0, SHOWN), consolidated, rankConflicts },
  }
}

/** Rows of matrices, 500 an item; nothing but the files beside them is read yet. ProblemError: those of `readMatrix`. */
export async function* matrixItems(
  subject: Subject,
  access: Extract<IdentificationAccess, { format: 'matrix' }>,
  section: string,
): AsyncIterable<SearchItem> {
  const source = new Source(subject.folder, section)
  for (const [k, given] of access.matrices.entries()) {
    const { path, file, rows, columns, mates, people, strata } = await readMatrix(source, given)
    for (let from = 0; from < rows; from += AT_ONCE) {
      const to = Math.min(rows, from + AT_ONCE)
      yield {
        id: `${String(k).padStart(3, '0')}-${String(from).padStart(8, '0')}`,
        range: { path, file, columns, from, to, mates: mates.slice(from, to) },
        polarity: access.polarity,
        people: people.slice(from, to),
        strata: strata.slice(from, to),
      }
    }
  }
  const intake: Intake = { ...source.reading(), extra: 0, extraIds: [], consolidated: 0, rankConflicts: 0 }
  yield { id: 'intake', result: { kind: 'intake', intake } }
}

/** The hash makes it another item when the files change under a run that goes on. */
export function idOf(part: string, content: object): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}
