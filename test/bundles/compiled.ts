import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Compiles a file of src with all it imports, so that real processes can run it. Returns where its JavaScript is (a folder that
 * mirrors src) and how to remove it again.
 */
export function compiled(...sources: readonly string[]): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-compiled-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const options = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck', '--ignoreConfig']
  const imports = ['--allowImportingTsExtensions', '--rewriteRelativeImportExtensions', '--verbatimModuleSyntax']
  execFileSync(
    process.execPath,
    [
      resolve('node_modules/typescript/bin/tsc'),
      ...options,
      ...imports,
      '--rootDir',
      'src',
      '--outDir',
      join(folder, 'src'),
      ...sources,
    ],
    { stdio: 'pipe' },
  )
  return { folder: join(folder, 'src'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
