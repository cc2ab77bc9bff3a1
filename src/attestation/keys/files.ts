import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { keyProblem } from './problems.ts'

/** Makes the folder for its owner alone; one that others may enter is refused with the command that closes it. */
export async function makeFolder(folder: string): Promise<Outcome<void>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { mode } = await stat(folder)
    return openToOthers(mode) ? failed(tooOpen('key-folder-open', folder, mode, '700')) : done(undefined)
  } catch (error) {
    return failed(unusable(folder, error))
  }
}

/** A secret file that only its owner may read. A missing file is a problem with code `key-file-missing`. */
export async function readPrivateFile(file: string): Promise<Outcome<string>> {
  try {
    const handle = await open(file, 'r')
    try {
      const { mode } = await handle.stat()
      if (openToOthers(mode)) return failed(tooOpen('key-readable-by-others', file, mode, '600'))
      return done(await handle.readFile('utf8'))
    } finally {
      await handle.close()
    }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return failed(missing ? keyProblem('key-file-missing', file) : unusable(file, error))
  }
}

/** The text of a file that is no secret, or nothing when there is none. */
export async function readIfThere(file: string): Promise<Outcome<string | undefined>> {
  try {
    return done(await readFile(file, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? done(undefined) : failed(unusable(file, error))
  }
}

/**
 * Puts a whole, flushed file in place only if there is none: a hard link fails when the name is taken, so the first of
 * several processes wins and nobody ever sees half a file. Returns whether this one was put.
 */
export async function placeOnce(file: string, text: string, mode: number): Promise<Outcome<boolean>> {
  return withDraft(file, text, mode, async (draft) => {
    try {
      await link(draft, file)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  })
}

/** Replaces a file as a whole, or leaves it as it was. */
export async function replaceFile(file: string, text: string, mode: number): Promise<Outcome<boolean>> {
  return withDraft(file, text, mode, async (draft) => {
    await rename(draft, file)
    return true
  })
}

async function withDraft<T>(
  file: string,
  text: string,
  mode: number,
  place: (draft: string) => Promise<T>,
): Promise<Outcome<T>> {
  const draft = join(dirname(file), `.draft-${randomBytes(8).toString('hex')}`)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const placed = await place(draft)
    const folder = await open(dirname(file), 'r').catch(() => undefined)
    await folder?.sync().catch(() => undefined)
    await folder?.close()
    return done(placed)
  } catch (error) {
    return failed(unusable(file, error))
  } finally {
    await unlink(draft).catch(() => undefined)
  }
}

/** Windows keeps no such bits; there the user's profile folder is private by its access list. */
function openToOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0
}

function tooOpen(code: 'key-folder-open' | 'key-readable-by-others', path: string, mode: number, wanted: string) {
  return keyProblem(code, path, {
    expected: `0${wanted}`,
    got: `0${(mode & 0o777).toString(8).padStart(3, '0')}`,
    next: { zh: `运行：chmod ${wanted} '${path}'`, en: `run: chmod ${wanted} '${path}'` },
  })
}

function unusable(path: string, error: unknown) {
  return keyProblem('key-folder-unusable', path, { got: (error as NodeJS.ErrnoException).code ?? String(error) })
}
