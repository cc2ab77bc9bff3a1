import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** when the process started, in the system's own notation; null where the system does not say */
  readonly started: string | null
  readonly host: string
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid), host: hostname() }
}

/** Whether that very process still runs here. Unknown (a different host) is undefined. */
export function isAlive(p: ProcessIdentity): boolean | undefined {
  if (p.host !== hostname()) return undefined
  try {
    process.kill(p.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return p.started === null || startOf(p.pid) === p.started
}

function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // field 22, counted behind the command name, which may hold spaces and brackets
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`
    }
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}
