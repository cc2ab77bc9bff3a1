import { verifyBundle } from '../../src/assessment/verify.ts'
import { publicKeyOfPem } from '../../src/attestation/public-key.ts'
import { renderHtml } from '../../src/exchange/html/page.ts'
import type { Evidence } from '../../src/judge/evidence.ts'
import { judge } from '../../src/judge/judge.ts'
import { canonicalBytes } from '../../src/language/canonical.ts'
import { loadStandard } from '../../src/language/load.ts'

/** What a page needs: judge evidence under a standard, and verify a bundle, with nothing but their texts and bytes. */
export function judgement(standardText: string, evidenceText: string): string {
  const standard = loadStandard('standard.yaml', standardText)
  if (!standard.ok) return JSON.stringify(standard.problems)
  const judged = judge(standard.value, JSON.parse(evidenceText) as Evidence)
  return judged.ok ? new TextDecoder().decode(canonicalBytes(judged.value)) : JSON.stringify(judged.problems)
}

export function verdict(bundle: Uint8Array, trustedPem: string): string {
  const key = publicKeyOfPem(trustedPem)
  const { verdict, steps } = verifyBundle(bundle, key.ok ? [key.value] : [], renderHtml)
  return JSON.stringify({ verdict, steps: steps.map((s) => `${s.step} ${s.outcome}`) })
}
