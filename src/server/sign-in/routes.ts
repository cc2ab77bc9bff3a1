import type { ZodType, z } from 'zod'
import { ProblemError } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { asTenant } from '../../registry/unit.ts'
import { bodies } from './bodies.ts'
import { accept, addInvitation, invitationBy, invitationsOf, invite, withdraw } from './invitations.ts'
import type { Signed } from './library.ts'
import { changeRole, membersOf, removeMember } from './members.ts'
import { choose, found, organizationsOf } from './organizations.ts'
import { hashPassword, weakness } from './passwords.ts'
import type { Principal } from './principal.ts'
import { refuse } from './problems.ts'
import type { Permission } from './roles.ts'
import { checkSetUpToken, setUp } from './set-up.ts'
import { makeToken, revokeToken, tokensOf } from './tokens.ts'

export interface Hall {
  readonly engine: Engine
  readonly secret: string
}

/** `needs`: a stranger's, a person's (signed in, perhaps without an organization), a member's, or a permission of the active organization. */
interface Route<B> {
  readonly method: 'GET' | 'POST'
  readonly needs: 'nothing' | 'person' | 'member' | Permission
  readonly body: ZodType<B>
  /** answered by signing in with what was sent */
  readonly signsIn?: boolean
  readonly run: (hall: Hall, body: B, signed: Signed, principal: Principal) => Promise<unknown>
}

const get = (
  needs: Route<unknown>['needs'],
  run: (hall: Hall, signed: Signed, principal: Principal) => Promise<unknown>,
) =>
  ({
    method: 'GET',
    needs,
    body: bodies.none,
    run: (hall, _, signed, principal) => run(hall, signed, principal),
  }) as Route<unknown>

const post = <S extends ZodType>(
  needs: Route<unknown>['needs'],
  body: S,
  run: Route<z.infer<S>>['run'],
  signsIn = false,
) => ({ method: 'POST', needs, body, run, signsIn }) as Route<unknown>

/** What is ours under `/api/auth`; the rest is the library's. */
export const routes: Readonly<Record<string, Route<unknown>>> = {
  '/set-up': post(
    'nothing',
    bodies.setUp,
    async ({ engine, secret }, { token, organization, ...person }) => {
      checkSetUpToken(secret, token)
      return { org: await setUp(engine, { ...(await hashed(person)), emailVerified: true }, organization) }
    },
    true,
  ),
  '/organization/list': get('person', ({ engine }, { person }) => organizationsOf(engine, person)),
  '/organization/choose': post('person', bodies.choose, ({ engine }, { org }, { person, sessionId }) =>
    choose(engine, person, sessionId, org),
  ),
  // whoever founds it hands it over: the invitation is for its owner
  '/organization/found': post('organization.found', bodies.found, ({ engine }, { ownerEmail, ...wanted }, { person }) =>
    found(engine, person, wanted, async ({ query }, org) => ({
      org,
      invitation: await addInvitation(query, org, person, { role: 'owner', email: ownerEmail, days: 7 }),
    })),
  ),
  '/invitation/create': post('member.manage', bodies.invite, ({ engine }, body, _, by) => invite(engine, by, body)),
  '/invitation/list': get('member.manage', ({ engine }, _, by) => invitationsOf(engine, by)),
  '/invitation/withdraw': post('member.manage', bodies.withdraw, ({ engine }, { id }, _, by) =>
    withdraw(engine, by, id),
  ),
  '/invitation/look': post('nothing', bodies.look, async ({ engine }, { token }) => {
    const { org, role, email } = await invitationBy(engine, token)
    const name = await asTenant(engine, { org, person: 'invited' }, async ({ query }) => {
      const { rows } = await query('SELECT name_zh AS zh, name_en AS en FROM registry.organization WHERE org_id = $1', [
        org,
      ])
      return rows[0]
    })
    return { name, role, email }
  }),
  '/invitation/join': post(
    'nothing',
    bodies.join,
    async ({ engine }, { token, ...person }) => {
      // no hash for whoever has no invitation
      await invitationBy(engine, token)
      return { org: await accept(engine, token, await hashed(person)) }
    },
    true,
  ),
  '/invitation/accept': post('person', bodies.accept, async ({ engine }, { token }, signed) => {
    const org = await accept(engine, token, signed)
    await choose(engine, signed.person, signed.sessionId, org)
    return { org }
  }),
  '/principal': get('member', async (_, __, principal) => principal),
  '/member/list': get('member', ({ engine }, _, by) => membersOf(engine, by)),
  '/member/role': post('member.manage', bodies.role, ({ engine }, { person, role }, _, by) =>
    changeRole(engine, by, person, role),
  ),
  '/member/remove': post('member', bodies.remove, async ({ engine }, { person }, _, by) => {
    if (person !== by.person && !by.permissions.includes('member.manage')) refuse('not-allowed')
    await removeMember(engine, by, person)
  }),
  '/token/create': post('token.manage', bodies.makeToken, ({ engine }, body, _, by) => makeToken(engine, by, body)),
  '/token/list': get('token.manage', ({ engine }, _, by) => tokensOf(engine, by)),
  '/token/revoke': post('token.manage', bodies.revoke, ({ engine }, { id }, _, by) => revokeToken(engine, by, id)),
}

async function hashed({ name, email, password }: { name: string; email: string; password: string }) {
  const weak = weakness(password, [email, name])
  if (weak) throw new ProblemError([weak])
  return { name, email, passwordHash: await hashPassword(password) }
}
