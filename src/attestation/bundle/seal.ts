import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * The seal is the ZIP's comment: the SHA-256 of every byte before it. It tells a damaged copy from an altered report at once,
 * and covers the bits that no file's digest covers. It is no signature: anyone can make one.
 */
const prefix = 'plumbline-bundle/1 sha256:'

export const sealLength = prefix.length + 64

export function sealText(digest: Uint8Array): Uint8Array {
  return utf8ToBytes(prefix + bytesToHex(digest))
}
