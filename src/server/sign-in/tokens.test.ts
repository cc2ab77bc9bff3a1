import { beforeEach, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { administrator, type Browser, browser, desk, member, password } from './fixtures/browser.ts'

const bearer = (token: unknown) => new Headers({ authorization: `Bearer ${token}` })

onBothEngines('tokens', (bench) => {
  let at: ReturnType<typeof desk>
  let admin: Browser
  beforeEach(async () => {
    at = desk(bench().engine)
    admin = await administrator(at)
  })
  const make = (by: Browser, scopes: string[], more = {}) =>
    by.post('/token/create', { name: 'nightly', scopes, ...more })

  test('a token may do what it was made for, and less when its maker may less', async () => {
    const measurer = await member(at, admin, 'measurer')
    const { token, prefix } = (await make(measurer, ['assessment.run', 'assessment.read'])).body as Record<
      string,
      string
    >
    const principal = await at.principalOf(bearer(token))
    const maker = (await at.principalOf(measurer.headers()))!
    expect(principal).toMatchObject({ person: maker.person, org: maker.org, kind: 'company', via: 'token' })
    expect(principal?.permissions).toEqual(['assessment.run', 'assessment.read'])
    expect(token?.startsWith(prefix!)).toBe(true)
    const listed = (await measurer.get('/token/list')).body as unknown as { used: string | null; prefix: string }[]
    expect(listed).toMatchObject([{ prefix, used: expect.stringMatching(/^\d{4}-.*Z$/) }])
    expect(JSON.stringify(listed)).not.toContain(token)

    await admin.post('/member/role', { person: maker.person, role: 'viewer' })
    expect((await at.principalOf(bearer(token)))?.permissions).toEqual(['assessment.read'])
    await admin.post('/member/remove', { person: maker.person })
    expect(await at.principalOf(bearer(token))).toBeUndefined()
  })

  test('no token has more than its maker, makes tokens or members, or opens an account', async () => {
    const measurer = await member(at, admin, 'measurer')
    expect((await make(measurer, ['assessment.decide'])).code).toBe('scope-beyond')
    expect((await make(admin, ['token.manage'])).code).toBe('scope-beyond')
    expect((await make(admin, ['member.manage'])).code).toBe('scope-beyond')
    expect((await make(admin, ['all'])).code).toBe('request-malformed')
    expect((await make(await member(at, admin, 'viewer'), ['subject.read'])).code).toBe('not-allowed')
    const { token } = (await make(admin, ['subject.read'])).body
    const headers = { authorization: `Bearer ${token}` }
    expect((await browser(at).post('/token/create', { name: 'a', scopes: ['subject.read'] }, headers)).code).toBe(
      'not-signed-in',
    )
    expect(
      (
        await browser(at).post(
          '/change-password',
          { currentPassword: password, newPassword: 'some other words 5' },
          headers,
        )
      ).code,
    ).toBe('not-signed-in')
  })

  test('revoked, expired, altered and malformed ones are nobody; a cookie beside them does not help', async () => {
    const { id, token } = (await make(admin, ['subject.read'])).body as Record<string, string>
    expect(await at.principalOf(bearer(token))).toBeDefined()
    const last = token!.endsWith('A') ? 'E' : 'A'
    for (const bad of [`${token!.slice(0, -1)}${last}`, `${token} `, token!.toUpperCase(), '', 'x', `${token}${token}`])
      expect(await at.principalOf(bearer(bad)), bad).toEqual(bad === `${token} ` ? expect.anything() : undefined)
    const both = admin.headers()
    both.set('authorization', 'Bearer plt_wrong')
    expect(await at.principalOf(both)).toBeUndefined()
    const person = await member(at, admin, 'measurer')
    expect((await person.post('/token/revoke', { id })).code).toBe('not-found')
    expect((await admin.post('/token/revoke', { id })).status).toBe(200)
    expect(await at.principalOf(bearer(token))).toBeUndefined()

    const late = (await make(admin, ['subject.read'], { days: 1 })).body
    await bench().admin(`UPDATE auth.token SET expires_at = now() WHERE token_id = '${late['id']}'`)
    expect(await at.principalOf(bearer(late['token']))).toBeUndefined()
  })

  test('what is kept does not hold a token', async () => {
    const { token } = (await make(admin, ['subject.read'])).body as Record<string, string>
    const { rows } = await bench().engine.transaction('SET LOCAL ROLE pl_auth', ({ query }) =>
      query<{ row: string }>('SELECT t::text AS row FROM auth.token t'),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { row } of rows) expect(row).not.toContain(token!.slice(12))
    await expect(
      bench().engine.transaction('SET LOCAL ROLE pl_app', ({ query }) => query('SELECT * FROM auth.token')),
    ).rejects.toThrow(/permission denied/)
  })
})
