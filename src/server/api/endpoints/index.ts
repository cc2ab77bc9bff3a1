import type { Endpoint } from '../endpoint.ts'
import { assessments } from './assessments.ts'
import { audit } from './audit.ts'
import { events } from './events.ts'
import { register } from './register.ts'
import { reports } from './reports.ts'
import { requests } from './requests.ts'
import { session } from './session.ts'
import { standards } from './standards.ts'
import { subjects } from './subjects.ts'
import { uploads } from './uploads.ts'

/** Everything that can be asked under `/api/v1`. */
export const endpoints = [
  session,
  standards,
  subjects,
  uploads,
  assessments,
  reports,
  requests,
  register,
  audit,
  events,
].flat() as unknown as readonly Endpoint[]
