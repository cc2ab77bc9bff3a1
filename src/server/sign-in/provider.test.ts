import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { address, administrator, type Browser, browser, desk, member, origin, password } from './fixtures/browser.ts'
import { client, type IdentityProvider, startProvider } from './fixtures/provider.ts'

onBothEngines('signing in with an identity provider', (bench) => {
  let provider: IdentityProvider
  let at: ReturnType<typeof desk>
  let admin: Browser
  beforeAll(async () => {
    provider = await startProvider()
    at = desk(bench().engine, {
      providers: [{ id: 'sso', title: 'A Ltd', discoveryUrl: provider.discoveryUrl, ...client }],
    })
    admin = await administrator(at)
  })
  afterAll(() => provider?.stop())

  /** To the provider, who knows the person as these claims, and back; gives the way back, and where it led. */
  const go = async (own: Browser, claims: Record<string, unknown>) => {
    provider.claims = claims
    const begun = await own.post('/sign-in/social', { provider: 'sso', callbackURL: '/desk' })
    const asked = await fetch(begun.body['url'] as string, { redirect: 'manual' })
    const back = asked.headers.get('location')!.slice(`${origin}/api/auth`.length)
    return { back, led: (await own.get(back)).headers.get('location') }
  }
  const join = async (email: string, named: boolean) => {
    const { body } = await admin.post('/invitation/create', { role: 'reviewer', ...(named ? { email } : {}) })
    await browser(at).post('/invitation/join', { token: body['token'], name: 'P', email, password })
  }

  test('who was invited by the address that the provider gives is that person', async () => {
    const email = address()
    await join(email, true)
    const own = browser(at)
    const { led, back } = await go(own, { sub: email, email, email_verified: true, name: 'Other Name' })
    expect(led).toBe('/desk')
    expect(await at.principalOf(own.headers())).toMatchObject({ kind: 'company', role: 'reviewer' })
    // the way back leads there once, and for the browser that went
    const replaying = browser(at)
    await replaying.get(back)
    await own.get(back)
    expect(await at.principalOf(replaying.headers())).toBeUndefined()
    const others = await go(browser(at), { sub: email, email, email_verified: true })
    const stolen = browser(at)
    await stolen.get(others.back)
    expect(await at.principalOf(stolen.headers())).toBeUndefined()
  })

  test('a stranger, an address that nobody vouched for, and a forged answer open nothing', async () => {
    const unvouched = await member(at, admin, 'viewer')
    const vouched = address()
    await join(vouched, true)
    for (const [email, forging] of [
      [address(), false],
      [unvouched.email, false],
      [vouched, true],
    ] as const) {
      const own = browser(at)
      provider.forging = forging
      const { led } = await go(own, { sub: email, email, email_verified: true })
      provider.forging = false
      expect(led, email).toMatch(/^https:\/\/plumbline\.test\/sign-in\?.*error=/)
      expect(await at.principalOf(own.headers())).toBeUndefined()
    }
    const { rows } = await bench().engine.transaction('SET LOCAL ROLE pl_auth', ({ query }) =>
      query<{ count: number }>(`SELECT count(*)::int AS count FROM auth."account" WHERE "providerId" = 'sso'`),
    )
    expect(rows[0]?.count).toBe(1)
  })

  test('the browser is not led to another site', async () => {
    const asked = await browser(at).post('/sign-in/social', { provider: 'sso', callbackURL: 'https://evil.test/' })
    expect(asked.code).toBe('origin-foreign')
    expect((await browser(at).post('/sign-in/social', { provider: 'github', callbackURL: '/' })).code).toBe('not-found')
  })
})
