import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from './docs/api.mjs'
import { commandsPage } from './docs/commands.mjs'
import { instrumentsPage } from './docs/instruments.mjs'
import { problemsPage } from './docs/problems.mjs'
import { standardsPage } from './docs/standards.mjs'
import { root } from './setup.mjs'

/**
 * Writes the reference pages that are made from the product itself. With `--check` nothing is written: a page that is not
 * what would be written ends in exit code 1. Needs a build (`npm run build`).
 */
const pages = {
  'api.md': apiPage,
  'commands.md': commandsPage,
  'standards.md': standardsPage,
  'problems.md': problemsPage,
  'instruments.md': instrumentsPage,
}

if (!existsSync(join(root, 'dist', 'cli', 'main.js'))) {
  console.error('The command is not built: npm run build / 尚未构建：npm run build')
  process.exit(2)
}
const check = process.argv.includes('--check')
let stale = 0
for (const [name, make] of Object.entries(pages)) {
  const file = join(root, 'docs', 'reference', name)
  const text = await make()
  const same = existsSync(file) && readFileSync(file, 'utf8') === text
  if (same) continue
  stale++
  if (check) console.error(`stale: docs/reference/${name} (npm run docs)`)
  else {
    writeFileSync(file, text)
    console.error(`written: docs/reference/${name}`)
  }
}
process.exit(check && stale > 0 ? 1 : 0)
