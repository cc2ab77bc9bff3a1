import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { knownKeys, openSigningKey, signingKeyOptions } from '../../src/attestation/keys.ts'
import { renderProblem } from '../../src/language/problem.ts'
import { compiled } from './compiled.ts'
import { utf8 } from './sample.ts'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'plumbline-keys-'))
  folder = join(home, 'keys')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
const open = async (more: { newIdentity?: boolean } = {}) => {
  const key = await openSigningKey({ folder, ...more })
  if (!key.ok) throw new Error(key.problems[0]?.code)
  return key.value
}
const problemOf = async (options: Parameters<typeof openSigningKey>[0] = { folder }) => {
  const key = await openSigningKey(options)
  return key.ok ? undefined : key.problems[0]
}
const file = (name: string) => join(folder, name)

describe('signing key', () => {
  it('is made on first use, for its owner alone, and stays the same', async () => {
    const first = await open()
    const second = await open()
    expect(second.publicKey).toEqual(first.publicKey)
    expect([mode(folder), mode(file('signing.pem')), mode(file('signing.pub.pem'))]).toEqual(['700', '600', '644'])
    expect(readdirSync(folder).sort()).toEqual(['known-keys.json', 'signing.pem', 'signing.pub.pem'])
    const known = await knownKeys(folder)
    expect(known.ok && known.value).toEqual([first.publicKey])
  })

  it('is a PKCS#8 Ed25519 key with its SPKI public half beside it, as Node reads them', async () => {
    const key = await open()
    const secret = createPrivateKey(readFileSync(file('signing.pem')))
    expect(secret.asymmetricKeyType).toBe('ed25519')
    const beside = readFileSync(file('signing.pub.pem'), 'utf8')
    expect(createPublicKey(secret).export({ type: 'spki', format: 'pem' })).toBe(beside)
    expect(verify(null, utf8('x'), beside, key.sign(utf8('x')))).toBe(true)
  })

  it.each([0o640, 0o604, 0o666])('readable by others (%o) is refused, with the command that mends it', async (bits) => {
    await open()
    chmodSync(file('signing.pem'), bits)
    const found = await problemOf()
    expect(found).toMatchObject({ code: 'key-readable-by-others', expected: '0600', got: `0${bits.toString(8)}` })
    expect(found?.next?.en).toBe(`run: chmod 600 '${file('signing.pem')}'`)
    chmodSync(file('signing.pem'), 0o600)
    expect(await problemOf()).toBeUndefined()
  })

  it('in a folder open to others is refused', async () => {
    await open()
    chmodSync(folder, 0o755)
    expect(await problemOf()).toMatchObject({ code: 'key-folder-open', got: '0755' })
  })

  it('damaged is explained, and neither replaced nor shown', async () => {
    await open()
    const damaged = readFileSync(file('signing.pem'), 'utf8')
      .replace(/^(.{40})./m, '$1!')
      .slice(0, 90)
    writeFileSync(file('signing.pem'), damaged)
    const found = await problemOf()
    expect(found?.code).toBe('key-corrupt')
    for (const lang of ['zh', 'en'] as const) expect(renderProblem(found!, lang)).not.toContain(damaged.slice(30, 60))
    expect(readFileSync(file('signing.pem'), 'utf8')).toBe(damaged)
  })

  it.each([['known-keys.json'], ['signing.pub.pem']])('lost is noticed by what %s remembers', async (left) => {
    const old = await open()
    unlinkSync(file('signing.pem'))
    unlinkSync(file(left === 'known-keys.json' ? 'signing.pub.pem' : 'known-keys.json'))
    const found = await problemOf()
    expect(found).toMatchObject({ code: 'key-lost', expected: old.publicKey.keyId })
    expect(found?.text.en).toMatch(/still verify with their public key/)
    expect(readdirSync(folder)).toEqual([left])
  })

  it.each(['lost', 'damaged'])(
    '%s gives way to a new identity only when asked to, and the old public key stays known',
    async (how) => {
      const old = await open()
      if (how === 'lost') unlinkSync(file('signing.pem'))
      else writeFileSync(file('signing.pem'), 'rubbish')
      const fresh = await open({ newIdentity: true })
      expect(fresh.publicKey.keyId).not.toBe(old.publicKey.keyId)
      expect((await open()).publicKey).toEqual(fresh.publicKey)
      const known = await knownKeys(folder)
      expect(known.ok && known.value).toEqual([old.publicKey, fresh.publicKey])
      const aside = readdirSync(folder).filter((n) => n.includes('.before-'))
      expect(aside.map((n) => n.split('.before-')[0]).sort()).toEqual(
        how === 'lost' ? ['signing.pub.pem'] : ['signing.pem', 'signing.pub.pem'],
      )
    },
  )

  it('sound is kept even when a new identity is allowed', async () => {
    const old = await open()
    expect((await open({ newIdentity: true })).publicKey).toEqual(old.publicKey)
  })

  it('beside the public key of another is refused', async () => {
    await open()
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
    writeFileSync(file('signing.pub.pem'), other)
    expect(await problemOf()).toMatchObject({ code: 'key-pair-mismatch' })
  })

  it('is not made when the list of known keys is damaged', async () => {
    await open()
    unlinkSync(file('signing.pem'))
    writeFileSync(file('known-keys.json'), '{"keys":[')
    expect(await problemOf()).toMatchObject({ code: 'known-keys-corrupt' })
    expect(readdirSync(folder)).not.toContain('signing.pem')
  })
})

describe('signing key file for CI', () => {
  const ci = (content: string, bits = 0o600) => {
    const path = join(home, 'ci.pem')
    writeFileSync(path, content, { mode: bits })
    return { folder, file: path }
  }
  const pemOf = (pair: { privateKey: { export(o: object): unknown } }, more = {}) =>
    pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...more }) as string

  it('is used as it is, and the keys folder is not touched', async () => {
    const pair = generateKeyPairSync('ed25519')
    const key = await openSigningKey(ci(pemOf(pair)))
    expect(key.ok && verify(null, utf8('x'), pair.publicKey, key.value.sign(utf8('x')))).toBe(true)
    expect(readdirSync(home)).toEqual(['ci.pem'])
  })

  it.each([
    ['missing', 'key-file-missing', () => ({ folder, file: join(home, 'none.pem') })],
    ['readable by others', 'key-readable-by-others', () => ci(pemOf(generateKeyPairSync('ed25519')), 0o644)],
    ['rubbish', 'key-corrupt', () => ci('rubbish')],
    ['an EC key', 'key-not-ed25519', () => ci(pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })))],
    [
      'encrypted',
      'key-encrypted',
      () => ci(pemOf(generateKeyPairSync('ed25519'), { cipher: 'aes-256-cbc', passphrase: 'p' })),
    ],
  ])('%s: %s', async (_, code, options) => {
    expect(await problemOf(options())).toMatchObject({ code })
  })

  it('and the folder come from the environment', () => {
    expect(signingKeyOptions({})).toEqual({ folder: join(homedir(), '.plumbline', 'keys') })
    expect(signingKeyOptions({ PLUMBLINE_HOME: '/srv/p', PLUMBLINE_SIGNING_KEY_FILE: '/run/k.pem' })).toEqual({
      folder: join('/srv/p', 'keys'),
      file: '/run/k.pem',
    })
  })
})

describe('several processes that make the first key at once', () => {
  let code: ReturnType<typeof compiled>
  beforeAll(() => {
    code = compiled('src/attestation/keys.ts')
  })
  afterAll(() => code.remove())

  it('all get the same key', async () => {
    const script = `
      const { openSigningKey } = await import(process.argv[1])
      const start = Number(process.argv[3])
      while (Date.now() < start);
      const key = await openSigningKey({ folder: process.argv[2] })
      console.log(key.ok ? key.value.publicKey.keyId : key.problems[0].code)`
    for (let round = 0; round < 5; round++) {
      const target = join(home, `round-${round}`)
      const start = String(Date.now() + 700)
      const run = () =>
        promisify(execFile)(process.execPath, [
          '--input-type=module',
          '-e',
          script,
          join(code.folder, 'attestation/keys.js'),
          target,
          start,
        ])
      const ids = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout.trim())
      expect(ids[0]).toMatch(/^[0-9a-f]{64}$/)
      expect(new Set(ids).size).toBe(1)
      expect(readdirSync(target).sort()).toEqual(['known-keys.json', 'signing.pem', 'signing.pub.pem'])
    }
  })
})
