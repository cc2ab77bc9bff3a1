import { isError, type Problem } from '../language/problem.ts'
import { readBundle } from './bundle/read.ts'
import { checkEnvelope, type Signer } from './verify/envelope.ts'
import { checkEvidence } from './verify/evidence.ts'
import { checkFiles } from './verify/files.ts'
import { checkHeadline, checkJudgement, checkReports } from './verify/judgement.ts'
import { checkMeasurements } from './verify/measurements.ts'
import type { Files, VerifyParts } from './verify/parts.ts'
import { checkPlan, checkStandard } from './verify/standard.ts'
import { failedStep, notChecked, passed, type StepName, type StepReport, stepTitles } from './verify/steps.ts'

/**
 * - `genuine`: signed by a key the verifier trusts, whole, and every number and the judgement follow from the evidence
 * - `genuine-unknown-signer`: the same, but who signed is not known
 * - `altered`: something differs; `first` names it
 * - `not-rejudgeable`: nothing is known to differ, but not all of it could be computed again here; `first` says what to install
 */
export type VerdictKind = 'genuine' | 'genuine-unknown-signer' | 'altered' | 'not-rejudgeable'

export interface Verdict {
  readonly verdict: VerdictKind
  readonly steps: readonly StepReport[]
  readonly signers: readonly Signer[]
  /** the first thing that differs, or that could not be computed again */
  readonly first?: Problem
  readonly problems: readonly Problem[]
}

/** Without these a bundle is not judged again; `plan`, `headline` and `reports` are extra when the verifier brings them. */
const needed: readonly StepName[] = [
  'container',
  'signature',
  'files',
  'standard',
  'measurements',
  'evidence',
  'judgement',
]

/**
 * Verifies a bundle with nothing but its bytes and what the verifier brings: is it whole, who signed it, and does the judgement
 * follow from the evidence when everything is computed again? Pure; runs in a browser.
 */
export function verify<S extends { readonly hash: string }>(bundle: Uint8Array, parts: VerifyParts<S>): Verdict {
  const files = readBundle(bundle, parts.limits)
  if (!files.ok) {
    const others = (Object.keys(stepTitles) as StepName[]).slice(1)
    return conclude([failedStep('container', files.problems), ...others.map((step) => notChecked(step))], [])
  }
  return verifyFiles(files.value, parts)
}

function verifyFiles<S extends { readonly hash: string }>(files: Files, parts: VerifyParts<S>): Verdict {
  const { statement, signers, report: signature } = checkEnvelope(files, parts.trustedKeys ?? [])
  const standard = checkStandard(files, statement, parts)
  const measurements = checkMeasurements(files, parts.reducers)
  const evidence = checkEvidence(files, measurements.held, statement)
  const steps = [
    passed('container'),
    signature,
    statement ? checkFiles(files, statement) : notChecked('files'),
    standard.report,
    checkPlan(files, standard, parts),
    measurements.report,
    evidence.report,
    checkJudgement(files, standard, evidence.evidence, parts),
    checkHeadline(files, standard.engine, statement, parts),
    checkReports(files, standard.engine, parts),
  ]
  return conclude(steps, signers)
}

function conclude(steps: readonly StepReport[], signers: readonly Signer[]): Verdict {
  const problems = steps.flatMap((s) => s.problems)
  const differing = steps.find((s) => s.outcome === 'failed')
  const open = steps.find((s) => s.outcome === 'not-checked' && (needed.includes(s.step) || s.problems.length > 0))
  const verdict = differing
    ? 'altered'
    : open
      ? 'not-rejudgeable'
      : signers.some((s) => s.trusted)
        ? 'genuine'
        : 'genuine-unknown-signer'
  const first = (differing ?? open)?.problems.find(isError)
  return { verdict, steps, signers, ...(first ? { first } : {}), problems }
}
