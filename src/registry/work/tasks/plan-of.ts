import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chinaCalendar } from '../../../assessment/calendar.ts'
import { bankFolders, type Found, listStandards } from '../../../assessment/library.ts'
import { makePlan, type Plan } from '../../../assessment/plan.ts'
import { type SubjectFile, subjectFrom } from '../../../assessment/subject.ts'
import { instruments } from '../../../instruments/registry.ts'
import type { Assessment, Calendar, Declared, Finding } from '../../../judge/evidence.ts'
import { loadFiles } from '../../../language/load.ts'
import { done, failed, isError, type Outcome } from '../../../language/problem.ts'
import type { Standard } from '../../../language/standard.ts'
import type { Matter } from './task.ts'

export interface Planned {
  readonly standard: Standard
  readonly file: SubjectFile
  readonly plan: Plan
  readonly assessment: Assessment
  readonly calendar?: Calendar
}

/** The plan that an assessment's matter makes: the same on every machine that has the same files. */
export async function planOf(matter: Matter): Promise<Outcome<Planned>> {
  const standard = loadFiles(matter.standard)
  // by its own name: where it lies on the server is told to nobody
  const read = subjectFrom('subject.yaml', readFileSync(join(matter.folder, 'subject.yaml'), 'utf8'), matter.folder)
  if (!standard.ok || !read.ok)
    return failed(...(standard.ok ? [] : standard.problems), ...(read.ok ? [] : read.problems))
  const file = answered(read.value, matter)
  const banks = bankFolders(found(standard.value, matter.asKept))
  if (!banks.ok) return banks
  const assessment: Assessment = { date: matter.date, party: matter.party }
  const calendar = standard.value.calendar ? chinaCalendar(matter.date) : undefined
  const plan = await makePlan(standard.value, file, instruments, {
    assessment,
    bankRoots: banks.value,
    ...(calendar ? { calendar } : {}),
  })
  if (!plan.ok) return failed(...file.located(plan.problems))
  if (plan.value.problems.some(isError)) return failed(...file.located(plan.value.problems))
  return done(
    { standard: standard.value, file, plan: plan.value, assessment, ...(calendar ? { calendar } : {}) },
    file.located(plan.value.problems),
  )
}

/** What was answered in the questionnaire stands before what the description says. */
function answered(file: SubjectFile, { facts, findings }: Matter): SubjectFile {
  return {
    ...file,
    subject: { ...file.subject, facts: { ...file.subject.facts, ...(facts as Record<string, Declared>) } },
    findings: { ...file.findings, ...(findings as Record<string, Finding>) },
  }
}

/** Sample banks come with the library; a standard that is not in it has those of its `banks:` alone. */
function found(standard: Standard, folder: string): Found {
  const own = listStandards().find(({ id }) => id === standard.id)
  return { standard, folder: own?.folder ?? folder, file: own?.file ?? join(folder, 'standard.yaml') }
}
