import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { address, administrator, browser, codeOf, desk, member, origin, password, secret } from './fixtures/browser.ts'
import { signIn } from './sign-in.ts'

test('a weak secret and a malformed origin are named together', () => {
  const made = signIn({} as never, { secret: 'x'.repeat(40), origin: 'plumbline.test/a' })
  expect(made.ok ? [] : made.problems.map(({ code }) => code)).toEqual(['secret-weak', 'origin-malformed'])
})

onBothEngines('signing in', (bench) => {
  let at: ReturnType<typeof desk>
  const printed: string[] = []
  beforeEach(() => {
    at = desk(bench().engine)
    for (const method of ['log', 'warn', 'error', 'info', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...said) => {
        printed.push(said.map(String).join(' '))
      })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    expect(printed.splice(0)).toEqual([])
    expect(at.faults.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('the first person needs the token that the server printed, and comes alone', async () => {
    const token = await at.setUpToken()
    expect(token).toMatch(/^pls_/)
    const organization = { kind: 'company', name: { zh: '甲公司', en: 'A Ltd' } }
    const who = (n: number) => ({
      name: 'First',
      email: n === 0 ? 'first@example.org' : `x${n}@example.org`,
      password,
      organization,
    })
    const stranger = browser(at)
    expect((await stranger.post('/set-up', { token: 'guess', ...who(1) })).code).toBe('set-up-token-wrong')
    expect((await stranger.post('/sign-up/email', who(1))).status).toBe(404)
    expect(
      (await stranger.post('/invitation/join', { token: 'guess', name: 'a', email: 'a@b.co', password })).code,
    ).toBe('invitation-void')
    const first = browser(at)
    expect((await first.post('/set-up', { token, ...who(0) })).status).toBe(200)
    const others = await Promise.all([1, 2, 3].map((n) => browser(at).post('/set-up', { token, ...who(n) })))
    expect(others.map(({ code }) => code)).toEqual(['set-up-done', 'set-up-done', 'set-up-done'])
    expect(await at.setUpToken()).toBeUndefined()
    expect(await at.principalOf(first.headers())).toMatchObject({ kind: 'company', role: 'owner', via: 'session' })
    const { body } = await first.get('/organization/list')
    expect(body).toMatchObject([{ kind: 'company', name: { zh: '甲公司' } }, { kind: 'administrator' }])
  })

  test('a wrong password is refused as an unknown address is; the problem is said in both languages', async () => {
    await administrator(at)
    const wrong = await browser(at).post('/sign-in/email', {
      email: 'first@example.org',
      password: 'not this one at all',
    })
    const unknown = await browser(at).post('/sign-in/email', { email: 'nobody@example.org', password })
    expect(wrong).toMatchObject({ status: 401, code: 'sign-in-wrong' })
    expect(unknown.body).toEqual(wrong.body)
    expect(wrong.body['problems']).toMatchObject([
      { text: { zh: expect.stringContaining('密码'), en: expect.stringContaining('password') } },
    ])
    expect(wrong.headers.getSetCookie()).toEqual([])
  })

  test('passwords are argon2id, and short or common ones are refused', async () => {
    const admin = await administrator(at)
    const { rows } = await bench().engine.transaction('SET LOCAL ROLE pl_auth', ({ query }) =>
      query<{ password: string }>('SELECT "password" FROM auth."account"'),
    )
    for (const row of rows) expect(row.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const change = (newPassword: string) => admin.post('/change-password', { currentPassword: password, newPassword })
    expect((await change('elf chars 9')).code).toBe('password-short')
    expect((await change('Password1234')).code).toBe('password-common')
    expect((await change('ababababababab')).code).toBe('password-common')
    expect((await change('abcdefghijklmno')).code).toBe('password-common')
    expect((await change('a'.repeat(129))).code).toBe('password-long')
    const invited = await admin.post('/invitation/create', { role: 'viewer' })
    const weak = {
      token: invited.body['token'],
      name: 'Zoe',
      email: 'zoe.longname@example.org',
      password: 'zoe.longname1',
    }
    expect((await browser(at).post('/invitation/join', weak)).code).toBe('password-common')
  })

  test('a session that is revoked is out at once, and a new password revokes the others', async () => {
    const admin = await administrator(at)
    const person = await member(at, admin, 'viewer')
    const other = browser(at)
    await other.post('/sign-in/email', { email: person.email, password })
    const sessions = (await person.get('/list-sessions')).body as unknown as { token: string; id: string }[]
    expect(sessions).toHaveLength(2)
    const mine = (await at.principalOf(person.headers()))!.sessionId
    const theirs = sessions.find(({ id }) => id !== mine)!
    expect(await at.principalOf(other.headers())).toBeDefined()
    expect((await person.post('/revoke-session', { token: theirs.token })).status).toBe(200)
    expect(await at.principalOf(other.headers())).toBeUndefined()

    await other.post('/sign-in/email', { email: person.email, password })
    const next = 'another heron battery 8'
    expect(
      (await other.post('/change-password', { currentPassword: 'wrong wrong wrong', newPassword: next })).code,
    ).toBe('password-wrong')
    expect(
      (
        await other.post('/change-password', {
          currentPassword: password,
          newPassword: next,
          revokeOtherSessions: false,
        })
      ).status,
    ).toBe(200)
    expect(await at.principalOf(person.headers())).toBeUndefined()
    expect(await at.principalOf(other.headers())).toBeDefined()
    expect((await browser(at).post('/sign-in/email', { email: person.email, password })).code).toBe('sign-in-wrong')
    expect((await other.post('/sign-out', {})).status).toBe(200)
    expect(await at.principalOf(other.headers())).toBeUndefined()
  })

  test('another site is refused', async () => {
    const admin = await administrator(at)
    const foreign = { origin: 'https://evil.test' }
    for (const path of ['/sign-out', '/invitation/create', '/change-password'])
      expect((await admin.post(path, {}, foreign)).code).toBe('origin-foreign')
    const none = new Request(`${origin}/api/auth/sign-out`, { method: 'POST', headers: admin.headers() })
    expect((await at.handler(none)).status).toBe(403)
    expect((await browser(at).post('/sign-in/email', { email: 'first@example.org', password }, foreign)).code).toBe(
      'origin-foreign',
    )
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await browser(at).post('/sign-in/email', 'email=a', form)).code).toBe('request-malformed')
    expect(await at.principalOf(admin.headers())).toBeDefined()
  })

  test('a second factor: no session before the code, and a code works once', async () => {
    const person = await member(at, await administrator(at), 'viewer')
    const enabled = await person.post('/two-factor/enable', { password })
    const uri = enabled.body['totpURI'] as string
    const backup = enabled.body['backupCodes'] as string[]
    const first = codeOf(uri, -1)
    expect((await person.post('/two-factor/verify-totp', { code: '000000' })).code).toBe('code-wrong')
    expect((await person.post('/two-factor/verify-totp', { code: first })).status).toBe(200)

    const asked = async () => {
      const other = browser(at)
      const answer = await other.post('/sign-in/email', { email: person.email, password })
      expect(answer.body).toMatchObject({ twoFactorRedirect: true })
      expect(await at.principalOf(other.headers())).toBeUndefined()
      return other
    }
    const replaying = await asked()
    expect((await replaying.post('/two-factor/verify-totp', { code: first })).code).toBe('code-used')
    expect(await at.principalOf(replaying.headers())).toBeUndefined()

    const both = await Promise.all([asked(), asked(), asked()])
    const code = codeOf(uri)
    const answers = await Promise.all(
      both.map((each) => each.post('/two-factor/verify-totp', { code, trustDevice: true })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    const principals = await Promise.all(both.map((each) => at.principalOf(each.headers())))
    expect(principals.filter((principal) => principal !== undefined)).toHaveLength(1)
    // a device is not trusted, whatever it asks for
    const again = both[answers.findIndex(({ status }) => status === 200)]!
    expect((await again.post('/sign-in/email', { email: person.email, password })).body).toMatchObject({
      twoFactorRedirect: true,
    })

    const lost = await asked()
    expect((await lost.post('/two-factor/verify-backup-code', { code: backup[0] })).status).toBe(200)
    expect((await (await asked()).post('/two-factor/verify-backup-code', { code: backup[0] })).code).toBe('code-wrong')
  })

  test('guesses are counted over an account and an address, also many at once', async () => {
    const admin = await administrator(at)
    const person = await member(at, admin, 'viewer')
    const guesser = browser(at)
    const guess = () =>
      guesser.post('/sign-in/email', { email: person.email.toUpperCase(), password: 'a guess of many' })
    const codes = (await Promise.all(Array.from({ length: 14 }, guess))).map(({ code }) => code)
    expect(codes.filter((code) => code === 'sign-in-wrong')).toHaveLength(10)
    const late = await guesser.post('/sign-in/email', { email: person.email, password })
    expect(late).toMatchObject({ status: 429, code: 'too-many-attempts' })
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(800)
    // the person, elsewhere, is not shut out by that
    expect((await browser(at).post('/sign-in/email', { email: person.email, password })).status).toBe(200)
    // who goes from secret to secret is stopped by their address, and alone
    const sprayed = browser(at)
    for (let n = 0; n < 101; n++) await sprayed.post('/invitation/look', { token: `guess ${n}` })
    expect((await sprayed.post('/invitation/look', { token: 'guess' })).code).toBe('too-many-attempts')
  })

  test('a clock that was a day ahead and is put back shuts nobody out, and lets no code in twice', async () => {
    const person = await member(at, await administrator(at), 'viewer')
    const enabled = await person.post('/two-factor/enable', { password })
    const uri = enabled.body['totpURI'] as string
    expect((await person.post('/two-factor/verify-totp', { code: codeOf(uri, -1) })).status).toBe(200)
    const guess = { email: person.email, password: 'a guess of many' }
    const guesser = browser(at)
    for (let n = 0; n < 11; n++) await guesser.post('/sign-in/email', guess)
    expect((await guesser.post('/sign-in/email', guess)).code).toBe('too-many-attempts')
    await bench().admin(`UPDATE auth.attempt SET since = since + interval '1 day'`)
    await bench().admin('UPDATE auth.code_taken SET step = step + 2880')

    expect((await guesser.post('/sign-in/email', guess)).code).toBe('sign-in-wrong')
    const own = browser(at)
    await own.post('/sign-in/email', { email: person.email, password })
    const code = codeOf(uri)
    expect((await own.post('/two-factor/verify-totp', { code })).status).toBe(200)
    const again = browser(at)
    await again.post('/sign-in/email', { email: person.email, password })
    expect((await again.post('/two-factor/verify-totp', { code })).code).toBe('code-used')
  })

  test('twenty sign in at once, and no statement waits for another', async () => {
    const person = await member(at, await administrator(at), 'viewer')
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const own = browser(at)
        const answer = await own.post('/sign-in/email', { email: person.email, password })
        return [answer.status, (await at.principalOf(own.headers()))?.role]
      }),
    )
    expect(answers).toEqual(Array.from({ length: 20 }, () => [200, 'viewer']))
  })

  test('what is malformed is refused and never a fault', async () => {
    const admin = await administrator(at)
    for (const bad of [
      "'; DROP TABLE x",
      'a'.repeat(300),
      '\0',
      7,
      null,
      {},
      [],
      '00000000-0000-0000-0000-00000000000g',
    ]) {
      for (const [path, body] of [
        ['/organization/choose', { org: bad }],
        ['/invitation/withdraw', { id: bad }],
        ['/invitation/look', { token: bad }],
        ['/member/role', { person: bad, role: 'viewer' }],
        ['/token/revoke', { id: bad }],
        ['/revoke-session', { token: bad }],
        ['/sign-in/email', { email: bad, password: bad }],
        ['/sign-in/social', { provider: bad }],
        ['/two-factor/verify-totp', { code: bad }],
      ] as const) {
        const { status } = await admin.post(path, body)
        // a session that is not there is as good as revoked
        if (path !== '/revoke-session') expect(status, `${path} ${JSON.stringify(bad)}`).toBeGreaterThanOrEqual(400)
        expect(status, `${path} ${JSON.stringify(bad)}`).toBeLessThan(500)
      }
      await admin.post('/sign-in/email', { email: 'first@example.org', password })
    }
    for (const raw of ['', '{', '[]', '"x"', 'null']) {
      const { status } = await browser(at).post('/sign-in/email', raw)
      expect(status).toBe(400)
    }
    expect((await browser(at).get('/callback/%00')).status).toBe(400)
    expect((await browser(at).get('/callback/none?code=a&state=b')).status).toBeLessThan(500)
    expect((await browser(at).post('/sign-in/email', { email: 'a@b.co', password: 'x'.repeat(70_000) })).code).toBe(
      'request-large',
    )
    for (const cookie of ['__Secure-plumbline.session_token=%00.x', '__Secure-plumbline.session_token=a.b', 'x'])
      expect(await at.principalOf(new Headers({ cookie }))).toBeUndefined()
  })

  test('a fault is told by its class and code: no statement, no value', async () => {
    const broken = desk(
      { ...bench().engine, transaction: (_, work) => bench().engine.transaction('SELECT 1', work) },
      { secret },
    )
    const answer = await browser(broken).post('/sign-in/email', { email: address(), password })
    expect(answer).toMatchObject({ status: 500, code: 'fault' })
    expect(broken.faults.length).toBeGreaterThan(0)
    expect(JSON.stringify([answer.body, broken.faults])).not.toMatch(/select|insert|attempt|relation|auth\./i)
    expect(JSON.stringify(broken.faults)).toMatch(/42501/)
  })
})
