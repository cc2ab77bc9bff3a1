import { chinaCalendar } from '../../assessment/calendar.ts'
import { askedElsewhere, bankFolders, type Found, findStandard } from '../../assessment/library.ts'
import { makePlan, type Plan } from '../../assessment/plan.ts'
import { readSubject, type SubjectFile } from '../../assessment/subject.ts'
import { instruments } from '../../instruments/registry.ts'
import { parseDay } from '../../judge/dates.ts'
import type { Assessment, Calendar, Party } from '../../judge/evidence.ts'
import { done, failed, isError, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'

export interface AssessOptions {
  readonly against: string
  readonly party: string
  readonly date?: string
}

export interface Prepared {
  readonly found: Found
  readonly file: SubjectFile
  readonly plan: Plan
  readonly assessment: Assessment
  readonly calendar?: Calendar
}

/** Standard, subject and plan: everything that must be right before anything is measured. */
export async function prepare(subjectPath: string, o: AssessOptions): Promise<Outcome<Prepared>> {
  const found = findStandard(o.against)
  const file = readSubject(subjectPath)
  if (!found.ok || !file.ok) return failed(...(found.ok ? [] : found.problems), ...(file.ok ? [] : file.problems))
  const banks = bankFolders(found.value)
  if (!banks.ok) return banks
  const date = o.date ?? today()
  if (parseDay(date) === undefined)
    return failed(
      problem('wrong-value', { zh: '日期有误', en: 'The date is not a date' }, { expected: '2026-11-22', got: date }),
    )
  const assessment: Assessment = { date, party: o.party as Party }
  const calendar = found.value.standard.calendar ? chinaCalendar(date) : undefined
  const earlier = await takeJudgements(found.value.standard, file.value)
  if (!earlier.ok) return failed(...file.value.located(earlier.problems))
  const plan = await makePlan(found.value.standard, earlier.value, instruments, {
    assessment,
    bankRoots: banks.value,
    askedElsewhere,
    ...(calendar ? { calendar } : {}),
  })
  if (!plan.ok) return failed(...file.value.located(plan.problems))
  if (plan.value.problems.some(isError)) return failed(...file.value.located(plan.value.problems))
  return done(
    { found: found.value, file: file.value, plan: plan.value, assessment, ...(calendar ? { calendar } : {}) },
    file.value.located(plan.value.problems),
  )
}

/** The subject file with the judgements of its bundles as measurements. Nothing is loaded for a file that names none. */
async function takeJudgements(standard: Standard, file: SubjectFile): Promise<Outcome<SubjectFile>> {
  const named = Object.entries(file.bundles).filter(([id]) => standard.measures.get(id)?.standard !== undefined)
  if (named.length === 0) return done(file)
  const [{ judgedBefore }, { renderHtml }, { knownKeys, signingKeyOptions }] = await Promise.all([
    import('../../assessment/judged-before.ts'),
    import('../../exchange/html/page.ts'),
    import('../../attestation/keys.ts'),
  ])
  const keys = await knownKeys(signingKeyOptions(process.env).folder)
  if (!keys.ok) return keys
  const supplied = { ...file.supplied }
  for (const [id, bundle] of named) {
    const taken = await judgedBefore(standard.measures.get(id)!, bundle, file.subject.folder, keys.value, renderHtml)
    if (!taken.ok) return taken
    supplied[id] = taken.value
  }
  return done({ ...file, supplied })
}

/** The only place that reads the clock: the day goes into the evidence, and judging takes it from there. */
function today(): string {
  const now = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
