import { type Problem, warning } from '../../language/problem.ts'
import type { House } from '../house.ts'
import type { AssessmentWork, Job } from '../jobs.ts'
import { asTenant } from '../unit.ts'
import { workerPerson } from './matter.ts'

/** A job that broke off twice is not a hiccup: whoever waits for the assessment is told that it is tried again, and for what reason. */
export const TELLS_AFTER = 1

const code = 'measuring-waits'

/** Says on the assessment that its work waits, once; nothing is said of what a reader could not put right by knowing it. */
export function tellWaiting(house: House, job: Job<AssessmentWork>, why: string): Promise<void> {
  return set(
    house,
    job,
    `problems || $3::jsonb`,
    `NOT problems @> '[{"code": "${code}"}]'`,
    JSON.stringify([waits(isFull(why))]),
  )
}

/** The work goes on: what was said of its waiting is gone. */
export function tellGoingOn(house: House, job: Job<AssessmentWork>): Promise<void> {
  return set(
    house,
    job,
    `coalesce((SELECT jsonb_agg(p ORDER BY n) FROM jsonb_array_elements(problems) WITH ORDINALITY AS e(p, n) WHERE p ->> 'code' <> $3), '[]')`,
    `problems @> '[{"code": "${code}"}]'`,
    code,
  )
}

async function set(
  house: House,
  { data }: Job<AssessmentWork>,
  problems: string,
  where: string,
  value: string,
): Promise<void> {
  const { org, assessment, run } = data
  await asTenant(house.engine, { org, person: workerPerson }, async ({ query, record }) => {
    const { affected } = await query(
      `UPDATE registry.assessment SET problems = ${problems}, updated_at = now(), row_version = row_version + 1
       WHERE org_id = $1 AND assessment_id = $2 AND run = ${Number(run)} AND activity IN ('queued', 'running', 'pausing') AND ${where}`,
      [org, assessment, value],
    )
    if (affected > 0) record({ what: value === code ? 'assessment.goes-on' : 'assessment.waits', assessment, run })
  })
}

const isFull = (why: string): boolean => /\b(ENOSPC|EDQUOT)\b/.test(why)

function waits(full: boolean): Problem {
  return warning(
    code,
    full
      ? {
          zh: '测量用的机器磁盘已满，正在等待；已测得的都保留，与被测对象无关',
          en: 'The disk of a machine that measures is full; it waits. What was measured is kept, and the object under test is not to blame',
        }
      : {
          zh: '测量一再中断，正在重试；已测得的都保留，与被测对象无关',
          en: 'Measuring broke off more than once and is tried again. What was measured is kept, and the object under test is not to blame',
        },
    {
      next: full
        ? { zh: '请管理员腾出空间，之后会自动继续', en: 'have the administrator make room; it then goes on by itself' }
        : {
            zh: '请管理员查看服务日志；约四十五分钟内会自动重试',
            en: 'have the administrator look at the log of the server; it is tried again by itself for three quarters of an hour',
          },
    },
  )
}
