import { type Problem, problem, warning } from '../../language/problem.ts'
import { auditHeads } from '../../registry/audit.ts'
import type { Engine } from '../../registry/engine.ts'
import { roles } from '../../registry/roles.ts'
import type { Check } from './check.ts'

interface Counts {
  readonly waiting: number
  readonly active: number
  readonly finished: number
  readonly lost: number
  readonly dead: number
}

const counts = (engine: Engine): Promise<Counts> =>
  engine.transaction(`SET LOCAL ROLE ${roles.jobs}`, async ({ query }) => {
    const { rows } = await query<Counts>(
      `SELECT count(*) FILTER (WHERE state IN ('created', 'retry') AND start_after < now() - interval '2 minutes' AND name <> 'dead')::int AS waiting,
         count(*) FILTER (WHERE state = 'active' AND started_on > now() - interval '1 minute')::int AS active,
         count(*) FILTER (WHERE completed_on > now() - interval '2 minutes')::int AS finished,
         count(*) FILTER (WHERE state = 'active' AND started_on < now() - expire_in - interval '5 minutes')::int AS lost,
         count(*) FILTER (WHERE name = 'dead' AND state = 'created')::int AS dead
       FROM pgboss.job`,
    )
    return rows[0]!
  })

/** Work that waits, and who should do it. */
export const queueChecks: readonly Check[] = [
  {
    id: 'workers',
    title: { zh: '测量进程', en: 'processes that measure' },
    of: 'database',
    look: async ({ engine }) => {
      const { waiting, active, finished } = await counts(engine)
      if (waiting === 0 || active > 0 || finished > 0) return []
      // nobody measures in an embedded database that a doctor could open
      const make = engine.kind === 'embedded' ? warning : problem
      return [
        make(
          'no-worker',
          { zh: '有任务在等待，但没有进程来做', en: 'Jobs are waiting, and nobody takes them' },
          {
            got: `${waiting}`,
            next: {
              zh: '启动 plumbline work，或用 --workers 2 启动 plumbline serve',
              en: 'start plumbline work, or plumbline serve with --workers 2',
            },
          },
        ),
      ]
    },
  },
  {
    id: 'queue',
    title: { zh: '任务队列', en: 'queue' },
    of: 'database',
    look: async ({ engine }) => {
      const { lost, dead } = await counts(engine)
      const problems: Problem[] = []
      if (lost > 0)
        problems.push(
          problem(
            'jobs-lost',
            {
              zh: '有任务的进程已不在，而没有进程收回它',
              en: 'The processes of some jobs are gone, and nobody takes the jobs back',
            },
            {
              got: `${lost}`,
              next: {
                zh: '启动 plumbline serve 或 plumbline work：它们每 5 秒收回一次',
                en: 'start plumbline serve or plumbline work: they take them back every five seconds',
              },
            },
          ),
        )
      if (dead > 0)
        problems.push(
          warning(
            'jobs-given-up',
            { zh: '有任务多次失败后被放弃', en: 'Some jobs were given up after many tries' },
            {
              got: `${dead}`,
              next: {
                zh: '查看服务的日志；在评价中重新开始测量',
                en: 'see the log of the server; begin measuring again in the assessment',
              },
            },
          ),
        )
      const stuck = await stuckAssessments(engine)
      if (stuck.length > 0)
        problems.push(
          problem(
            'assessment-stuck',
            {
              zh: '评价显示正在测量，但队列里没有它的任务',
              en: 'Assessments are said to be measured, and the queue has no job of theirs',
            },
            {
              got: stuck.slice(0, 5).join(', '),
              next: {
                zh: '暂停后再继续该评价：等待中的任务会重新发出',
                en: 'pause the assessment and resume it: what waits is handed out again',
              },
            },
          ),
        )
      return problems
    },
  },
]

async function stuckAssessments(engine: Engine): Promise<readonly string[]> {
  const stuck: string[] = []
  for (const { org } of await auditHeads(engine))
    stuck.push(
      ...(await engine.transaction(
        `SET LOCAL ROLE ${roles.app}; SET LOCAL app.org = '${org}'`,
        async ({ query, script }) => {
          const { rows } = await query<{ id: string; run: number }>(
            `SELECT assessment_id::text AS id, run FROM registry.assessment WHERE org_id = $1 AND activity IN ('queued', 'running') AND updated_at < now() - interval '1 minute'`,
            [org],
          )
          if (rows.length === 0) return []
          await script(`SET LOCAL ROLE ${roles.jobs}`)
          const jobs = await query<{ id: string }>(
            `SELECT DISTINCT data->>'assessment' AS id FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name <> 'dead'`,
          )
          const known = new Set(jobs.rows.map(({ id }) => id))
          return rows.filter(({ id }) => !known.has(id)).map(({ id }) => id)
        },
      )),
    )
  return stuck
}
