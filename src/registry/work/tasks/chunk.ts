import { measurePart } from '../../../assessment/measure.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { planOf } from './plan-of.ts'
import type { ChunkDone, ChunkTask } from './task.ts'

/** Measures one part of one measure into its journal. Problems: measure-gone (the plan is another one than when it was cut), and those of a run. */
export async function chunk(
  { matter, measure, first, count, journal, earlier }: ChunkTask,
  signal: AbortSignal,
  onProgress: (measured: number) => void,
): Promise<Outcome<ChunkDone>> {
  const planned = await planOf(matter)
  if (!planned.ok) return planned
  const { plan, file } = planned.value
  const own = plan.measures.find((m) => m.measure === measure)
  if (own === undefined)
    return failed(
      problem(
        'measure-gone',
        { zh: `计划里已没有“${measure}”`, en: `The plan has no "${measure}" any more` },
        { next: { zh: '重新开始测量', en: 'begin measuring again' } },
      ),
    )
  const ran = await measurePart(own, file.subject, {
    journal,
    part: { first, count },
    earlier,
    width: matter.width,
    signal,
    onProgress: ({ done: results, errors }) => onProgress(results + errors),
  })
  if (!ran.ok) return ran
  const errors = Object.values(ran.value.errors).reduce((a, b) => a + b, 0)
  return done({ measured: ran.value.done + errors, errors })
}
