import { randomUUID } from 'node:crypto'
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts'

export interface Lock {
  release(): Promise<void>
}

/** What a lock is on, for the sentence that says it is held. */
export interface Locked {
  readonly code: string
  readonly zh: string
  readonly en: string
}

const journal: Locked = { code: 'journal-in-use', zh: '日志', en: 'journal' }

/**
 * Holds `path` for this process: at most one holder at a time on one machine. A lock whose process is gone is taken over.
 * The content arrives with the name (write aside, then link), so a reader never sees half a lock.
 */
export async function takeLock(path: string, what: Locked = journal): Promise<Outcome<Lock>> {
  const aside = `${path}.${process.pid}.${randomUUID()}`
  const text = JSON.stringify({ ...ownIdentity(), token: randomUUID() })
  const taken = done({ release: () => releaseIfOurs(path, text) })
  await writeFile(aside, text)
  try {
    for (let attempt = 0; attempt < 50; attempt++) {
      if (await linked(aside, path)) return taken
      const found = await textOf(path)
      if (found === undefined) continue
      const holder = parsed(found)
      const alive = holder === undefined ? false : isAlive(holder)
      if (alive !== false) return failed(held(path, what, holder!, alive === undefined))
      if (await replaced(path, found, aside)) return taken
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return failed(contested(path, what))
  } finally {
    await unlink(aside).catch(() => undefined)
  }
}

/**
 * Puts `aside` in the place of a stale lock. Removing a lock one has only read would race with others who read the same: whoever
 * replaces a lock holds a second one while it looks again and renames, and a stale second one falls by the same rule.
 */
async function replaced(path: string, stale: string, aside: string): Promise<boolean> {
  const turn = await takeLock(`${path}.takeover`)
  if (!turn.ok) return false
  try {
    if ((await textOf(path)) !== stale) return false
    await rename(aside, path)
    return true
  } finally {
    await turn.value.release()
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function releaseIfOurs(path: string, text: string): Promise<void> {
  if ((await textOf(path)) === text) await unlink(path).catch(() => undefined)
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parsed(text: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(text) as ProcessIdentity
    return typeof value.pid === 'number' && typeof value.host === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

function held(path: string, what: Locked, holder: ProcessIdentity, elsewhere: boolean): Problem {
  const by = elsewhere ? `${holder.host}: ${holder.pid}` : String(holder.pid)
  return problem(
    what.code,
    {
      zh: elsewhere ? `另一台机器上的进程（${by}）正在使用该${what.zh}` : `另一个进程（${by}）正在使用该${what.zh}`,
      en: elsewhere
        ? `a process on another machine (${by}) holds the ${what.en}`
        : `another process (${by}) holds the ${what.en}`,
    },
    {
      place: { file: path },
      next: elsewhere
        ? {
            zh: '确认那个进程已经结束后，删除这个锁文件',
            en: 'make sure that process has ended, then delete this lock file',
          }
        : { zh: `等它结束，或另用一个${what.zh}`, en: `wait for it to end, or use another ${what.en}` },
    },
  )
}

function contested(path: string, what: Locked): Problem {
  return problem(
    what.code,
    { zh: `多个进程同时争用该${what.zh}`, en: `several processes are competing for the ${what.en}` },
    { place: { file: path }, next: { zh: '稍后再试', en: 'try again in a moment' } },
  )
}
