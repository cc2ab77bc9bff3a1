import '../standards/jitless.ts'
import { verifyBundle } from '../../../src/assessment/verify.ts'
import { type PublicKey, publicKeyOfPem } from '../../../src/attestation/public-key.ts'
import type { Verdict } from '../../../src/attestation/verify.ts'
import { renderHtml } from '../../../src/exchange/html/page.ts'

export interface Given {
  readonly bytes: Uint8Array
  /** PEM, one or several behind each other */
  readonly keys: string
}

self.onmessage = ({ data }: MessageEvent<Given>) => {
  const verdict: Verdict = verifyBundle(data.bytes, keysIn(data.keys), renderHtml)
  self.postMessage(verdict)
}

function keysIn(text: string): readonly PublicKey[] {
  return (text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? []).flatMap((pem) => {
    const read = publicKeyOfPem(`${pem}\n`)
    return read.ok ? [read.value] : []
  })
}
