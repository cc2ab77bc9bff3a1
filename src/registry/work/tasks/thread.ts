import { parentPort } from 'node:worker_threads'
import type { FromThread, ToThread } from '../crew.ts'
import { runTask } from './run-task.ts'

/** A thread of a crew: one task at a time, told by message, with messages back. */
const port = parentPort!
let stop = new AbortController()

port.on('message', (message: ToThread) => {
  if (message.kind === 'stop') {
    stop.abort()
    return
  }
  stop = new AbortController()
  const say = (said: FromThread) => port.postMessage(said)
  runTask(message.task, stop.signal, (measured) => say({ kind: 'progress', measured })).then(
    (outcome) => say({ kind: 'outcome', outcome }),
    (error: unknown) =>
      say({ kind: 'thrown', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
