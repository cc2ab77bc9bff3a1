import { z } from 'zod'
import { kinds, memberRoles, permissions } from './roles.ts'

const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const words = z.string().trim().min(1).max(200)
const email = z.email().max(254)
// how strong it is, is said in its own words
const password = z.string().max(1000)
const secret = z.string().min(1).max(200)
const days = (most: number, usual: number) => z.int().min(1).max(most).default(usual)
const organization = z.strictObject({ kind: z.enum(kinds), name: z.strictObject({ zh: words, en: words }) })
const newcomer = { name: words, email, password }

/** What comes with a request, by its path. */
export const bodies = {
  setUp: z.strictObject({
    token: secret,
    ...newcomer,
    organization: organization.extend({ kind: z.enum(kinds).exclude(['administrator']) }).optional(),
  }),
  found: organization.extend({ ownerEmail: email.optional() }),
  choose: z.strictObject({ org: id }),
  invite: z.strictObject({ role: z.enum(memberRoles), email: email.optional(), days: days(90, 7) }),
  withdraw: z.strictObject({ id }),
  look: z.strictObject({ token: secret }),
  join: z.strictObject({ token: secret, ...newcomer }),
  accept: z.strictObject({ token: secret }),
  role: z.strictObject({ person: id, role: z.enum(memberRoles) }),
  remove: z.strictObject({ person: id }),
  makeToken: z.strictObject({
    name: words,
    scopes: z.array(z.enum(permissions)).min(1).max(permissions.length),
    days: days(366, 90),
  }),
  revoke: z.strictObject({ id }),
  none: z.strictObject({}),
}
