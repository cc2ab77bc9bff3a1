import '../standards/jitless.ts'
import { standardIn } from '../../../src/assessment/report-of.ts'
import { readBundle } from '../../../src/attestation/bundle/read.ts'
import { names } from '../../../src/attestation/layout.ts'
import type { Evidence } from '../../../src/judge/evidence.ts'
import type { WhatIf } from '../../../src/judge/what-if/document.ts'
import { whatIf } from '../../../src/judge/what-if/what-if.ts'
import type { Outcome } from '../../../src/language/problem.ts'

export interface LeastAsk {
  readonly bytes: Uint8Array
  readonly evidence: Evidence
  readonly result: string
}

/** One search and it is over: whoever does not want to wait ends the worker. */
self.onmessage = ({ data: { bytes, evidence, result } }: MessageEvent<LeastAsk>) => {
  self.postMessage(found(bytes, evidence, result))
}

function found(bytes: Uint8Array, evidence: Evidence, result: string): Outcome<WhatIf> {
  const files = readBundle(bytes)
  if (!files.ok) return files
  const manifest = new TextDecoder().decode(files.value.get(names.manifest))
  const loaded = standardIn(files.value, (JSON.parse(manifest) as { standard: { entry: string } }).standard.entry)
  return loaded.ok ? whatIf(loaded.value, evidence, { result }) : loaded
}
