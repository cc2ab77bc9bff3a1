import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { ProblemError } from '../../../language/problem.ts'
import { cellOf } from './cell.ts'
import type { Source } from './source.ts'
import { unreadable } from './unreadable.ts'

/** Rows read at once: a row group as a whole, since a part of one is decoded from its beginning each time; a very large one in parts. */
const AT_ONCE = 1 << 21

/** The rows of a Parquet file as cells of text; nested columns come as JSON; of `wanted` columns only. ProblemError: recognition-file-unreadable. */
export async function* parquetRows(source: Source, file: string, wanted?: (column: string) => boolean) {
  const path = await source.path(file)
  try {
    for await (const { header, from, rows } of parquetParts(path, wanted)) {
      yield { line: 0, header }
      for (const [k, cells] of rows.entries()) yield { line: from + k + 1, cells: cells.map(cellOf) }
    }
    source.hashed(file, await hashOf(path))
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([
      unreadable(file, { expected: 'Apache Parquet', got: String((error as Error).message ?? error).slice(0, 200) }),
    ])
  }
}

/** Names of the columns, and the rows by parts; at least one part, be it empty. Rejects with what hyparquet says of a file that is none. */
export async function* parquetParts(path: string, wanted: (column: string) => boolean = () => true) {
  const buffer = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(buffer)
  const header = columnsOf(metadata).filter(wanted)
  yield { header, from: 0, rows: [] as unknown[][] }
  for (const { rowStart, rowEnd } of partsOf(metadata)) {
    let rows: unknown[][] = []
    await parquetRead({
      file: buffer,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      columns: [...header],
      onComplete: (got) => {
        rows = got
      },
    })
    yield { header, from: rowStart, rows }
  }
}

function partsOf({ row_groups }: FileMetaData): readonly { readonly rowStart: number; readonly rowEnd: number }[] {
  const parts: { rowStart: number; rowEnd: number }[] = []
  let from = 0
  for (const { num_rows } of row_groups) {
    const end = from + Number(num_rows)
    for (; from < end; from = Math.min(end, from + AT_ONCE))
      parts.push({ rowStart: from, rowEnd: Math.min(end, from + AT_ONCE) })
  }
  return parts
}

/** Names of the top columns, in the order of the schema. */
function columnsOf({ schema }: FileMetaData): readonly string[] {
  const names: string[] = []
  let at = 1
  const skip = () => {
    const { num_children = 0 } = schema[at++]!
    for (let k = 0; k < num_children; k++) skip()
  }
  while (at < schema.length) {
    names.push(schema[at]!.name)
    skip()
  }
  return names
}

/** SHA-256 of a file as it lies on the disk, hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
