import { type Problem, problem } from '../../../language/problem.ts'

/** Problem: recognition-file-unreadable. */
export function unreadable(file: string, found: { readonly expected?: string; readonly got: string }): Problem {
  return problem(
    'recognition-file-unreadable',
    { zh: '文件读不出来', en: 'the file cannot be read' },
    { place: { file }, ...found },
  )
}
