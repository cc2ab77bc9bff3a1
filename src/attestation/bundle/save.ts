import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { done, failed, type Outcome, ProblemError, problem } from '../../language/problem.ts'
import { bundleChunks } from './write.ts'

/**
 * Writes a bundle to disk: to a hidden file beside the target, flushed, then renamed. Whatever happens (full disk, crash,
 * power), `path` is the old file or the whole new one. Returns the size in bytes.
 */
export async function saveBundle(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<Outcome<number>> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  try {
    const size = await writeDraft(draft, files)
    await rename(draft, path)
    await flushFolder(dirname(path))
    return done(size)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    if (error instanceof ProblemError) return failed(...error.problems)
    return failed(notSaved(path, error as NodeJS.ErrnoException))
  }
}

async function writeDraft(draft: string, files: ReadonlyMap<string, Uint8Array>): Promise<number> {
  const file = await open(draft, 'wx', 0o644)
  try {
    let size = 0
    for (const chunk of bundleChunks(files)) {
      await writeWhole(file, chunk)
      size += chunk.length
    }
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

/** A write to a nearly full disk may take only a part; the next one then says why. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
}

/** Makes the new name itself durable. Some systems cannot open a folder; there the rename is all there is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function notSaved(path: string, error: NodeJS.ErrnoException) {
  const full = error.code === 'ENOSPC' || error.code === 'EDQUOT'
  const text = full
    ? {
        zh: '磁盘已满，报告包没有写出；原有文件保持不变',
        en: 'the disk is full and the bundle was not written; what was there before is unchanged',
      }
    : {
        zh: '报告包无法写出；原有文件保持不变',
        en: 'the bundle could not be written; what was there before is unchanged',
      }
  const next = full
    ? { zh: '腾出空间，或换一个位置，再试一次', en: 'free some space or choose another place, and try again' }
    : { zh: '检查文件夹是否存在、是否可写', en: 'see that the folder exists and can be written to' }
  return problem(full ? 'bundle-disk-full' : 'bundle-not-saved', text, { place: { file: path }, got: error.code, next })
}
