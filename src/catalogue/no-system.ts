import { type Problem, problem } from '../language/problem.ts'
import type { TaxonomyHeading } from './taxonomy.ts'

/** A system that is not here, and those that are. */
export const noSystem = (got: string, headings: readonly TaxonomyHeading[]): Problem =>
  problem(
    'system-unknown',
    { zh: '没有这个标准体系', en: 'There is no such system of standards' },
    { expected: headings.map((h) => h.id).join(' | '), got },
  )
