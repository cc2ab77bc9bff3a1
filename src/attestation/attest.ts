import { sha256Hex } from '../language/canonical.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { canonical } from './canonical.ts'
import { inTotoPayload } from './dsse.ts'
import { names } from './layout.ts'
import { type SigningKey, signEnvelope } from './sign.ts'
import { type AssessmentPredicate, makeStatement } from './statement.ts'

/**
 * The files of a bundle with the signed statement about all of them added as `attestation.dsse.json`.
 * Refuses to sign a statement whose judgement hash is not that of `judgement.json`, and to sign over an existing envelope.
 */
export function attest(
  files: ReadonlyMap<string, Uint8Array>,
  predicate: AssessmentPredicate,
  ...keys: readonly [SigningKey, ...SigningKey[]]
): Outcome<ReadonlyMap<string, Uint8Array>> {
  if (files.has(names.envelope))
    return failed(
      problem(
        'attest-twice',
        { zh: '这些文件已经签署过', en: 'these files are signed already' },
        {
          place: { file: names.envelope },
          next: { zh: '追加签名请用 addSignature', en: 'to add a signature use addSignature' },
        },
      ),
    )
  const judgement = files.get(names.judgement)
  const actual = judgement && sha256Hex(judgement)
  if (actual !== predicate.judgement.sha256)
    return failed(
      problem(
        'attest-judgement',
        {
          zh: '声明中的判定不是要签署的判定文件',
          en: 'the statement is about another judgement than the file to be signed',
        },
        { place: { file: names.judgement }, expected: predicate.judgement.sha256, got: actual ?? '—' },
      ),
    )
  const payload = canonical(makeStatement(files, predicate))
  if (!payload.ok) return payload
  const envelope = canonical(signEnvelope(inTotoPayload, payload.value, keys))
  return envelope.ok ? done(new Map([...files, [names.envelope, envelope.value]])) : envelope
}
