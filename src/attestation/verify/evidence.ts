import type { Evidence } from '../../judge/evidence.ts'
import { type Problem, problem } from '../../language/problem.ts'
import type { JsonValue } from '../canonical.ts'
import { readJson, readShaped } from '../json-file.ts'
import { evidenceShape, names } from '../layout.ts'
import type { Statement } from '../statement.ts'
import { differences } from './compare.ts'
import { fileOf } from './missing.ts'
import type { Files } from './parts.ts'
import { failedStep, notChecked, passed, type StepReport } from './steps.ts'

export interface EvidenceResult {
  readonly report: StepReport
  readonly evidence?: Evidence
}

/**
 * What the judge was given is what was measured: `evidence.measures` holds the measurements (without their `detail`) and nothing
 * else, and the day and party are those that were signed.
 */
export function checkEvidence(
  files: Files,
  measurements: { readonly [measure: string]: JsonValue } | undefined,
  statement: Statement | undefined,
): EvidenceResult {
  const bytes = fileOf(files, names.evidence)
  if (!bytes.ok) return { report: failedStep('evidence', bytes.problems) }
  const shaped = readShaped(bytes.value, names.evidence, evidenceShape)
  const json = readJson(bytes.value, names.evidence)
  if (!shaped.ok) return { report: failedStep('evidence', shaped.problems) }
  if (!json.ok) return { report: failedStep('evidence', json.problems) }
  const evidence = json.value as unknown as Evidence
  const problems = statement ? signedProblems(evidence, statement) : []
  if (!measurements)
    return { evidence, report: problems.length > 0 ? failedStep('evidence', problems) : notChecked('evidence') }
  const expected = { measures: Object.fromEntries(Object.entries(measurements).map(([m, r]) => [m, withoutDetail(r)])) }
  const held = { measures: evidence.measures } as unknown as JsonValue
  problems.push(
    ...differences('evidence-differs', names.evidence, held, expected, {
      zh: '判定所依据的测定值不是归算所得',
      en: 'the judge was given other measurements than were determined',
    }),
  )
  return { evidence, report: problems.length > 0 ? failedStep('evidence', problems) : passed('evidence') }
}

function withoutDetail(reduction: JsonValue): JsonValue {
  const { n, evidence, quantities } = reduction as { readonly [key: string]: JsonValue }
  return { n: n!, evidence: evidence!, quantities: quantities! }
}

function signedProblems({ assessment }: Evidence, { predicate }: Statement): Problem[] {
  return (['date', 'party'] as const)
    .filter((key) => assessment[key] !== predicate[key])
    .map((key) =>
      problem(
        'statement-assessment',
        {
          zh: '签署的评估日期或评估方与判定依据中的不同',
          en: 'the day or party that was signed is not the one the judge was given',
        },
        {
          place: { file: names.evidence, path: `/assessment/${key}` },
          expected: String(predicate[key]),
          got: String(assessment[key]),
        },
      ),
    )
}
