import { type ChildProcess, spawn } from 'node:child_process'

/*
 * A child in its own process group outlives a parent that is killed outright, when nothing of ours runs any more. So a second small process
 * holds the list of groups; when its standard input closes, the parent is gone, and it ends what is still on the list.
 */
const WATCH = `
let text = ''
process.stdin.on('data', (d) => { text += d }).on('end', () => {
  const groups = new Set()
  for (const line of text.split('\\n')) line[0] === '+' ? groups.add(+line.slice(1)) : groups.delete(+line.slice(1))
  for (const g of groups) if (g > 1) try { process.kill(process.platform === 'win32' ? g : -g, 'SIGKILL') } catch {}
})`

let guard: ChildProcess | undefined

/** Puts a process on the list of what must not outlive this one. */
export function guarded(pid: number): void {
  tell(`+${pid}\n`)
}

/** Takes a process that has ended off the list: its number may be given to another. */
export function unguarded(pid: number): void {
  tell(`-${pid}\n`)
}

function tell(line: string): void {
  guard ??= open()
  guard.stdin?.write(line)
}

function open(): ChildProcess {
  const watcher = spawn(process.execPath, ['-e', WATCH], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    detached: true,
    windowsHide: true,
  })
  // without it a run still works; only a kill from outside would then leave a child behind
  watcher.on('error', () => undefined)
  watcher.stdin?.on('error', () => undefined)
  watcher.unref()
  ;(watcher.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return watcher
}
