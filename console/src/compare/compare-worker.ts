import '../standards/jitless.ts'
import { type Comparison, compare } from '../../../src/assessment/compare.ts'
import { readBundle } from '../../../src/attestation/bundle/read.ts'

self.onmessage = ({ data: [first, second] }: MessageEvent<readonly [Uint8Array, Uint8Array]>) => {
  const [a, b] = [readBundle(first), readBundle(second)]
  let told: Comparison | null = null
  try {
    if (a.ok && b.ok) told = compare(new Map(a.value), new Map(b.value))
  } catch {
    told = null
  }
  self.postMessage(told)
}
