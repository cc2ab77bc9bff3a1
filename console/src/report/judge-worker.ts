import '../standards/jitless.ts'
import { standardIn } from '../../../src/assessment/report-of.ts'
import { readBundle } from '../../../src/attestation/bundle/read.ts'
import { names } from '../../../src/attestation/layout.ts'
import type { Evidence } from '../../../src/judge/evidence.ts'
import { judge } from '../../../src/judge/judge.ts'
import type { Judgement } from '../../../src/judge/judgement.ts'
import type { Problem } from '../../../src/language/problem.ts'
import type { Standard } from '../../../src/language/standard.ts'

export type Ask =
  | { readonly kind: 'open'; readonly bytes: Uint8Array }
  | { readonly kind: 'judge'; readonly id: number; readonly evidence: Evidence }
export type Told =
  | { readonly id: number; readonly ok: true; readonly judgement: Judgement }
  | { readonly id: number; readonly ok: false; readonly problems: readonly Problem[] }

let standard: Standard | undefined
let refused: readonly Problem[] = []

self.onmessage = ({ data }: MessageEvent<Ask>) => {
  if (data.kind === 'open') {
    const files = readBundle(data.bytes)
    if (!files.ok) {
      refused = files.problems
      return
    }
    const { standard: at } = JSON.parse(new TextDecoder().decode(files.value.get(names.manifest))) as {
      standard: { entry: string }
    }
    const loaded = standardIn(files.value, at.entry)
    if (loaded.ok) standard = loaded.value
    else refused = loaded.problems
    return
  }
  const judged = standard ? judge(standard, data.evidence) : undefined
  const told: Told = judged?.ok
    ? { id: data.id, ok: true, judgement: judged.value }
    : { id: data.id, ok: false, problems: judged ? judged.problems : refused }
  self.postMessage(told)
}
