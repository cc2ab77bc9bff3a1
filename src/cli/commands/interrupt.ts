import type { Console } from '../console.ts'
import { exit } from '../exit.ts'

/** Works until it is done or Ctrl-C asks it to stop; a second Ctrl-C ends the process at once. */
export async function untilInterrupted<T>(c: Console, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const interrupted = () => {
    if (stop.signal.aborted) process.exit(exit.interrupted)
    c.note(
      c.say(
        '\n正在停下，已完成的会保留……（再按一次立即退出）',
        '\nStopping; what is done is kept… (press again to quit at once)',
      ),
    )
    stop.abort()
  }
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  try {
    return await work(stop.signal)
  } finally {
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
  }
}
