import { randomUUID } from 'node:crypto'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { asAuth } from './dialect.ts'
import { hashPassword, weakness } from './passwords.ts'

/**
 * Gives a person a new password, for whoever keeps the installation: one that was forgotten, or after an import without accounts. All of
 * their sessions end; with `factor` their second factor is taken away too. Problems: person-unknown, and those of a password.
 */
export async function setPassword(
  engine: Engine,
  email: string,
  password: string,
  factor = false,
): Promise<Outcome<void>> {
  const weak = weakness(password, [email])
  if (weak) return failed(weak)
  const hash = await hashPassword(password)
  return asAuth(engine, async (query) => {
    const { rows } = await query<{ id: string }>('SELECT "id" FROM auth."user" WHERE "email" = $1', [
      email.toLowerCase(),
    ])
    const id = rows[0]?.id
    if (id === undefined)
      return failed(
        problem('person-unknown', { zh: '没有使用这个邮箱的用户', en: 'Nobody here has this address' }, { got: email }),
      )
    const { affected } = await query(
      `UPDATE auth."account" SET "password" = $2, "updatedAt" = now() WHERE "userId" = $1 AND "providerId" = 'credential'`,
      [id, hash],
    )
    if (affected === 0)
      await query(
        `INSERT INTO auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
         VALUES ($1, $2, 'credential', $2, $3, now())`,
        [randomUUID(), id, hash],
      )
    await query('DELETE FROM auth."session" WHERE "userId" = $1', [id])
    if (factor) {
      await query('DELETE FROM auth."twoFactor" WHERE "userId" = $1', [id])
      await query('UPDATE auth."user" SET "twoFactorEnabled" = false WHERE "id" = $1', [id])
    }
    return done(undefined)
  })
}
