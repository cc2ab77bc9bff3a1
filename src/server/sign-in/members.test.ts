import { beforeEach, expect, test } from 'vitest'
import { auditEntries } from '../../registry/audit.ts'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { address, administrator, browser, desk, member, password } from './fixtures/browser.ts'
import { kinds, may, memberRoles, permissions, permissionsOf } from './roles.ts'

test('a role in an organization may do what both allow', () => {
  expect(may('company', 'measurer', 'assessment.run')).toBe(true)
  expect(may('company', 'measurer', 'assessment.decide')).toBe(false)
  expect(may('company', 'reviewer', 'assessment.run')).toBe(false)
  expect(may('laboratory', 'manager', 'request.answer')).toBe(true)
  expect(may('company', 'owner', 'request.answer')).toBe(false)
  expect(may('committee', 'owner', 'report.publish')).toBe(false)
  expect(may('administrator', 'owner', 'assessment.decide')).toBe(false)
  for (const kind of kinds) {
    expect(may(kind, 'manager', 'organization.found')).toBe(kind === 'administrator')
    // more responsibility is never less permission, and a viewer changes nothing
    for (const role of memberRoles)
      for (const permission of permissionsOf(kind, role)) expect(may(kind, 'owner', permission)).toBe(true)
    expect(permissionsOf(kind, 'viewer').every((permission) => permission.endsWith('.read'))).toBe(true)
  }
  for (const permission of permissions) expect(kinds.some((kind) => may(kind, 'owner', permission))).toBe(true)
})

onBothEngines('members', (bench) => {
  let at: ReturnType<typeof desk>
  beforeEach(() => {
    at = desk(bench().engine)
  })

  test('an invitation is used once, by whom it names, while it lasts', async () => {
    const admin = await administrator(at)
    const invite = async (more = {}) => (await admin.post('/invitation/create', { role: 'viewer', ...more })).body
    const join = (token: unknown, email = address()) =>
      browser(at).post('/invitation/join', { token, name: 'New', email, password })

    const { token } = await invite()
    expect((await browser(at).post('/invitation/look', { token })).body).toMatchObject({
      name: { en: 'A Ltd' },
      role: 'viewer',
    })
    const many = await Promise.all([1, 2, 3, 4].map(() => join(token)))
    expect(many.map(({ code }) => code ?? 'joined').sort()).toEqual([
      'invitation-void',
      'invitation-void',
      'invitation-void',
      'joined',
    ])

    const named = await invite({ email: 'Named@example.org' })
    expect((await join(named['token'])).code).toBe('invitation-other')
    expect((await join(named['token'], 'named@example.org')).status).toBe(200)

    const withdrawn = await invite()
    expect((await admin.post('/invitation/withdraw', { id: withdrawn['id'] })).status).toBe(200)
    expect((await join(withdrawn['token'])).code).toBe('invitation-void')

    const late = await invite()
    await bench().admin(`UPDATE auth.invitation SET expires_at = now() WHERE invitation_id = '${late['id']}'`)
    expect((await join(late['token'])).code).toBe('invitation-void')

    // an address that is taken keeps the invitation
    const kept = await invite()
    expect((await join(kept['token'], 'first@example.org')).code).toBe('email-taken')
    expect((await join(kept['token'])).status).toBe(200)
    const { rows } = await bench().engine.transaction('SET LOCAL ROLE pl_auth', ({ query }) =>
      query<{ row: string }>('SELECT i::text AS row FROM auth.invitation i'),
    )
    expect(JSON.stringify(rows)).not.toContain(String(token))
  })

  test('roles count at once; an owner alone makes owners, and one stays', async () => {
    const owner = await administrator(at)
    const ownerId = (await at.principalOf(owner.headers()))!.person
    const manager = await member(at, owner, 'manager')
    const viewer = await member(at, owner, 'viewer')
    const idOf = async (who: typeof viewer) => (await at.principalOf(who.headers()))!.person
    const viewerId = await idOf(viewer)
    expect((await viewer.post('/member/role', { person: viewerId, role: 'owner' })).code).toBe('not-allowed')
    expect((await viewer.get('/token/list')).code).toBe('not-allowed')
    expect((await manager.post('/member/role', { person: viewerId, role: 'owner' })).code).toBe('not-allowed')
    expect((await manager.post('/invitation/create', { role: 'owner' })).code).toBe('not-allowed')
    expect((await manager.post('/member/role', { person: ownerId, role: 'viewer' })).code).toBe('not-allowed')
    expect((await manager.post('/member/remove', { person: ownerId })).code).toBe('not-allowed')
    expect((await manager.post('/member/role', { person: viewerId, role: 'measurer' })).status).toBe(200)
    expect((await at.principalOf(viewer.headers()))?.permissions).toContain('assessment.run')
    expect((await owner.post('/member/role', { person: ownerId, role: 'viewer' })).code).toBe('last-owner')
    expect((await owner.post('/member/remove', { person: ownerId })).code).toBe('last-owner')
    expect((await owner.post('/member/role', { person: await idOf(manager), role: 'owner' })).status).toBe(200)
    // two owners who remove each other at once: one remains
    const managerId = await idOf(manager)
    const both = await Promise.all([
      owner.post('/member/role', { person: managerId, role: 'manager' }),
      manager.post('/member/role', { person: managerId, role: 'manager' }),
    ])
    expect(both.some(({ status }) => status === 200)).toBe(true)
    expect((await at.principalOf(owner.headers()))?.role).toBe('owner')
    expect((await viewer.post('/member/remove', { person: viewerId })).status).toBe(200)
    expect(await at.principalOf(viewer.headers())).toBeUndefined()
    const org = (await at.principalOf(owner.headers()))!.org
    const entries = await asTenant(bench().engine, { org, person: 'test' }, ({ query }) => auditEntries(query, org))
    const what = entries.map(({ body }) => (JSON.parse(body) as { what: string }).what)
    for (const word of [
      'organization.founded',
      'member.invited',
      'member.joined',
      'member.role-changed',
      'member.removed',
    ])
      expect(what).toContain(word)
  })

  test('a person acts for one organization at a time, and chooses among their own', async () => {
    const admin = await administrator(at)
    const list = (await admin.get('/organization/list')).body as unknown as { org: string; kind: string }[]
    const [company, administration] = [
      list.find(({ kind }) => kind === 'company')!,
      list.find(({ kind }) => kind === 'administrator')!,
    ]
    const lab = { kind: 'laboratory', name: { zh: '检测所', en: 'Lab' }, ownerEmail: 'lab@example.org' }
    expect((await admin.post('/organization/found', lab)).code).toBe('not-allowed')
    expect((await admin.post('/organization/choose', { org: administration.org })).status).toBe(200)
    const founded = (await admin.post('/organization/found', lab)).body as {
      org: string
      invitation: { token: string }
    }
    expect((await admin.post('/organization/choose', { org: founded.org })).code).toBe('not-found')

    const person = await member(at, admin, 'viewer')
    expect(await at.principalOf(person.headers())).toMatchObject({ kind: 'administrator', permissions: [] })
    expect((await person.post('/invitation/accept', { token: founded.invitation.token })).code).toBe('invitation-other')
    await admin.post('/organization/choose', { org: company.org })
    const second = (await admin.post('/invitation/create', { role: 'reviewer' })).body
    expect((await person.post('/invitation/accept', { token: second['token'] })).status).toBe(200)
    expect(await at.principalOf(person.headers())).toMatchObject({ org: company.org, role: 'reviewer' })
    const self = (await at.principalOf(person.headers()))!.person
    // who leaves the chosen one is not moved into another
    expect((await person.post('/member/remove', { person: self })).status).toBe(200)
    expect(await at.principalOf(person.headers())).toBeUndefined()
    expect((await person.get('/organization/list')).body).toMatchObject([{ kind: 'administrator' }])
    expect((await person.post('/organization/choose', { org: administration.org })).status).toBe(200)
    expect(await at.principalOf(person.headers())).toMatchObject({ kind: 'administrator' })
    // another session of the same person is not moved by it
    const other = browser(at)
    await other.post('/sign-in/email', { email: person.email, password })
    expect(await at.principalOf(other.headers())).toMatchObject({ kind: 'administrator' })

    const owner = browser(at)
    const joined = await owner.post('/invitation/join', {
      token: founded.invitation.token,
      name: 'Lab',
      email: 'lab@example.org',
      password,
    })
    expect(joined.body).toEqual({ org: founded.org })
    expect(await at.principalOf(owner.headers())).toMatchObject({ org: founded.org, kind: 'laboratory', role: 'owner' })
  })
})
