import { type Problem, problem } from '../language/problem.ts'

/** Codes of the system and of PostgreSQL for a server that is not there, not yet, or going away. */
const codes = /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND|EPIPE|57P0[123]|08...)$/

/** Why the connection is gone; undefined for another error. */
export function lostConnection(error: unknown): string | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (codes.test(code)) return code
  return /connection terminated|connection ended/i.test(message) ? message : undefined
}

export const unreachable = (got: string): Problem =>
  problem(
    'database-unreachable',
    { zh: '连不上数据库', en: 'The database cannot be reached' },
    {
      got,
      next: {
        zh: '检查 DATABASE_URL、网络与数据库服务器',
        en: 'check DATABASE_URL, the network and the database server',
      },
    },
  )
