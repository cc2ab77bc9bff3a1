import type { Problem } from '../../../language/problem.ts'
import { SetupError } from '../../contract.ts'
import type { SecondService } from './afterwards.ts'

const names = {
  classifier: { zh: '分类模型', en: 'Classifier' },
  judge: { zh: '判别模型', en: 'Judge model' },
} as const

/** A problem with a section of `access` that only shows while measuring. */
export function problemError(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text })
}

/** The fault of a second service, told from one of the subject's own endpoint. */
export function ofService(service: SecondService, error: unknown): unknown {
  if (!(error instanceof SetupError) || error.fault.code === 'cancelled') return error
  const { code, text, detail } = error.fault
  const own =
    code === 'unexpected-answer'
      ? { zh: '回答不是约定的格式。', en: 'The answer does not have the declared form.' }
      : { zh: text.zh ?? '', en: text.en ?? '' }
  return new SetupError({
    code: code.startsWith(service) ? code : `${service}-${code}`,
    text: { zh: `${names[service].zh}：${own.zh}`, en: `${names[service].en}: ${own.en}` },
    ...(detail === undefined ? {} : { detail }),
  })
}
