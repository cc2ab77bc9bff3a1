import { expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { organizationWith } from '../fixtures/people.ts'
import { asAuth } from './dialect.ts'
import { browser, desk } from './fixtures/browser.ts'
import { setPassword } from './set-password.ts'

onBothEngines('a password from whoever keeps the machine', (bench) => {
  test('it is the only one that holds, and every session has ended', async () => {
    const { engine } = bench()
    const { people } = await organizationWith(engine, 'company', 'a company')
    const { email, id } = people.viewer
    const at = desk(engine)
    const before = browser(at)
    const signIn = (password: string, own = browser(at)) => own.post('/sign-in/email', { email, password })
    expect((await signIn('correct heron battery 7', before)).status).toBe(200)
    expect(await at.principalOf(before.headers())).toMatchObject({ person: id })

    // people write their address as they like
    expect(await setPassword(engine, email.toUpperCase(), 'another heron 9 battery')).toMatchObject({ ok: true })
    expect(await at.principalOf(before.headers())).toBeUndefined()
    expect((await signIn('correct heron battery 7')).status).toBe(401)
    expect((await signIn('another heron 9 battery')).status).toBe(200)
  })

  test('a second factor stays, unless it is to go; who came by import gets an account', async () => {
    const { engine } = bench()
    const { people } = await organizationWith(engine, 'company', 'a company')
    const { email, id } = people.owner
    const password = 'another heron 9 battery'
    await asAuth(engine, async (query) => {
      await query('DELETE FROM auth."account" WHERE "userId" = $1', [id])
      await query('UPDATE auth."user" SET "twoFactorEnabled" = true WHERE "id" = $1', [id])
      await query(
        `INSERT INTO auth."twoFactor" ("id", "secret", "backupCodes", "userId", "verified") VALUES ($1, 'x', 'x', $1, true)`,
        [id],
      )
    })
    const signIn = () => browser(desk(engine)).post('/sign-in/email', { email, password })
    expect(await setPassword(engine, email, password)).toMatchObject({ ok: true })
    expect((await signIn()).body).toMatchObject({ twoFactorRedirect: true })
    expect(await setPassword(engine, email, password, true)).toMatchObject({ ok: true })
    expect((await signIn()).body).not.toHaveProperty('twoFactorRedirect')
  })

  test('nobody, and a weak one, are refused, and nothing is changed', async () => {
    const { engine } = bench()
    const refused = async (email: string, password: string) => {
      const set = await setPassword(engine, email, password)
      return set.ok ? 'set' : set.problems[0]!.code
    }
    expect(await refused('nobody@example.org', 'another heron 9 battery')).toBe('person-unknown')
    expect(await refused('nobody@example.org', 'short')).toMatch(/^password-/)
    expect(await refused('nobody@example.org', '')).toMatch(/^password-/)
  })
})
