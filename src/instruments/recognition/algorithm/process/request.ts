import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Input } from '../algorithm.ts'

/** Makes the line that asks about an input, and takes away what was written for it. */
export interface Requests {
  readonly line: (input: Input) => Promise<{ readonly text: string; readonly forget: () => Promise<void> }>
  readonly close: () => Promise<void>
}

/** `{"id", "bytes", "type"}` with base64; the type is the ending of the file's name, such as png. */
export function byBytes(): Requests {
  return {
    line: async ({ id, name, bytes }) => ({
      text: JSON.stringify({ id, bytes: Buffer.from(bytes).toString('base64'), type: endingOf(name) }),
      forget: async () => undefined,
    }),
    close: async () => undefined,
  }
}

/** `{"id", "file"}`: a copy in a folder that only this user can read, so that nothing changes between hashing and reading. */
export async function byFile(): Promise<Requests> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-input-'))
  return {
    line: async ({ id, name, bytes }) => {
      const ending = endingOf(name)
      const file = join(folder, `${randomUUID()}${ending === '' ? '' : `.${ending}`}`)
      await writeFile(file, bytes, { mode: 0o600 })
      return { text: JSON.stringify({ id, file }), forget: () => rm(file, { force: true }) }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Letters and digits only: it becomes part of a path. */
function endingOf(name: string): string {
  const ending = extname(name).slice(1).toLowerCase()
  return /^[a-z0-9]{1,8}$/.test(ending) ? ending : ''
}
