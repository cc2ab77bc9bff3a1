import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/**
 * Makes an empty embedded database beside the built command, once for each version of it: the first start copies it. Without it the
 * first start makes its own, which takes longer and three times the memory.
 */
const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'))
const folder = join(root, 'dist', 'database-template')
const target = join(folder, version)
if (!existsSync(target)) {
  const { PGlite } = await import('@electric-sql/pglite')
  const draft = join(folder, `draft-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  await (await PGlite.create({ dataDir: draft })).close()
  try {
    renameSync(draft, target)
  } catch {
    // another build was first
    rmSync(draft, { recursive: true, force: true })
  }
}
