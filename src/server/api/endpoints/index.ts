import type { Endpoint } from '../endpoint.ts'
import { assessmentSteps } from './assessment-steps.ts'
import { assessments } from './assessments.ts'
import { audit } from './audit.ts'
import { backTests } from './back-tests.ts'
import { catalogue } from './catalogue.ts'
import { catalogueQuestions } from './catalogue-questions.ts'
import { correctiveActions } from './corrective-actions.ts'
import { crosswalkQuestions } from './crosswalk-questions.ts'
import { crosswalks } from './crosswalks.ts'
import { drafts } from './drafts.ts'
import { events } from './events.ts'
import { industry } from './industry.ts'
import { inspections } from './inspections.ts'
import { notices } from './notices.ts'
import { projectTexts } from './project-texts.ts'
import { projects } from './projects.ts'
import { register } from './register.ts'
import { reportElsewhere } from './report-elsewhere.ts'
import { reports } from './reports.ts'
import { requests } from './requests.ts'
import { secrets } from './secrets.ts'
import { session } from './session.ts'
import { standards } from './standards.ts'
import { subjects } from './subjects.ts'
import { uploads } from './uploads.ts'

const all = [
  session,
  standards,
  subjects,
  uploads,
  assessments,
  assessmentSteps,
  reports,
  requests,
  inspections,
  correctiveActions,
  secrets,
  drafts,
  backTests,
  projects,
  projectTexts,
  register,
  industry,
  notices,
  audit,
  events,
  catalogue,
  crosswalks,
  catalogueQuestions,
  crosswalkQuestions,
  reportElsewhere,
].flat()

/** Each with its own types, for whoever calls it. */
export type Endpoints = (typeof all)[number]

/** Everything that can be asked under `/api/v1`. */
export const endpoints: readonly Endpoint[] = all
