import type { z } from 'zod'
import { done, failed, type Outcome, type Problem } from '../language/problem.ts'
import type { Subject } from './contract.ts'

/** Where a section of a subject's `access` is wrong, and what stands there (its first 200 characters). */
export interface AccessFault {
  readonly place: { readonly path: string }
  readonly got: string
}

/** Reads a section of a subject's `access` by its shape; `refuse` says in the instrument's words what is wrong. */
export function readAccess<T>(
  subject: Subject,
  section: string,
  shape: z.ZodType<T>,
  refuse: (fault: AccessFault) => Problem,
): Outcome<T> {
  const given = subject.access[section]
  const parsed = shape.safeParse(given)
  if (parsed.success) return done(parsed.data)
  const path = ['access', section, ...(parsed.error.issues[0]?.path ?? [])].join('.')
  return failed(refuse({ place: { path }, got: JSON.stringify(given)?.slice(0, 200) ?? 'nothing' }))
}
