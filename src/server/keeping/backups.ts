import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { done, type Outcome } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { folders } from '../place.ts'
import { backUp } from './backup.ts'

const named = /^(\d{8}T\d{6}Z)\.backup$/

export interface Kept {
  readonly file: string
  readonly at: Date
}

/** What the server has dumped by itself, the oldest first. */
export async function backupsIn(folder: string): Promise<readonly Kept[]> {
  const names = await readdir(folders.backups(folder)).catch(() => [])
  return names.sort().flatMap((name) => {
    const at = named.exec(name)?.[1]
    if (at === undefined) return []
    const iso = at.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z')
    return [{ file: join(folders.backups(folder), name), at: new Date(iso) }]
  })
}

/** One more, and those beyond `keep` taken away, the oldest first: only once the new one is whole. */
export async function addBackup(
  engine: Engine,
  folder: string,
  keep: number,
  at = new Date(),
): Promise<Outcome<string>> {
  const file = join(folders.backups(folder), `${at.toISOString().replace(/[-:]|\.\d+/g, '')}.backup`)
  const made = await backUp(engine, folder, file, at)
  if (!made.ok) return made
  const kept = await backupsIn(folder)
  for (const { file: old } of kept.slice(0, Math.max(0, kept.length - keep))) await rm(old, { force: true })
  return done(file)
}

/** What a process that was killed left half written. */
export async function sweepBackups(folder: string): Promise<void> {
  for (const name of await readdir(folders.backups(folder)).catch(() => []))
    if (name.endsWith('.draft')) await rm(join(folders.backups(folder), name), { force: true })
}

const wish = (folder: string) => join(folders.backups(folder), 'wanted')

/** Whether another process asked for a dump; it is asked for once. */
export async function wanted(folder: string): Promise<boolean> {
  return rm(wish(folder)).then(
    () => true,
    () => false,
  )
}

/** Asks the server that holds the database for a dump, and waits for it; undefined where none comes within a time in milliseconds. */
export async function askForBackup(folder: string, patience = 60_000): Promise<Kept | undefined> {
  const since = new Date(Math.floor(Date.now() / 1000) * 1000)
  const before = (await backupsIn(folder)).at(-1)?.file
  await mkdir(folders.backups(folder), { recursive: true })
  await writeFile(wish(folder), '')
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const last = (await backupsIn(folder)).at(-1)
    if (last && last.file !== before && last.at >= since) return last
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await rm(wish(folder), { force: true })
  return undefined
}
