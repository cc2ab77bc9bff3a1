import { done, failed, type Outcome, ProblemError, problem } from '../../language/problem.ts'
import type { Files } from './parts.ts'

/** A file that the layout asks for. */
export function fileOf(files: Files, name: string): Outcome<Uint8Array> {
  const bytes = files.get(name)
  return bytes
    ? done(bytes)
    : failed(
        problem(
          'bundle-file-missing',
          { zh: '报告包缺少一个文件', en: 'a file of the bundle is missing' },
          { place: { file: name } },
        ),
      )
}

/** Runs code that others brought; what it throws becomes a problem of the bundle it was given, and thrown problems stay what they are. */
export function attempt<T>(code: string, file: string, what: { zh: string; en: string }, run: () => T): Outcome<T> {
  try {
    return done(run())
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    return failed(problem(code, what, { place: { file }, got: (error as Error)?.message ?? String(error) }))
  }
}
