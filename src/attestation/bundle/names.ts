import type { Problem } from '../../language/problem.ts'
import { type RefusalCode, refuse } from './refusals.ts'

/** In bytes of UTF-8: what common file systems take for a whole relative path without trouble. */
export const longestName = 512

const rules: readonly (readonly [RefusalCode, (name: string) => boolean])[] = [
  ['bundle-name-empty', (name) => name === ''],
  ['bundle-name-nul', (name) => name.includes('\0')],
  ['bundle-name-backslash', (name) => name.includes('\\')],
  ['bundle-name-absolute', (name) => name.startsWith('/')],
  ['bundle-name-drive', (name) => name.includes(':')],
  ['bundle-name-traversal', (name) => name.split('/').some((part) => part === '.' || part === '..')],
  ['bundle-folder-entry', (name) => name.endsWith('/')],
  ['bundle-name-empty', (name) => name.split('/').includes('')],
  ['bundle-name-encoding', (name) => name !== name.normalize('NFC')],
  ['bundle-name-reserved', (name) => name.split('/').some(isReserved)],
]

const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/** Controls, invisible format characters, what Windows forbids, its device names, and a dot or space at an end. */
function isReserved(part: string): boolean {
  return /[\p{C}<>"|?*]/u.test(part) || device.test(part) || /[. ]$/.test(part) || part.startsWith(' ')
}

/** The first rule that a name in a bundle breaks: relative, inside its folder, and the same file on every system. */
export function nameProblem(name: string): Problem | undefined {
  const broken = rules.find(([, breaks]) => breaks(name))
  return broken && refuse(broken[0], name)
}

/** The first name that cannot stand beside those before it: equal, equal but for case, or file and folder at once. */
export function clashProblem(names: readonly string[]): Problem | undefined {
  const byFold = new Map<string, string>()
  for (const name of names) {
    const before = byFold.get(fold(name))
    if (before !== undefined) return refuse(before === name ? 'bundle-name-duplicate' : 'bundle-name-case', name)
    byFold.set(fold(name), name)
  }
  for (const name of names) {
    const parts = fold(name).split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = byFold.get(parts.slice(0, depth).join('/'))
      if (folder !== undefined) return refuse('bundle-name-conflict', folder)
    }
  }
  return undefined
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}
