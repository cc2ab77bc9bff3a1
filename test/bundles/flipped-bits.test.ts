import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBundle } from '../../src/attestation/bundle/read.ts'
import { sealLength, sealText } from '../../src/attestation/bundle/seal.ts'
import { equalBytes } from '../../src/attestation/bytes.ts'
import { verify } from '../../src/attestation/verify.ts'
import { newKey, parts, sampleBundle } from './sample.ts'

const key = newKey()
const bundle = sampleBundle(key)
const view = new DataView(bundle.buffer)
const trusted = parts(key)
const original = readBundle(bundle)

function flipped(bit: number): Uint8Array {
  const copy = bundle.slice()
  copy[bit >> 3]! ^= 1 << (bit & 7)
  return copy
}

/** As one would who wants the change to go unnoticed: the seal is no secret. */
function sealedAgain(bytes: Uint8Array): Uint8Array {
  const body = bytes.subarray(0, bytes.length - sealLength)
  bytes.set(sealText(sha256(body)), body.length)
  return bytes
}

/** Byte positions of everything that is not packed content: local headers, directory, end record, seal. */
function headerBytes(): number[] {
  const end = bundle.length - sealLength - 22
  const directory = view.getUint32(end + 16, true)
  const positions: number[] = []
  for (let at = 0; at < directory; ) {
    const length = 30 + view.getUint16(at + 26, true)
    for (let i = 0; i < length; i++) positions.push(at + i)
    at += length + view.getUint32(at + 18, true)
  }
  for (let at = directory; at < bundle.length; at++) positions.push(at)
  return positions
}

describe('one flipped bit', () => {
  it('anywhere in headers, directory, end or seal is noticed', () => {
    const positions = headerBytes()
    expect(positions.length).toBeGreaterThan(1000)
    for (const at of positions) for (let b = 0; b < 8; b++) expect(readBundle(flipped(at * 8 + b)).ok).toBe(false)
  })

  it('anywhere else is noticed', () => {
    fc.assert(
      fc.property(fc.nat(bundle.length * 8 - 1), (bit) => {
        expect(verify(flipped(bit), trusted).verdict).toBe('altered')
      }),
      { numRuns: 2000 },
    )
  })

  it('in a header is noticed even when the seal is made anew', () => {
    const sealStart = bundle.length - sealLength
    for (const at of headerBytes().filter((p) => p < sealStart))
      for (let b = 0; b < 8; b++) expect(verify(sealedAgain(flipped(at * 8 + b)), trusted).verdict).toBe('altered')
  })

  it('in packed content is noticed when the seal is made anew, or changes no file', () => {
    let harmless = 0
    fc.assert(
      fc.property(fc.nat((bundle.length - sealLength) * 8 - 1), (bit) => {
        const bytes = sealedAgain(flipped(bit))
        if (verify(bytes, trusted).verdict === 'altered') return
        const read = readBundle(bytes)
        harmless++
        expect(read.ok && original.ok && [...read.value].every(([n, c]) => equalBytes(c, original.value.get(n)!))).toBe(
          true,
        )
      }),
      { numRuns: 2000 },
    )
    expect(harmless).toBeLessThan(100)
  })
})
