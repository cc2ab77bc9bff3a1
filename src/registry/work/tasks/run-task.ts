import { withKeys } from '../../../instruments/llm/client/keys.ts'
import type { Outcome } from '../../../language/problem.ts'
import { chunk } from './chunk.ts'
import { conclude } from './conclude.ts'
import { prepare } from './prepare.ts'
import type { Task, TaskDone } from './task.ts'

export function runTask(
  task: Task,
  signal: AbortSignal,
  onProgress: (measured: number) => void,
): Promise<Outcome<TaskDone<Task>>> {
  switch (task.kind) {
    case 'prepare':
      return withKeys(task.keys, () => prepare(task))
    case 'chunk':
      return withKeys(task.keys, () => chunk(task, signal, onProgress))
    case 'conclude':
      return withKeys(task.keys, () => conclude(task))
  }
}
