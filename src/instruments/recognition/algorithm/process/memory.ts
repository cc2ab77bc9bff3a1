import { readdir, readFile } from 'node:fs/promises'

/** How long the list of a group's processes is good for: walking all of /proc between two timed calls would disturb the second. */
const LIST_MS = 2000

/** Tells the highest resident memory of a group of processes so far. */
export interface PeakMeter {
  /** KiB; undefined where the system does not tell */
  read(): Promise<number | undefined>
}

/**
 * Sum of the highest resident memory (VmHWM) of all processes of the group, those that have ended with what was last read of them: never below the
 * true peak of their sum, but for children that come and go between two readings. Linux only. Source: proc(5).
 */
export function peakMeter(group: number): PeakMeter {
  const peaks = new Map<string, number>()
  let members: readonly string[] = []
  let listed = Number.NEGATIVE_INFINITY
  return {
    read: async () => {
      if (process.platform !== 'linux') return undefined
      if (performance.now() - listed > LIST_MS) {
        members = await membersOf(group)
        listed = performance.now()
      }
      for (const pid of members) {
        const peak = await peakOf(pid)
        if (peak !== undefined) peaks.set(pid, peak)
      }
      return peaks.size === 0 ? undefined : [...peaks.values()].reduce((a, b) => a + b, 0)
    },
  }
}

async function membersOf(group: number): Promise<string[]> {
  const members: string[] = []
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (/^\d+$/.test(pid) && (await groupOf(pid)) === group) members.push(pid)
  }
  return members
}

/** Fifth field of stat; the second, the name, may hold blanks and brackets. */
async function groupOf(pid: string): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const after = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return after?.[2] === undefined ? undefined : Number(after[2])
}

async function peakOf(pid: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  const found = status && /^VmHWM:\s+(\d+) kB$/m.exec(status)
  return found ? Number(found[1]) : undefined
}
