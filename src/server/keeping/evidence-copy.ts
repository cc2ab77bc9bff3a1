import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** organization, two and two characters of the hash, the hash */
const address = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/

/**
 * Brings evidence from one folder into another, what is there already left alone: by hard link on one disk, which takes no room, else by
 * copy. Gives how many files were brought.
 */
export async function copyEvidence(
  from: string,
  to: string,
  onFile: (brought: number) => void = () => {},
): Promise<number> {
  let brought = 0
  const names = await readdir(from, { recursive: true }).catch(() => [])
  for (const name of names.map((each) => each.replaceAll('\\', '/'))) {
    if (!address.test(name)) continue
    const [source, target] = [join(from, name), join(to, name)]
    const there = await stat(target).catch(() => undefined)
    if (there && there.size === (await stat(source)).size) continue
    await mkdir(dirname(target), { recursive: true })
    await link(source, target).catch(() => copied(source, target))
    onFile(++brought)
  }
  return brought
}

/** Whole or not at all. */
async function copied(source: string, target: string): Promise<void> {
  const draft = `${target}.${randomUUID()}`
  try {
    await copyFile(source, draft)
    await rename(draft, target)
  } finally {
    await rm(draft, { force: true })
  }
}
