import { type Problem, problem } from '../../../language/problem.ts'
import type { RunAccess } from './access.ts'

/** Set to 1 by whoever runs the assessment: a subject file may come from a stranger, and its command is code. */
export const ALLOW_RUN = 'PLUMBLINE_ALLOW_RUN'

/** Why a command is not run; undefined where the user allowed it. */
export function notAllowed({ run }: RunAccess, env: Readonly<Record<string, string | undefined>>): Problem | undefined {
  if (env[ALLOW_RUN] === '1') return undefined
  return problem(
    'run-not-allowed',
    {
      zh: '对象文件要求在本机运行一条命令，而运行者还没有允许',
      en: 'the subject file asks to run a command on this machine, and nobody has allowed it',
    },
    {
      place: { path: 'access.algorithm.run.command' },
      expected: `${ALLOW_RUN}=1`,
      got: JSON.stringify(run.command).slice(0, 300),
      next: {
        zh: `看过这条命令并且信任它，再设环境变量 ${ALLOW_RUN}=1 后重新运行`,
        en: `read the command; if you trust it, set the environment variable ${ALLOW_RUN}=1 and run again`,
      },
    },
  )
}
