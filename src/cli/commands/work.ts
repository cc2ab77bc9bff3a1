import { resolve } from 'node:path'
import { startWorker } from '../../registry/work/worker.ts'
import { openHouse } from '../../server/open-house.ts'
import { placeFrom } from '../../server/place.ts'
import { telemetryFrom } from '../../server/telemetry/telemetry-from.ts'
import { type Common, Console } from '../console.ts'
import { limitReach } from '../limit-reach.ts'
import { untilStopped } from './until-stopped.ts'

/** Measures what waits in the queue until it is stopped; what is under way then is given to another worker. */
export async function work(o: { readonly data: string; readonly workers: number }, common: Common): Promise<number> {
  const c = new Console(common)
  limitReach(process.env)
  const opened = await openHouse(placeFrom(resolve(o.data), process.env), {
    telemetry: await telemetryFrom(process.env),
  })
  if (!opened.ok) return c.refuse(opened.problems)
  c.problems(opened.value.warnings)
  const worker = startWorker(opened.value.house, {
    width: o.workers,
    onError: (error, job) =>
      c.note(
        `${job.queue} ${'assessment' in job.data ? job.data.assessment : job.data.backTest}: ${error instanceof Error ? error.message : String(error)}`,
      ),
  })
  c.note(
    c.say(
      `正在测量，同时 ${o.workers} 项任务；按 Ctrl-C 停止`,
      `Measuring, ${o.workers} jobs at once; press Ctrl-C to stop`,
    ),
  )
  await untilStopped()
  await worker.stop(true)
  await opened.value.close()
  return 0
}
