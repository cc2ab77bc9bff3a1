import { failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { envelopeShape, inTotoPayload, openEnvelope, type SignatureCheck } from '../dsse.ts'
import { checkShape, readJson, readShaped } from '../json-file.ts'
import { names } from '../layout.ts'
import type { PublicKey } from '../public-key.ts'
import { assessmentPredicate, type Statement, statementShape, statementType } from '../statement.ts'
import { fileOf } from './missing.ts'
import type { Files } from './parts.ts'
import { failedStep, passed, type StepReport } from './steps.ts'

export interface Signer {
  readonly keyId: string
  readonly name?: string
  readonly trusted: boolean
}

export interface EnvelopeResult {
  readonly report: StepReport
  /** present whenever it can be read, even under a signature that does not hold: it still tells which file differs */
  readonly statement?: Statement
  readonly signers: readonly Signer[]
}

/** Opens the envelope, checks every signature in it and reads the statement. */
export function checkEnvelope(files: Files, trusted: readonly PublicKey[]): EnvelopeResult {
  const bytes = fileOf(files, names.envelope)
  const envelope = bytes.ok ? readShaped(bytes.value, names.envelope, envelopeShape) : bytes
  if (!envelope.ok) return { report: failedStep('signature', envelope.problems), signers: [] }
  const opened = openEnvelope(envelope.value, trusted)
  if (!opened.ok) return { report: failedStep('signature', opened.problems), signers: [] }

  const { payload, checks } = opened.value
  const statement = readStatement(envelope.value.payloadType, payload)
  const problems = checks.flatMap((c) => (c.state === 'trusted' ? [] : [c.problem]))
  const broken = [...problems.filter((p) => p.severity === 'error'), ...(statement.ok ? [] : statement.problems)]
  return {
    report: broken.length > 0 ? failedStep('signature', broken) : passed('signature', problems),
    ...(statement.ok ? { statement: statement.value } : {}),
    signers: signersOf(checks),
  }
}

function signersOf(checks: readonly SignatureCheck[]): readonly Signer[] {
  return checks.flatMap((check) => {
    if (check.state === 'failed') return []
    const { keyId, name } = check.key
    return [{ keyId, ...(name === undefined ? {} : { name }), trusted: check.state === 'trusted' }]
  })
}

function readStatement(payloadType: string, payload: Uint8Array): Outcome<Statement> {
  if (payloadType !== inTotoPayload) return failed(otherType('payloadType', inTotoPayload, payloadType))
  const value = readJson(payload, names.envelope)
  if (!value.ok) return value
  const head = value.value as { readonly _type?: unknown; readonly predicateType?: unknown } | null
  if (head?._type !== statementType) return failed(otherType('_type', statementType, head?._type))
  if (head.predicateType !== assessmentPredicate)
    return failed(otherType('predicateType', assessmentPredicate, head.predicateType))
  return checkShape(value.value, names.envelope, statementShape)
}

function otherType(key: string, expected: string, got: unknown): Problem {
  return problem(
    'statement-type',
    { zh: '签署的不是本工具所知的评估声明', en: 'what was signed is not an assessment statement known here' },
    { place: { file: names.envelope, path: `/${key}` }, expected, got: String(got).slice(0, 120) },
  )
}
