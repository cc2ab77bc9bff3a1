import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Engine, Query } from '../../registry/engine.ts'
import { roles as database } from '../../registry/roles.ts'
import { type Actor, asTenant, type Unit } from '../../registry/unit.ts'
import { refuse } from './problems.ts'

/** A person as they come: by a set-up or an invitation. The password is hashed before a transaction begins. */
export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly passwordHash: string
  /** vouched for: an identity provider that gives the same address may sign in as this person */
  readonly emailVerified: boolean
}

/** Writes the rows that the library would; gives the id. Refuses: email-taken. */
export async function addPerson(
  query: Query,
  { name, email, passwordHash, emailVerified }: NewPerson,
): Promise<string> {
  const id = randomUUID()
  const { affected } = await query(
    `INSERT INTO auth."user" ("id", "name", "email", "emailVerified", "twoFactorEnabled") VALUES ($1, $2, $3, $4, false)
     ON CONFLICT ("email") DO NOTHING`,
    [id, name, email.toLowerCase(), emailVerified],
  )
  if (affected === 0) refuse('email-taken')
  await query(
    `INSERT INTO auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, now())`,
    [randomUUID(), id, passwordHash],
  )
  return id
}

/** One transaction among accounts that the organization's audit chain tells of; `query` reaches accounts, not the tenant's rows. */
export function inOrganization<T>(
  engine: Engine,
  actor: Actor,
  work: (unit: Pick<Unit, 'query' | 'record'>) => Promise<T>,
): Promise<T> {
  return asTenant(engine, actor, async (unit) => {
    await unit.query(`SET LOCAL ROLE ${database.auth}`)
    const result = await work(unit)
    await unit.query(`SET LOCAL ROLE ${database.app}`)
    return result
  })
}

/** A secret for a link or a program: 256 bits at random, so that a plain hash of it is enough. */
export const newSecret = (mark: string): string => `${mark}_${randomBytes(32).toString('base64url')}`

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
