import type { Query } from '../engine.ts'
import type { AssessmentWork, Jobs } from '../jobs.ts'
import type { Unit } from '../unit.ts'

/**
 * Sends the jobs that an organization's assessments wait for: the queue is not carried, because it follows from them. In the transaction of
 * `query`, as that tenant. Gives how many assessments go on.
 */
export async function requeue(query: Query, unit: Pick<Unit, 'jobs'>, jobs: Jobs, org: string): Promise<number> {
  const { rows } = await query<{ assessment: string; run: number; stage: number; activity: string }>(
    `SELECT assessment_id::text AS assessment, run, stage, activity FROM registry.assessment
     WHERE org_id = $1 AND activity IN ('queued', 'running') ORDER BY assessment_id`,
    [org],
  )
  for (const { assessment, run, stage, activity } of rows) {
    if (activity === 'queued') {
      await jobs.send(unit, 'prepare', [{ org, assessment, run }])
      continue
    }
    const waiting = await query<Pick<AssessmentWork, 'measure' | 'number'>>(
      `SELECT measure, number FROM registry.chunk
       WHERE org_id = $1 AND assessment_id = $2 AND run = $3 AND stage = $4 AND state = 'waiting' ORDER BY number`,
      [org, assessment, run, stage],
    )
    const chunks = waiting.rows.map((chunk) => ({ org, assessment, run, ...chunk }))
    if (chunks.length > 0) await jobs.send(unit, 'chunk', chunks)
    else await jobs.send(unit, 'conclude', [{ org, assessment, run }])
  }
  const tests = await query<{ id: string }>(
    `SELECT back_test_id::text AS id FROM registry.back_test WHERE org_id = $1 AND state IN ('queued', 'running') ORDER BY back_test_id`,
    [org],
  )
  await jobs.send(
    unit,
    'back-test',
    tests.rows.map(({ id }) => ({ org, backTest: id })),
  )
  return rows.length
}
