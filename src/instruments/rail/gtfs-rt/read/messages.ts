import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { ProblemError } from '../../../../language/problem.ts'
import { insidePath } from '../../../inside-path.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { decoded, type MessageSaid, messageOf } from './message.ts'

const MOST_BYTES = 1 << 28
/** of more files than these one hash is kept: that of the list of their hashes and names */
const MOST_HASHES = 100
export const MESSAGE_FILE = /\.(pb|pbf|bin|json)(\.gz)?$/i

/**
 * The messages of an archive, one file each, in the order of their names; a folder stands for all message files in it.
 * A file that is no message is refused and counted. ProblemError where a file is missing.
 */
export async function* messagesOf(
  folder: string,
  source: Source,
  names: readonly string[],
): AsyncGenerator<{ readonly file: string; readonly message: MessageSaid }> {
  const hashes: string[] = []
  const files = (await Promise.all(names.map((n) => filesOf(folder, source, n)))).flat()
  for (const file of files) {
    const bytes = await readFile(await source.path(file))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (files.length <= MOST_HASHES) source.hashed(file, sha256)
    else hashes.push(`${sha256}  ${file}\n`)
    try {
      const plain = /\.gz$/i.test(file) ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes
      yield {
        file,
        message: /\.json(\.gz)?$/i.test(file) ? messageOf(JSON.parse(plain.toString('utf8'))) : decoded(plain),
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error
      source.refuse(
        file,
        1,
        'a GTFS-realtime message (protobuf, or JSON with "entity")',
        undefined,
        String((error as Error).message).slice(0, 80),
      )
    }
  }
  if (hashes.length > 0)
    source.hashed(
      `${names.join(', ')} (${files.length} files)`,
      createHash('sha256').update(hashes.join('')).digest('hex'),
    )
}

async function filesOf(folder: string, source: Source, name: string): Promise<readonly string[]> {
  const path = await insidePath(folder, name)
  if (path === undefined || path === 'outside' || !(await stat(path)).isDirectory()) {
    await source.path(name)
    return [name]
  }
  const inside = (await readdir(path)).filter((f) => MESSAGE_FILE.test(f)).sort()
  return inside.map((f) => `${name.replace(/\/+$/, '')}/${f}`)
}
