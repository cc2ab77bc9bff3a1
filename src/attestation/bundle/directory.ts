import { sha256 } from '@noble/hashes/sha2.js'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { equalBytes } from '../bytes.ts'
import { signatures, sizes } from './headers.ts'
import type { BundleLimits } from './limits.ts'
import { refuse } from './refusals.ts'
import { sealLength, sealText } from './seal.ts'

/** Where the central directory lies, from the record at the very end of the file. */
export interface Directory {
  readonly entries: number
  readonly start: number
  readonly end: number
  /** whether the file carries our seal, and it fits */
  readonly sealed: boolean
}

/** Finds the end record, checks the seal if there is one, and makes sure that nothing lies behind or before the archive. */
export function findDirectory(bytes: Uint8Array, limits: BundleLimits): Outcome<Directory> {
  if (bytes.length > limits.bytes)
    return failed(refuse('bundle-too-large', undefined, { expected: `<= ${limits.bytes}`, got: bytes.length }))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecordAt(view)
  if (end === undefined) return failed(refuse('bundle-not-zip'))
  const comment = end + sizes.end
  const commentLength = view.getUint16(end + 20, true)
  if (comment + commentLength < bytes.length)
    return failed(refuse('bundle-trailing-bytes', undefined, { got: bytes.length - comment - commentLength }))

  const hasSeal = commentLength === sealLength && bytes[comment] === 0x70
  if (hasSeal && !equalBytes(bytes.subarray(comment), sealText(sha256(bytes.subarray(0, comment)))))
    return failed(refuse('bundle-damaged'))

  const [entries, size, start] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ]
  const split = view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 6, true) !== 0
  if (split || entries === 0xffff || size === 0xffffffff || start === 0xffffffff) return failed(refuse('bundle-zip64'))
  if (entries > limits.entries)
    return failed(refuse('bundle-too-many-entries', undefined, { expected: `<= ${limits.entries}`, got: entries }))
  if (view.getUint16(end + 8, true) !== entries || start + size > end) return failed(refuse('bundle-directory-broken'))
  if (start + size < end) return failed(refuse('bundle-leading-bytes', undefined, { got: end - start - size }))
  return done({ entries, start, end, sealed: hasSeal })
}

/** The last end record whose comment does not run past the end of the file. */
function endRecordAt(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - sizes.end - 0xffff)
  for (let at = view.byteLength - sizes.end; at >= lowest; at--)
    if (
      view.getUint32(at, true) === signatures.end &&
      at + sizes.end + view.getUint16(at + 20, true) <= view.byteLength
    )
      return at
  return undefined
}
