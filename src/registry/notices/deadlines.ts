import { deadlinesOf } from '../../life/deadlines.ts'
import { projectAt } from '../../life/project/project.ts'
import type { Engine } from '../engine.ts'
import { rules } from '../project-rules.ts'
import { actsOf, projects } from '../projects.ts'
import { asTenant, type Unit } from '../unit.ts'
import { LOOKS_BACK } from './due.ts'
import { CLOCK, deliver } from './note.ts'
import type { Due } from './notice.ts'

/** Days before which something is told: of a step a week, of what takes long to prepare a month. */
const AHEAD = { state: 7, plan: 30, advice: 30, review: 30 } as const

/** Notes what is due of a committee's projects: steps, the life of plans, reviews of editions in force. Gives how many notices are new. */
export async function noteDeadlines(engine: Engine, org: string, now = new Date()): Promise<number> {
  const due = await asTenant(engine, { org, person: CLOCK }, (unit) => deadlinesDue(unit, now))
  return due.length === 0 ? 0 : deliver(engine, org, due, now)
}

async function deadlinesDue(unit: Unit, now: Date): Promise<readonly Due[]> {
  const { procedures, holidays, today } = rules(now)
  const found: Due[] = []
  for (const { id, procedure: name, title } of await projects(unit)) {
    const procedure = procedures.get(name)
    const p = procedure && projectAt(procedure, await actsOf(unit, id))
    if (procedure === undefined || p === undefined) continue
    for (const { what, due, left, overdue } of deadlinesOf(procedure, p, today, holidays)) {
      if (left > AHEAD[what] || left < -LOOKS_BACK) continue
      const kind = overdue ? 'deadline-overdue' : 'deadline-near'
      found.push({
        to: unit.org,
        key: `${kind} ${id} ${what} ${due}`,
        kind,
        due,
        about: { org: unit.org, project: id, deadline: what, title },
      })
    }
  }
  return found
}
