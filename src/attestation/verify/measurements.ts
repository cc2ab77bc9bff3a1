import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import type { JsonValue } from '../canonical.ts'
import { readJson, readShaped } from '../json-file.ts'
import { measurementsShape, names, type PlanEntry, planShape } from '../layout.ts'
import { readResults } from '../results-file.ts'
import { differences } from './compare.ts'
import { attempt, fileOf } from './missing.ts'
import type { Files, ReducerPart } from './parts.ts'
import { failedStep, notChecked, passed, type StepReport } from './steps.ts'

export interface MeasurementsResult {
  readonly report: StepReport
  /** `measurements.json` as it stands, for the steps that build on it */
  readonly held?: { readonly [measure: string]: JsonValue }
  readonly notInstalled: boolean
}

/** Reduces the results of every planned measure again and compares with `measurements.json`, byte for byte. */
export function checkMeasurements(files: Files, reducers: ReadonlyMap<string, ReducerPart>): MeasurementsResult {
  const inputs = readInputs(files)
  if (!inputs.ok) return { report: failedStep('measurements', inputs.problems), notInstalled: false }
  const { plan, held } = inputs.value
  const wrong = listProblems(files, plan, held)
  const absent: Problem[] = []
  for (const entry of plan) {
    const reducer = reducers.get(`${entry.instrument}@${entry.version}`) ?? reducers.get(entry.instrument)
    if (reducer?.version !== entry.version || reducer.name !== entry.instrument) {
      absent.push(notInstalled(entry, reducer))
      continue
    }
    const again = reduceAgain(files, entry, reducer)
    if (!again.ok) wrong.push(...again.problems)
    else if (Object.hasOwn(held, entry.measure)) {
      const one = (value: unknown) => ({ [entry.measure]: value })
      wrong.push(
        ...differences(
          'measurement-differs',
          names.measurements,
          one(held[entry.measure]!) as JsonValue,
          one(again.value),
          { zh: '由逐项结果重新归算的测定值不同', en: 'computed again from the results, the measurement is another' },
        ),
      )
    }
  }
  const report =
    wrong.length > 0
      ? failedStep('measurements', [...wrong, ...absent])
      : absent.length > 0
        ? notChecked('measurements', absent)
        : passed('measurements')
  return { report, held, notInstalled: absent.length > 0 }
}

function readInputs(files: Files): Outcome<{ plan: readonly PlanEntry[]; held: { readonly [m: string]: JsonValue } }> {
  const planBytes = fileOf(files, names.plan)
  const plan = planBytes.ok ? readShaped(planBytes.value, names.plan, planShape) : planBytes
  if (!plan.ok) return plan
  const heldBytes = fileOf(files, names.measurements)
  const shaped = heldBytes.ok ? readShaped(heldBytes.value, names.measurements, measurementsShape) : heldBytes
  if (!shaped.ok) return shaped
  const held = readJson((heldBytes as { value: Uint8Array }).value, names.measurements)
  return held.ok ? done({ plan: plan.value, held: held.value as { readonly [m: string]: JsonValue } }) : held
}

/** One plan entry, one results file and one measurement for every measure, and no others. */
function listProblems(files: Files, plan: readonly PlanEntry[], held: { readonly [m: string]: JsonValue }): Problem[] {
  const planned = new Set(plan.map((p) => p.measure))
  const problems: Problem[] = []
  if (planned.size < plan.length) problems.push(say('plan-repeats', names.plan))
  for (const { measure } of plan)
    if (!Object.hasOwn(held, measure)) problems.push(say('measurement-missing', names.measurements, measure))
  for (const measure of Object.keys(held))
    if (!planned.has(measure)) problems.push(say('measurement-unplanned', names.measurements, measure))
  const expected = new Set([...planned].map(names.results))
  for (const name of files.keys())
    if (name.startsWith('results/') && !expected.has(name)) problems.push(say('results-unplanned', name, name))
  return problems
}

function reduceAgain(files: Files, entry: PlanEntry, reducer: ReducerPart): Outcome<unknown> {
  const file = names.results(entry.measure)
  const bytes = fileOf(files, file)
  const lines = bytes.ok ? readResults(bytes.value, file) : bytes
  if (!lines.ok) return lines
  const params = reducer.params.safeParse(entry.params)
  if (!params.success)
    return failed({ ...say('plan-params', names.plan, entry.measure), got: params.error.message.slice(0, 200) })
  const results = lines.value.flatMap((line) => (line.ok ? [{ id: line.id, result: line.result as never }] : []))
  const what = { zh: '结果无法归算', en: 'the results cannot be reduced' }
  return attempt('reduce-failed', file, what, () => reducer.reduce(results, params.data as never, entry.confidences))
}

function notInstalled(entry: PlanEntry, reducer: ReducerPart | undefined): Problem {
  const wanted = `${entry.instrument}@${entry.version}`
  return problem(
    'instrument-not-installed',
    {
      zh: `本机没有 ${wanted}，无法重新归算测定项 ${entry.measure}`,
      en: `${wanted} is not here, so the measure ${entry.measure} cannot be computed again`,
    },
    {
      place: { file: names.plan },
      expected: wanted,
      got: reducer ? `${reducer.name}@${reducer.version}` : undefined,
      next: {
        zh: `安装带有 ${wanted} 的 plumbline 版本（见 manifest.json 的 tool）后再核验`,
        en: `install the plumbline that has ${wanted} (see tool in manifest.json) and verify again`,
      },
    },
  )
}

const texts = {
  'plan-repeats': { zh: '计划对同一测定项列了两次', en: 'the plan lists a measure twice' },
  'plan-params': { zh: '计划中的参数不为该仪器所接受', en: 'the instrument does not take the parameters in the plan' },
  'measurement-missing': { zh: '计划中的测定项没有测定值', en: 'a planned measure has no measurement' },
  'measurement-unplanned': { zh: '有测定值不在计划之中', en: 'there is a measurement that was not planned' },
  'results-unplanned': { zh: '有结果文件不在计划之中', en: 'there is a file of results that was not planned' },
} as const

function say(code: keyof typeof texts, file: string, got?: string): Problem {
  return problem(code, texts[code], { place: { file }, got })
}
