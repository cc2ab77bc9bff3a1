import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'

describe('base64', () => {
  it('agrees with Node both ways, in both alphabets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(toBase64(bytes)).toBe(text)
        expect(fromBase64(text)).toEqual(bytes)
        expect(fromBase64(text.replaceAll('+', '-').replaceAll('/', '_'))).toEqual(bytes)
      }),
    )
  })

  it('takes more bytes than one call can spread', () => {
    const bytes = new Uint8Array(200_000).fill(7)
    expect(Buffer.compare(fromBase64(toBase64(bytes))!, bytes)).toBe(0)
  })

  it.each([
    ['no padding', 'QQ'],
    ['unused bits set', 'QR=='],
    ['white space', 'QUJD\n'],
    ['both alphabets', '-_+/'],
    ['wrong length', 'QUJDR'],
    ['foreign letter', 'QU!D'],
    ['padding inside', 'QQ==QUJD'],
  ])('refuses %s', (_, text) => {
    expect(fromBase64(text)).toBeUndefined()
  })
})
