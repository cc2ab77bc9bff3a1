import { judgeRows } from '../../judge/back-test/judge-rows.ts'
import { type BackTestPlan, type BackTestSettings, planBackTest } from '../../judge/back-test/plan.ts'
import type { Tally } from '../../judge/back-test/tally.ts'
import { loadStandard } from '../../language/load.ts'
import { type Problem, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type Batch, type GroupFacts, rowOf } from './rows.ts'

/** What a thread needs to judge: texts, so that they can be sent. */
export interface BackTestTask {
  /** canonical forms as JSON: the same standards by hash */
  readonly from: string
  readonly to: string
  readonly settings: BackTestSettings
  readonly groups: GroupFacts
}

export function taskOf(from: Standard, to: Standard, settings: BackTestSettings, groups: GroupFacts): BackTestTask {
  return { from: JSON.stringify(from.form), to: JSON.stringify(to.form), settings, groups }
}

export function planOf(task: BackTestTask): BackTestPlan {
  const [from, to] = [task.from, task.to].map((text) => loadStandard('standard.yaml', text))
  if (!from?.ok || !to?.ok) throw new Error('a canonical form that loaded before does not load')
  const plan = planBackTest(from.value, to.value, task.settings)
  if (!plan.ok) throw new Error('a plan that was made before cannot be made')
  return plan.value
}

export type BatchOutcome = { readonly tally: Tally } | { readonly problem: Problem }

/** A batch judged; a report that cannot be read is a problem with its place, and nothing is counted. */
export function judgeBatch(plan: BackTestPlan, groups: GroupFacts, batch: Batch): BatchOutcome {
  const rows = batch.texts.map((text) => rowOf(text, groups))
  const bad = rows.indexOf(undefined)
  if (bad >= 0)
    return {
      problem: problem(
        'not-json',
        { zh: '这份报告不能读取', en: 'This report cannot be read' },
        {
          place: { file: batch.file, line: batch.lines[bad]! },
          expected: '{ facts, measures, findings, assessment, sector?, zone? }',
          got: batch.texts[bad]!.slice(0, 80),
        },
      ),
    }
  return {
    tally: judgeRows(
      plan,
      rows.filter((r) => r !== undefined),
    ),
  }
}
