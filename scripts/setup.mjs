import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Set-up shared by `npm start` and `npm test`: install what the lock file names, build what changed. Plain Node, no packages. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  })
  if (done.error) throw done.error
  return done.status ?? 1
}

export function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Node ${process.versions.node} is too old; Plumbline needs 20.19 or newer. / Node 版本过低，需要 20.19 或更高。`,
    )
    process.exit(2)
  }
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = join(root, 'node_modules', '.plumbline-lock')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    console.error('Installing packages… / 正在安装依赖……')
    const code = run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'])
    if (code !== 0) {
      console.error(
        'The packages could not be installed: is a package registry reachable? / 依赖安装失败：能否访问软件包仓库？',
      )
      process.exit(code)
    }
    writeFileSync(stamp, lock)
  }
  console.error('Building… / 正在构建……')
  const code =
    run('npx', ['--no-install', 'tsc', '-b', 'src/cli']) || run(process.execPath, ['scripts/database-template.mjs'])
  if (code !== 0) process.exit(code)
}

/** The console's pages, where something they are made of has changed since they were built. */
export function buildConsole() {
  const built = join(root, 'dist/console/index.html')
  if (existsSync(built) && newest('console', 'src') < statSync(built).mtimeMs) return
  console.error('Building the console… / 正在构建控制台……')
  // whoever asks may be a test, for which it would be built as for one
  const env = { ...process.env, NODE_ENV: 'production' }
  const code = run('npx', ['--no-install', 'vite', 'build', 'console', '--logLevel', 'warn'], { env })
  if (code !== 0) process.exit(code)
}

function newest(...folders) {
  let latest = 0
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('node_modules')) continue
      latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
    }
  return latest
}
