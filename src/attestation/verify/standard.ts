import { failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { readJson, readShaped } from '../json-file.ts'
import { type Manifest, manifestShape, names } from '../layout.ts'
import type { Statement } from '../statement.ts'
import { differences } from './compare.ts'
import { otherEngine } from './engine.ts'
import { attempt, fileOf } from './missing.ts'
import type { Files, VerifyParts } from './parts.ts'
import { failedStep, notChecked, passed, type StepReport } from './steps.ts'

export interface StandardResult<S> {
  readonly report: StepReport
  readonly standard?: S
  /** the engine that the manifest names */
  readonly engine?: string
}

/** Loads the standard out of the bundle and compares its hash with the signed one. */
export function checkStandard<S extends { readonly hash: string }>(
  files: Files,
  statement: Statement | undefined,
  parts: VerifyParts<S>,
): StandardResult<S> {
  const manifest = manifestOf(files)
  if (!manifest.ok) return { report: failedStep('standard', manifest.problems) }
  const { engine, standard } = manifest.value
  const entry = fileOf(files, standard.entry)
  const what = { zh: '标准无法载入', en: 'the standard does not load' }
  const attempted = entry.ok
    ? attempt('standard-does-not-load', standard.entry, what, () => parts.load(files, standard.entry))
    : entry
  const loaded = attempted.ok ? attempted.value : attempted
  const differing = otherEngine(engine, parts.engine)
  if (!loaded.ok) {
    const here = entry.ok && differing
    return {
      engine,
      report: here ? notChecked('standard', [differing, ...loaded.problems]) : failedStep('standard', loaded.problems),
    }
  }
  const result = { engine, standard: loaded.value }
  if (!statement) return { ...result, report: notChecked('standard') }
  const { hash } = loaded.value
  const signed = statement.predicate.standard.sha256
  if (hash === signed) return { ...result, report: passed('standard') }
  const found = otherStandard(standard.entry, signed, hash)
  return {
    ...result,
    report: differing ? notChecked('standard', [differing, found]) : failedStep('standard', [found]),
  }
}

function manifestOf(files: Files): Outcome<Manifest> {
  const bytes = fileOf(files, names.manifest)
  return bytes.ok ? readShaped(bytes.value, names.manifest, manifestShape) : failed(...bytes.problems)
}

function otherStandard(entry: string, expected: string, got: string): Problem {
  return problem(
    'standard-differs',
    { zh: '报告包里的标准不是签署时所称的标准', en: 'the standard in the bundle is not the one that was signed' },
    { place: { file: entry }, expected, got },
  )
}

/** The plan is the one that the standard asks for with this subject. */
export function checkPlan<S extends { readonly hash: string }>(
  files: Files,
  { standard, engine }: StandardResult<S>,
  parts: VerifyParts<S>,
): StepReport {
  if (!parts.plan || !standard) return notChecked('plan')
  const { plan } = parts
  const [subject, held] = [names.subject, names.plan].map((name) => {
    const bytes = fileOf(files, name)
    return bytes.ok ? readJson(bytes.value, name) : bytes
  }) as [ReturnType<typeof readJson>, ReturnType<typeof readJson>]
  if (!subject.ok) return failedStep('plan', subject.problems)
  if (!held.ok) return failedStep('plan', held.problems)
  const what = { zh: '标准要求的测定计划不同', en: 'the standard asks for another plan' }
  const again = attempt('plan-failed', names.plan, what, () => plan(standard, subject.value))
  const problems = again.ok ? differences('plan-differs', names.plan, held.value, again.value, what) : again.problems
  if (problems.length === 0) return passed('plan')
  const differing = otherEngine(engine, parts.engine)
  return differing ? notChecked('plan', [differing, ...problems]) : failedStep('plan', problems)
}
