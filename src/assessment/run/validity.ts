import { type Problem, problem } from '../../language/problem.ts'

/**
 * Past the limit the measurement says nothing of the subject: the items that failed may be those it would have failed on.
 * `limit` is a share of the items measured; the limit itself is still allowed.
 */
export function tooManyErrors(
  errors: number,
  measured: number,
  limit: number,
  byCode: Readonly<Record<string, number>>,
): Problem | undefined {
  if (errors === 0 || errors <= limit * measured) return undefined
  const codes = Object.entries(byCode)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
  return problem(
    'too-many-setup-errors',
    {
      zh: `${measured} 项中有 ${errors} 项因测试环境出错，超过限度，本次测量无效；这不算对象的失败`,
      en: `${errors} of ${measured} items ended in a set-up error, past the limit; the measurement is invalid, which is no failure of the subject`,
    },
    {
      expected: `<= ${limit}`,
      got: codes,
      next: {
        zh: '排除环境问题后用同一个日志再运行，只会补测出错的项',
        en: 'mend the set-up and run again with the same journal: only the items in error are measured anew',
      },
    },
  )
}
