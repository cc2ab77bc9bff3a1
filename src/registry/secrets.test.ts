import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressProblems } from '../instruments/llm/client/endpoint.ts'
import { keyNamed, withKeys } from '../instruments/llm/client/keys.ts'
import { openPoster } from '../instruments/llm/client/poster.ts'
import { onBothEngines, organization } from './fixtures/engines.ts'
import { houseOn } from './fixtures/house.ts'
import type { House } from './house.ts'
import { deleteSecret, keysFor, sealedSecrets, secrets, setSecret } from './secrets.ts'
import { asTenant, type Unit } from './unit.ts'
import { vaultOf } from './vault.ts'

const VALUE = 'sk-very-secret-4711'
const asking = (key: string) =>
  `id: a\ntitle: { en: A }\nversion: "1"\naccess:\n  endpoint: { url: "https://m.example/v1", model: m, key: ${key} }\n`

describe('a vault', () => {
  const vault = vaultOf(async () => 'one secret of an installation')
  const bond = { org: '11111111-1111-4111-8111-111111111111', name: 'A', hosts: ['b.example', 'a.example'] }

  test('opens what it sealed for the same bond, never the same bytes twice', async () => {
    const sealed = await vault.seal(bond, VALUE)
    expect(sealed).not.toBe(await vault.seal(bond, VALUE))
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(VALUE)
    expect(await vault.open({ ...bond, hosts: [...bond.hosts].reverse() }, sealed)).toBe(VALUE)
  })

  test('opens it for nothing else', async () => {
    const sealed = await vault.seal(bond, VALUE)
    const bytes = Buffer.from(sealed, 'base64')
    for (const other of [
      { ...bond, org: '21111111-1111-4111-8111-111111111111' },
      { ...bond, name: 'B' },
      { ...bond, hosts: ['a.example'] },
      { ...bond, hosts: [...bond.hosts, 'evil.example'] },
    ])
      expect(await vault.open(other, sealed)).toBeUndefined()
    expect(await vaultOf(async () => 'another secret').open(bond, sealed)).toBeUndefined()
    for (const at of [0, 12, 28, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      expect(await vault.open(bond, changed.toString('base64'))).toBeUndefined()
    }
    for (const cut of ['', 'AAAA', bytes.subarray(0, 20).toString('base64')])
      expect(await vault.open(bond, cut)).toBeUndefined()
  })
})

onBothEngines('secrets', (bench) => {
  let house: House
  let close: () => Promise<void>
  let org: string
  beforeAll(async () => {
    ;({ house, close } = await houseOn(bench().engine))
    org = await organization(bench().engine)
  })
  afterAll(() => close?.())
  const as = <T>(work: (unit: Unit) => Promise<T>, who = org) =>
    asTenant(bench().engine, { org: who, person: 'ann' }, work)
  const set = (name: string, value: string, hosts: string[]) =>
    as((unit) => setSecret(unit, house.vault, { name, value, hosts }))
  const given = (key: string, who = org) => keysFor(house, { org: who, person: 'worker' }, asking(key))

  test('are kept sealed, given to who names them, replaced and deleted', async () => {
    expect((await set('MODEL', VALUE, ['M.example:443', 'm.example', '10.0.0.5:8080'])).ok).toBe(true)
    expect(await given('MODEL')).toMatchObject({
      value: { MODEL: { value: VALUE, hosts: ['m.example', '10.0.0.5:8080'] } },
    })
    expect(await given('OTHER')).toMatchObject({ ok: true, value: {} })
    const [row] = await as(secrets)
    expect(row).toMatchObject({ name: 'MODEL', set_by: 'ann', last_used_at: expect.any(Date) })
    const kept = await as(async ({ query }) => {
      const each = await query<{ t: string }>(
        `SELECT s::text AS t FROM registry.secret s WHERE org_id = $1 UNION ALL SELECT body FROM registry.audit WHERE org_id = $1`,
        [org],
      )
      return each.rows.map(({ t }) => t).join('\n')
    })
    expect(kept).toContain('secret.set')
    expect(kept + JSON.stringify(row)).not.toContain(VALUE)
    // nobody else's, whatever the name
    const other = await organization(bench().engine)
    expect(await given('MODEL', other)).toMatchObject({ value: {} })
    await set('MODEL', 'sk-new', ['m.example'])
    expect(await given('MODEL')).toMatchObject({ value: { MODEL: { value: 'sk-new', hosts: ['m.example'] } } })
    for (const host of ['https://m.example', 'm.example/path', 'user@m.example', 'm.example?x', '', 'a b'])
      expect([host, (await set('BAD', 'x', [host])).ok]).toEqual([host, false])
    expect(await as((unit) => deleteSecret(unit, 'MODEL'))).toBe(true)
    expect(await as((unit) => deleteSecret(unit, 'MODEL'))).toBe(false)
    expect(await given('MODEL')).toMatchObject({ value: {} })
  })

  test('whose hosts were changed in the database, or that another installation sealed, do not open', async () => {
    await set('BOUND', VALUE, ['m.example'])
    expect(await as((unit) => sealedSecrets(unit, house.vault))).toEqual([])
    await as(({ query }) => query(`UPDATE registry.secret SET hosts = '["evil.example"]' WHERE org_id = $1`, [org]))
    expect(await given('BOUND')).toMatchObject({ ok: false, problems: [{ code: 'secret-unopenable', got: 'BOUND' }] })
    expect(await as((unit) => sealedSecrets(unit, house.vault))).toEqual(['BOUND'])
    await as((unit) => deleteSecret(unit, 'BOUND'))
  })
})

describe('a key that a subject names', () => {
  const keys = { MODEL: { value: VALUE, hosts: ['m.example', '127.0.0.1:1'] } }
  const codes = (url: string, more: object = { key: 'MODEL' }) =>
    withKeys(keys, async () => addressProblems({ url, ...more }, {}, 'access.endpoint').map(({ code }) => code))

  test('goes to its hosts alone, and over https where no port is named', async () => {
    expect(await codes('https://m.example/v1')).toEqual([])
    expect(await codes('https://m.example:443/v1')).toEqual([])
    for (const url of [
      'http://m.example/v1',
      'https://m.example:8443/v1',
      'https://m.example.evil/v1',
      'https://evil/m.example',
    ])
      expect([url, await codes(url)]).toEqual([url, ['key-not-for-host']])
    expect(await codes('https://m.example', { key: 'OTHER' })).toEqual(['key-unknown'])
    expect(await codes('https://m.example', { key: 'toString' })).toEqual(['key-unknown'])
    expect(await codes('https://m.example', { key: 'MODEL', apiKeyEnv: 'PATH' })).toContain('key-twice')
    // beyond the work it was given to, it is not there
    expect(keyNamed('MODEL')).toBeUndefined()
  })

  test('is sent by the client where it may go, taken out of what comes back, and refused elsewhere', async () => {
    const heard: (string | undefined)[] = []
    const server = createServer((request, response) => {
      heard.push(request.headers.authorization)
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ said: request.headers.authorization }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const speech = {
      path: '',
      accept: 'application/json',
      read: (body: unknown) => ({ finish: null, output: JSON.stringify(body) }),
    }
    const address = { url: `http://127.0.0.1:${port}/`, key: 'MODEL', concurrency: 1, timeoutSeconds: 5, retries: 0 }
    const ask = (hosts: string[]) =>
      withKeys({ MODEL: { value: VALUE, hosts } }, async () => {
        const poster = openPoster(address, speech, { env: {} })
        return poster.post('{}').finally(() => poster.close())
      })
    const { output } = await ask([`127.0.0.1:${port}`])
    expect([heard, output]).toEqual([[`Bearer ${VALUE}`], '{"said":"Bearer [redacted]"}'])
    await expect(ask(['127.0.0.1', 'm.example'])).rejects.toThrow('key-not-for-host')
    expect(heard).toHaveLength(1)
    await new Promise((resolve) => server.close(resolve))
  })
})
