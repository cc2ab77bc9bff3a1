import { readdir, readFile } from 'node:fs/promises'

/**
 * Sum of the highest resident memory (VmHWM) of all processes of a group that are alive, KiB; undefined where the system does not tell.
 * Never below the true peak of the sum. Source: proc(5).
 */
export async function peakMemoryOf(group: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  const names = await readdir('/proc').catch(() => [])
  const peaks = await Promise.all(
    names.filter((n) => /^\d+$/.test(n)).map(async (pid) => ((await groupOf(pid)) === group ? peakOf(pid) : undefined)),
  )
  const known = peaks.filter((p) => p !== undefined)
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0)
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
