import type { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'

/** Checks what a bank line gives beyond its question against a shape. Problem: bank-data, one for each thing wrong. */
export function readRow<T>(shape: z.ZodType<T>, value: unknown): Outcome<T> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return done(parsed.data)
  return failed(
    ...parsed.error.issues.map((issue) =>
      problem(
        'bank-data',
        {
          zh: '这道题缺少这类题目需要的内容，或写法不对。',
          en: 'This question lacks what its type needs, or has it in another form.',
        },
        { place: { path: ['data', ...issue.path.map(String)].join('.') }, expected: issue.message },
      ),
    ),
  )
}
