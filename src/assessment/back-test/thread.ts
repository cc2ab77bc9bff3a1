import { parentPort, workerData } from 'node:worker_threads'
import type { Batch } from './rows.ts'
import { type BackTestTask, judgeBatch, planOf } from './task.ts'

/** A thread of a back-test: the plan is made once, then a batch a message. */
const task = workerData as BackTestTask
const plan = planOf(task)
const port = parentPort!

port.on('message', (batch: Batch) => port.postMessage(judgeBatch(plan, task.groups, batch)))
