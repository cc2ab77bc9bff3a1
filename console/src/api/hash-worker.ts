import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const PIECE = 8 * 2 ** 20

self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  const hash = sha256.create()
  for (let at = 0; at < data.size; at += PIECE) {
    hash.update(new Uint8Array(await data.slice(at, at + PIECE).arrayBuffer()))
    self.postMessage({ share: Math.min(1, (at + PIECE) / data.size) })
  }
  self.postMessage({ sha256: bytesToHex(hash.digest()) })
}
