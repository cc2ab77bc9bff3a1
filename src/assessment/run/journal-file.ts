import { writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The few calls a journal makes on its file; a test puts a failing one in its place. */
export interface JournalFile {
  /** hands bytes to the operating system before it returns; gives how many it took */
  write(bytes: Uint8Array, position: number): number
  sync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

export type OpenJournalFile = (path: string) => Promise<JournalFile>

export const openJournalFile: OpenJournalFile = async (path) => {
  const handle = await openOrCreate(path)
  return {
    write: (bytes, position) => writeSync(handle.fd, bytes, 0, bytes.length, position),
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const handle = await open(path, 'wx+')
    await syncFolder(dirname(path))
    return handle
  }
}

/** A new file's name lasts only when its folder is synced too; Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
