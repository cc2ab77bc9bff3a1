import type { Problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'

/** What verification looks at, in this order. */
export const stepTitles = {
  container: { zh: '容器完好', en: 'the container is whole' },
  signature: { zh: '签名有效', en: 'the signatures are valid' },
  files: { zh: '文件与签署的清单一致', en: 'the files are those that were signed' },
  standard: { zh: '标准可载入且就是所称的标准', en: 'the standard loads and is the one that is named' },
  plan: { zh: '测定计划出自该标准', en: 'the plan follows from the standard' },
  measurements: { zh: '由逐项结果重新归算测定值', en: 'the measurements are computed again from the results' },
  evidence: { zh: '判定依据就是这些测定值', en: 'the evidence is these measurements' },
  judgement: { zh: '重新判定得到相同结论', en: 'judging again gives the same judgement' },
  headline: { zh: '签署的结论就是判定的结论', en: 'the signed headline is that of the judgement' },
  reports: { zh: '报告由该判定写出', en: 'the reports are written from this judgement' },
} as const satisfies Record<string, Text>

export type StepName = keyof typeof stepTitles

/** `not-checked`: what the step needs was not at hand, or an earlier step that it rests on failed; its problems say which. */
export type StepOutcome = 'passed' | 'failed' | 'not-checked'

export interface StepReport {
  readonly step: StepName
  readonly title: Text
  readonly outcome: StepOutcome
  readonly problems: readonly Problem[]
}

export function passed(step: StepName, problems: readonly Problem[] = []): StepReport {
  return { step, title: stepTitles[step], outcome: 'passed', problems }
}

export function failedStep(step: StepName, problems: readonly Problem[]): StepReport {
  return { step, title: stepTitles[step], outcome: 'failed', problems }
}

export function notChecked(step: StepName, problems: readonly Problem[] = []): StepReport {
  return { step, title: stepTitles[step], outcome: 'not-checked', problems }
}
