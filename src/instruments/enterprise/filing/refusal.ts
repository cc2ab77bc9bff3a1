import { type Problem, problem } from '../../../language/problem.ts'
import type { Text } from '../../../language/text.ts'
import { amountFields, countFields, enterpriseFields, splits } from './fields.ts'
import type { Where } from './form.ts'
import { rules } from './rules.ts'

/** What is wrong with the form of a filing at a path: what was expected, what stands there, and the rule that says so if one does. */
export interface FormFault {
  readonly path: string
  readonly expected: string
  readonly got: unknown
  readonly rule?: 'V6' | 'V7' | 'V8'
  /** a field that a filing does not have */
  readonly unknown?: true
}

export function refusal({ path, expected, got, rule, unknown }: FormFault, where: Where): Problem {
  const { zh, en } = titleOf(path) ?? { zh: '这一项', en: 'this' }
  const details = {
    place: where(path),
    expected,
    got: got === undefined ? 'nothing' : (JSON.stringify(got) ?? 'nothing').slice(0, 120),
    next: { zh: '改正后重新读入；整份填报在改正前不予判定', en: 'correct it; nothing of the filing is judged before' },
  }
  if (rule !== undefined) {
    const [code, text] = rules[rule]
    return problem(code, { zh: `${rule}：${text.zh}`, en: `${rule}: ${text.en}` }, details)
  }
  if (unknown) return problem('filing-unknown', { zh: '填报里没有这个字段', en: 'a filing has no such field' }, details)
  return got === undefined || got === null || got === ''
    ? problem('filing-missing', { zh: `没有填“${zh}”`, en: `${en}: missing` }, details)
    : problem('filing-field', { zh: `“${zh}”填得不合格式`, en: `${en}: not in the right form` }, details)
}

const byKey = new Map([...enterpriseFields, ...amountFields, ...countFields].map((f) => [f.key, f.title]))

function titleOf(path: string): Text | undefined {
  if (path === 'reports') return { zh: '年度', en: 'reports of the years' }
  const key = path.replace(/^reports\.\d+\./, '')
  return byKey.get(key) ?? splits.find((s) => key.startsWith(s.key))?.title
}
