import { stat } from 'node:fs/promises'
import { ProblemError, problem } from '../../../language/problem.ts'
import { insidePath } from '../../inside-path.ts'
import { linesOfBytes } from '../../recognition/files/lines.ts'
import { hashOf } from '../../recognition/files/parquet.ts'
import { Source } from '../../recognition/files/source.ts'
import { type Member, memberBytes, membersOf } from './archive.ts'

/** The tables of a GTFS feed, in a folder or a ZIP file. */
export interface Feed {
  readonly source: Source
  /** what messages and tables call a file of the feed; undefined where the feed has none such */
  readonly table: (name: string) => Promise<string | undefined>
}

/**
 * Opens a feed. ProblemError: recognition-file-missing, recognition-file-outside, rail-feed-unreadable.
 * `section` of the subject's access names it.
 */
export async function openFeed(folder: string, section: string, name: string): Promise<Feed> {
  const path = await insidePath(folder, name)
  if (path !== undefined && path !== 'outside' && (await stat(path)).isDirectory())
    return folderFeed(folder, section, name)
  const zip = await new Source(folder, section).path(name)
  try {
    const members = await membersOf(zip)
    const source = new ArchiveSource(folder, section, zip, members)
    source.hashed(name, await hashOf(zip))
    return { source, table: async (table) => source.member(table)?.name }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([unreadable(name, error)])
  }
}

function folderFeed(folder: string, section: string, name: string): Feed {
  const source = new Source(folder, section)
  return {
    source,
    table: async (table) => {
      const file = `${name.replace(/\/+$/, '')}/${table}`
      const path = await insidePath(folder, file)
      return path === undefined || path === 'outside' ? undefined : file
    },
  }
}

/** A source whose files are the members of a ZIP file. */
class ArchiveSource extends Source {
  readonly #zip: string
  readonly #members: ReadonlyMap<string, Member>

  constructor(folder: string, section: string, zip: string, members: readonly Member[]) {
    super(folder, section)
    this.#zip = zip
    this.#members = new Map(members.map((m) => [m.name, m]))
  }

  /** By its name, also inside the one folder that some feeds are packed in. */
  member(table: string): Member | undefined {
    return this.#members.get(table) ?? [...this.#members.values()].find((m) => m.name.endsWith(`/${table}`))
  }

  override async *lines(file: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
    const member = this.#members.get(file)!
    try {
      for await (const { number, text } of linesOfBytes(memberBytes(this.#zip, member))) {
        if (text === undefined) this.refuse(file, number, 'UTF-8, at most 1 MiB a line')
        else yield { line: number, text }
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw new ProblemError([unreadable(file, error)])
    }
  }
}

function unreadable(file: string, error: unknown) {
  return problem(
    'rail-feed-unreadable',
    { zh: '时刻表数据（GTFS）读不出来', en: 'the GTFS feed cannot be read' },
    {
      place: { file },
      expected: 'a folder, or a ZIP file of tables (stored or deflate)',
      got: error instanceof Error ? error.message : String(error),
      next: { zh: '解压后改用文件夹，或重新打包', en: 'unpack it and name the folder, or pack it again' },
    },
  )
}
