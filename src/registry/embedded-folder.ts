import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { takeLock } from '../assessment/run/lock.ts'
import { type Problem, ProblemError, problem } from '../language/problem.ts'

/** The files of the embedded database in the folder that is held. */
export const filesIn = (folder: string): string => join(folder, 'postgres')

/** One process holds a folder: two would lose each other's rows without an error. Problems: folder-in-use (as ProblemError). */
export async function hold(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const lock = await takeLock(join(folder, 'in-use'), { code: 'folder-in-use', zh: '文件夹', en: 'folder' })
  if (!lock.ok) throw new ProblemError(lock.problems)
  return () => lock.value.release()
}

/**
 * Opens the files, which are made where there are none: aside and then renamed, so that a start that was killed leaves no half of a
 * database. Problems: database-damaged (as ProblemError).
 */
export async function openFiles(folder: string): Promise<PGlite> {
  const files = filesIn(folder)
  if (!existsSync(files)) await makeFiles(folder)
  // without this file it would make a new database over what is left of the old one
  else if (!existsSync(join(files, 'PG_VERSION'))) throw new ProblemError([damaged(files, 'PG_VERSION')])
  try {
    const lite = await PGlite.create({ dataDir: files })
    await lite.query('SELECT count(*) FROM pg_class')
    return lite
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    throw new ProblemError([damaged(files, error instanceof Error ? error.message.slice(0, 200) : String(error))])
  }
}

async function makeFiles(folder: string): Promise<void> {
  const draft = join(folder, 'postgres.new')
  await rm(draft, { recursive: true, force: true })
  const template = templateFolder()
  if (template) await cp(template, draft, { recursive: true })
  else await (await PGlite.create({ dataDir: draft })).close()
  await rename(draft, filesIn(folder))
}

/** An empty database that the build has made, if it is of this version: copying it takes a tenth of the time and a third of the memory of making one. */
function templateFolder(): string | undefined {
  const path = fileURLToPath(new URL(`../database-template/${embeddedVersion()}`, import.meta.url))
  return existsSync(join(path, 'PG_VERSION')) ? path : undefined
}

function embeddedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const file = join(dirname(dirname(entry)), 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Puts a dump in the place of the files, which are kept under another name. Gives that name, where there were any. */
export async function replaceFiles(folder: string, dump: Blob, mark: string): Promise<string | undefined> {
  const draft = join(folder, 'postgres.new')
  await rm(draft, { recursive: true, force: true })
  const lite = await PGlite.create({ dataDir: draft, loadDataDir: dump })
  await lite.query('SELECT count(*) FROM pg_class')
  await lite.close()
  const files = filesIn(folder)
  const before = existsSync(files) && (await readdir(files)).length > 0 ? `${files}.before-${mark}` : undefined
  if (before) await rename(files, before)
  else await rm(files, { recursive: true, force: true })
  await rename(draft, files)
  return before
}

const damaged = (file: string, got: string): Problem =>
  problem(
    'database-damaged',
    {
      zh: '嵌入式数据库无法打开：文件已损坏或不全',
      en: 'The embedded database cannot be opened: its files are damaged, or some are missing',
    },
    {
      place: { file },
      got,
      next: {
        zh: '用 plumbline restore 恢复最近的备份；损坏的文件夹会改名保留',
        en: 'restore the last backup with plumbline restore; the damaged folder is kept under another name',
      },
    },
  )
