import { Worker } from 'node:worker_threads'
import type { Outcome } from '../../language/problem.ts'
import { runTask } from './tasks/run-task.ts'
import type { Task, TaskDone } from './tasks/task.ts'

export type ToThread = { readonly kind: 'task'; readonly task: Task } | { readonly kind: 'stop' }
export type FromThread =
  | { readonly kind: 'progress'; readonly measured: number }
  | { readonly kind: 'outcome'; readonly outcome: Outcome<TaskDone<Task>> }
  | { readonly kind: 'thrown'; readonly message: string }

/** Threads that measure and judge, so that who serves people or beats for a job is never kept waiting by a computation. */
export interface Crew {
  run<T extends Task>(
    task: T,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (measured: number) => void },
  ): Promise<Outcome<TaskDone<T>>>
  close(): Promise<void>
}

/** `size` threads, started when they are needed and kept. */
export function crewOf(size: number): Crew {
  // sources run as they are in tests, where a thread could not read them
  if (import.meta.url.endsWith('.ts')) return inProcess
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: ((worker: Worker) => void)[] = []
  const take = async (): Promise<Worker> => {
    const free = idle.pop()
    if (free) return free
    if (all.size >= size) return new Promise((resolve) => waiting.push(resolve))
    return hire()
  }
  const hire = () => {
    const worker = new Worker(new URL('./tasks/thread.js', import.meta.url))
    all.add(worker)
    worker.unref()
    return worker
  }
  const give = (worker: Worker) => {
    const next = waiting.shift()
    if (next) next(worker)
    else idle.push(worker)
  }
  return {
    run: async (task, { signal, onProgress } = {}) => {
      const worker = await take()
      try {
        const outcome = await asked(worker, task, signal, onProgress)
        give(worker)
        return outcome as never
      } catch (error) {
        all.delete(worker)
        await worker.terminate()
        const next = waiting.shift()
        if (next) next(hire())
        throw error
      }
    },
    close: async () => {
      await Promise.all([...all].map((worker) => worker.terminate()))
      all.clear()
    },
  }
}

const inProcess: Crew = {
  run: async (task, { signal = new AbortController().signal, onProgress = () => {} } = {}) =>
    (await runTask(task, signal, onProgress)) as never,
  close: async () => {},
}

function asked(worker: Worker, task: Task, signal?: AbortSignal, onProgress?: (measured: number) => void) {
  return new Promise<Outcome<TaskDone<Task>>>((resolve, reject) => {
    const stop = () => worker.postMessage({ kind: 'stop' } satisfies ToThread)
    const said = (message: FromThread) => {
      if (message.kind === 'progress') return onProgress?.(message.measured)
      end()
      if (message.kind === 'outcome') resolve(message.outcome)
      else reject(new Error(message.message))
    }
    const failed = (error: Error) => {
      end()
      reject(error)
    }
    const ended = (code: number) => failed(new Error(`a thread ended with ${code}`))
    const end = () => {
      worker.off('message', said).off('error', failed).off('exit', ended)
      worker.unref()
      signal?.removeEventListener('abort', stop)
    }
    worker.on('message', said).on('error', failed).on('exit', ended)
    signal?.addEventListener('abort', stop)
    worker.ref()
    worker.postMessage({ kind: 'task', task } satisfies ToThread)
    if (signal?.aborted) stop()
  })
}
