import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pemOfPublicKey, publicKeyOfPem } from './public-key.ts'

/** The example of RFC 8410 section 10.1. */
const pem = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`

describe('public key', () => {
  it('reads the key of RFC 8410 and names it by the hash of its DER', () => {
    const key = publicKeyOfPem(pem, 'someone')
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
    expect(key.ok && key.value.name).toBe('someone')
    expect(key.ok && key.value.keyId).toBe(createHash('sha256').update(der).digest('hex'))
    expect(key.ok && Buffer.from(key.value.raw).toString('hex')).toBe(
      '19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1',
    )
    expect(key.ok && pemOfPublicKey(key.value)).toBe(pem)
  })

  it.each([
    ['another algorithm', pem.replace('MCowBQYDK2Vw', 'MCowBQYDK2Vu')],
    ['a private key', pem.replaceAll('PUBLIC', 'PRIVATE')],
    ['a cut key', pem.replace('mEzf6FQbrBZ9w7', '')],
    ['no PEM', 'hello'],
  ])('refuses %s', (_, text) => {
    const key = publicKeyOfPem(text)
    expect(!key.ok && key.problems[0]?.code).toBe('public-key-unreadable')
  })
})
