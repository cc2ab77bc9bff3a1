import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** The real path when the file exists inside the root, `outside` when it leads out of it, undefined when it does not exist. */
export async function insidePath(root: string, name: string): Promise<string | 'outside' | undefined> {
  try {
    const top = await realpath(root)
    const path = await realpath(resolve(top, name))
    const way = relative(top, path)
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? 'outside' : path
  } catch {
    return undefined
  }
}
