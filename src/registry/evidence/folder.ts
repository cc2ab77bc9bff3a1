import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { checked, type EvidenceStore, keyOf, type Stored } from './store.ts'

const DAY = 24 * 3600 * 1000

/** Evidence in a local folder. Files that a killed process left half written are swept away at opening, a day later. */
export async function folderStore(root: string): Promise<EvidenceStore> {
  const aside = join(root, 'incoming')
  await mkdir(aside, { recursive: true })
  await sweep(aside)
  const pathOf = (org: string, sha256: string) => join(root, keyOf(org, sha256))
  return {
    put: async (org, bytes, expected) => {
      const draft = join(aside, randomUUID())
      try {
        const stored = checked(await written(draft, bytes), expected)
        await placed(draft, pathOf(org, stored.sha256))
        return stored
      } finally {
        await rm(draft, { force: true })
      }
    },
    get: async (org, sha256, range) => {
      const path = pathOf(org, sha256)
      if ((await sizeOf(path)) === undefined) return undefined
      if (range && range.to <= range.from) return Readable.from([])
      return createReadStream(path, range && { start: range.from, end: range.to - 1 })
    },
    size: async (org, sha256) => sizeOf(pathOf(org, sha256)),
  }
}

/** Writes a draft to the end, on disk; gives what it holds. */
export async function written(path: string, bytes: Readable | Uint8Array): Promise<Stored> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx')
  try {
    for await (const part of bytes instanceof Uint8Array ? Readable.from([bytes]) : bytes) {
      const chunk = part as Uint8Array
      hash.update(chunk)
      for (let sent = 0; sent < chunk.length; ) sent += (await file.write(chunk, sent)).bytesWritten
      size += chunk.length
    }
    await file.datasync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** By link, which never replaces; whoever comes second finds the same bytes there. */
async function placed(draft: string, path: string): Promise<void> {
  const made = await mkdir(dirname(path), { recursive: true })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return
  }
  await synced(dirname(path))
  if (made !== undefined)
    for (let at = dirname(path); at.length >= dirname(made).length; at = dirname(at)) await synced(at)
}

/** A new name lasts only when its folder is synced too; Windows has no such call. */
async function synced(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Takes away what a killed process left, a day later. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > DAY) await rm(path, { force: true })
  }
}
