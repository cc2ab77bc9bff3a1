import { createPrivateKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'
import { type Envelope, inTotoPayload, openEnvelope, pae, trustedSigners } from './dsse.ts'
import { signingKeyFromPem } from './keys/private-key.ts'
import { type PublicKey, publicKey } from './public-key.ts'
import { addSignature, type SigningKey, signEnvelope } from './sign.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array) => new TextDecoder().decode(data)

function newKey(): SigningKey {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const key = signingKeyFromPem(pem, 'test')
  if (!key.ok) throw new Error(key.problems[0]?.code)
  return key.value
}

const [alice, bob, carol] = [newKey(), newKey(), newKey()]
const payload = bytes('{"_type":"https://in-toto.io/Statement/v1"}')

function checks(envelope: Envelope, ...trusted: PublicKey[]) {
  const opened = openEnvelope(envelope, trusted)
  return opened.ok
    ? opened.value.checks.map((c) => (c.state === 'trusted' ? 'trusted' : c.problem.code))
    : opened.problems[0]!.code
}

function without(envelope: Envelope): Envelope {
  return { ...envelope, signatures: envelope.signatures.map(({ extension: _, ...rest }) => rest) }
}

describe('pre-authentication encoding', () => {
  it('is the test vector of the DSSE protocol', () => {
    expect(text(pae('http://example.com/HelloWorld', bytes('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('counts bytes, not characters, and marks an empty body by its length', () => {
    expect(text(pae('application/类型', bytes('准')))).toBe('DSSEv1 18 application/类型 3 准')
    expect(text(pae('', new Uint8Array()))).toBe('DSSEv1 0  0 ')
  })

  it('is never the same for two pairs', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (t1, b1, t2, b2) => {
        fc.pre(text(bytes(b1)) !== text(bytes(b2)) || t1 !== t2)
        expect(pae(t1, bytes(b1))).not.toEqual(pae(t2, bytes(b2)))
      }),
    )
  })
})

describe('envelope', () => {
  /** RFC 8032 section 7.1, TEST 1: the private key and its public key. */
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const rfcPublic = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])

  it('is signed by node:crypto as by @noble/curves, and each verifies the other', () => {
    const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    const message = pae(inTotoPayload, payload)
    const byNode = sign(null, message, secret)
    expect(new Uint8Array(byNode)).toEqual(ed25519.sign(message, seed))
    expect(ed25519.getPublicKey(seed)).toEqual(new Uint8Array(rfcPublic))
    const made = { payload: toBase64(payload), payloadType: inTotoPayload, signatures: [{ sig: toBase64(byNode) }] }
    expect(checks(made, publicKey(new Uint8Array(rfcPublic)))).toEqual(['trusted'])
  })

  it('made here verifies with node:crypto', () => {
    const [signature] = signEnvelope(inTotoPayload, payload, [alice]).signatures
    const spki = Buffer.from(signature!.extension!.ext['spki'] as string, 'base64')
    const key = { key: spki, format: 'der' as const, type: 'spki' as const }
    expect(verify(null, pae(inTotoPayload, payload), key, fromBase64(signature!.sig)!)).toBe(true)
  })

  it('agrees with node:crypto about arbitrary messages and changed ones', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(63), fc.nat(7), (body, at, bit) => {
        const envelope = signEnvelope('text/plain', body, [alice])
        const sig = fromBase64(envelope.signatures[0]!.sig)!
        sig[at]! ^= 1 << bit
        const changed = { ...envelope, signatures: [{ ...envelope.signatures[0]!, sig: toBase64(sig) }] }
        expect(checks(envelope, alice.publicKey)).toEqual(['trusted'])
        expect(checks(changed, alice.publicKey)).toEqual(['dsse-tampered'])
      }),
      { numRuns: 30 },
    )
  })

  it('takes several signatures, and counts a key once however often it signs', () => {
    const two = addSignature(signEnvelope(inTotoPayload, payload, [alice, alice]), payload, bob)
    const opened = openEnvelope(two, [alice.publicKey, bob.publicKey])
    expect(opened.ok && opened.value.checks.map((c) => c.state)).toEqual(['trusted', 'trusted', 'trusted'])
    expect(opened.ok && trustedSigners(opened.value.checks)).toBe(2)
  })

  it('needs no key id: it is a hint (DSSE protocol)', () => {
    const { signatures, ...rest } = without(signEnvelope(inTotoPayload, payload, [alice]))
    expect(
      checks({ ...rest, signatures: signatures.map(({ sig }) => ({ sig })) }, bob.publicKey, alice.publicKey),
    ).toEqual(['trusted'])
  })

  const one = signEnvelope(inTotoPayload, payload, [alice])
  const first = one.signatures[0]!
  const withSignature = (s: Partial<typeof first>): Envelope => ({ ...one, signatures: [{ ...first, ...s }] })
  it.each<[string, string, Envelope, PublicKey[]]>([
    ['a signer who is not known', 'dsse-unknown-signer', one, [bob.publicKey]],
    ['a key id that nobody has', 'dsse-unknown-key', without(one), [bob.publicKey]],
    ['a key id of another', 'dsse-wrong-key', withSignature({ keyid: carol.publicKey.keyId }), [alice.publicKey]],
    [
      'a carried key that did not sign',
      'dsse-wrong-key',
      withSignature({ sig: toBase64(bob.sign(pae(inTotoPayload, payload))), keyid: bob.publicKey.keyId }),
      [],
    ],
    ['a changed payload', 'dsse-tampered', { ...one, payload: toBase64(bytes('{}')) }, [alice.publicKey]],
    ['a changed payload under an unknown signer', 'dsse-tampered', { ...one, payload: toBase64(bytes('{}')) }, []],
    ['a changed payload type', 'dsse-tampered', { ...one, payloadType: 'application/json' }, [alice.publicKey]],
    ['a signature that is no base64', 'dsse-signature-base64', withSignature({ sig: 'x y' }), [alice.publicKey]],
    [
      'a short signature',
      'dsse-signature-length',
      withSignature({ sig: toBase64(new Uint8Array(63)) }),
      [alice.publicKey],
    ],
    [
      'an unreadable carried key',
      'dsse-carried-key',
      withSignature({ extension: { kind: first.extension!.kind, ext: { spki: 'AAAA' } } }),
      [alice.publicKey],
    ],
  ])('tells %s: %s', (_, code, envelope, trusted) => {
    expect(checks(envelope, ...trusted)).toEqual([code])
  })

  it('tells a payload that is no base64', () => {
    expect(checks({ ...one, payload: '***' }, alice.publicKey)).toBe('dsse-payload-base64')
  })

  it('refuses the all-zero key, which signs anything under lax rules', () => {
    const weak = publicKey(Uint8Array.of(1, ...new Uint8Array(31)))
    const sig = toBase64(Uint8Array.of(1, ...new Uint8Array(63)))
    expect(checks({ ...one, signatures: [{ sig }] }, weak)).toEqual(['dsse-unknown-key'])
  })
})
