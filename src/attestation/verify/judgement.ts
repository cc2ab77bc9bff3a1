import type { Evidence } from '../../judge/evidence.ts'
import { sha256Hex } from '../../language/canonical.ts'
import { type Problem, problem } from '../../language/problem.ts'
import type { JsonValue } from '../canonical.ts'
import { readJson } from '../json-file.ts'
import { names } from '../layout.ts'
import type { Statement } from '../statement.ts'
import { differences } from './compare.ts'
import { otherEngine } from './engine.ts'
import { attempt, fileOf } from './missing.ts'
import type { Files, VerifyParts } from './parts.ts'
import type { StandardResult } from './standard.ts'
import { failedStep, notChecked, passed, type StepName, type StepReport } from './steps.ts'

/** Judges again and compares with `judgement.json`, byte for byte. */
export function checkJudgement<S extends { readonly hash: string }>(
  files: Files,
  { standard, engine }: StandardResult<S>,
  evidence: Evidence | undefined,
  parts: VerifyParts<S>,
): StepReport {
  const held = heldJudgement(files)
  if (!held.ok) return failedStep('judgement', held.problems)
  if (!standard || !evidence) return notChecked('judgement')
  const what = { zh: '重新判定的结论不同', en: 'judged again, the judgement is another' }
  const again = attempt('judge-failed', names.evidence, { zh: '无法重新判定', en: 'judging again fails' }, () =>
    parts.judge(standard, evidence),
  )
  const problems = again.ok
    ? differences('judgement-differs', names.judgement, held.value, again.value, what)
    : again.problems
  return verdictOn('judgement', problems, otherEngine(engine, parts.engine))
}

/** The headline in the signed statement is the one that the judgement gives. */
export function checkHeadline<S extends { readonly hash: string }>(
  files: Files,
  engine: string | undefined,
  statement: Statement | undefined,
  parts: VerifyParts<S>,
): StepReport {
  const held = heldJudgement(files)
  const { headline } = parts
  if (!headline || !statement || !held.ok) return notChecked('headline')
  const what = { zh: '签署的结论与判定不符', en: 'the signed headline is not that of the judgement' }
  const again = attempt('headline-failed', names.judgement, what, () => headline(held.value))
  const signed = statement.predicate.headline as JsonValue
  const problems = again.ok
    ? differences('headline-differs', names.envelope, signed, again.value, what)
    : again.problems
  return verdictOn('headline', problems, otherEngine(engine, parts.engine))
}

/** Every report in the bundle can be written again from its other files, and is the same. */
export function checkReports<S extends { readonly hash: string }>(
  files: Files,
  engine: string | undefined,
  parts: VerifyParts<S>,
): StepReport {
  const { reports } = parts
  if (!reports) return notChecked('reports')
  const what = { zh: '报告无法重新写出', en: 'the reports cannot be written again' }
  const again = attempt('report-failed', names.judgement, what, () => reports(files))
  const problems = again.ok
    ? [...again.value].flatMap(([name, bytes]) => reportProblem(files, name, bytes))
    : again.problems
  return verdictOn('reports', problems, otherEngine(engine, parts.engine))
}

function heldJudgement(files: Files) {
  const bytes = fileOf(files, names.judgement)
  return bytes.ok ? readJson(bytes.value, names.judgement) : bytes
}

function reportProblem(files: Files, name: string, again: Uint8Array): readonly Problem[] {
  const bytes = fileOf(files, name)
  if (!bytes.ok) return bytes.problems
  const [expected, got] = [sha256Hex(again), sha256Hex(bytes.value)]
  if (expected === got) return []
  const text = { zh: '报告不是由此判定写出的', en: 'the report is not what this judgement gives' }
  return [problem('report-differs', text, { place: { file: name }, expected, got })]
}

function verdictOn(step: StepName, problems: readonly Problem[], differing: Problem | undefined): StepReport {
  if (problems.length === 0) return passed(step)
  return differing ? notChecked(step, [differing, ...problems]) : failedStep(step, problems)
}
