import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../../language/problem.ts'
import { addressProblems, type Endpoint, endpointSchema, fromIssue } from '../../client/endpoint.ts'

/** A judge model: an endpoint as the subject's, and the family it is of. Temperature is 0 whatever stands there. */
const judgeSchema = endpointSchema
  .extend({ family: z.string().min(1) })
  .omit({ system: true, stream: true, temperature: true })
export type JudgeModel = Endpoint & { readonly family: string }

const section = 'access.judge'

/**
 * Reads `access.judge`: one model, which votes three times, or a list of two, which vote once each. Problems: judge-missing, judge-count,
 * judge-own-family, subject-family-missing, endpoint-*, api-key-*. A model of the subject's own family, or the subject itself, is refused:
 * a judge that judges itself says nothing (Zheng et al., NeurIPS 2023, on self-enhancement).
 */
export function readJudges(
  given: unknown,
  subjectEndpoint: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Outcome<readonly JudgeModel[]> {
  if (given === undefined || given === null) {
    return failed(
      problem(
        'judge-missing',
        { zh: '被测对象没有说明判别模型。', en: 'The subject file does not say which judge model to ask.' },
        {
          place: { path: section },
          expected: 'access: { judge: { url, model, family } }',
          next: {
            zh: '在 access 下写明 judge，或把参数 judge 改为 rules。',
            en: 'Write a judge under access, or set the parameter judge to rules.',
          },
        },
      ),
    )
  }
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  if (list.length < 1 || list.length > 2) {
    return failed(
      problem(
        'judge-count',
        { zh: '判别模型只能是一个或两个。', en: 'There must be one judge model or two.' },
        { place: { path: section }, expected: '1, 2', got: String(list.length) },
      ),
    )
  }
  const problems: Problem[] = []
  const judges: JudgeModel[] = []
  for (const [i, one] of list.entries()) {
    const place = list.length > 1 ? `${section}.${i}` : section
    const parsed = judgeSchema.safeParse(one)
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => fromIssue(issue, place, judgeSchema)))
      continue
    }
    const judge = { ...parsed.data, stream: false, temperature: 0 }
    problems.push(...addressProblems(judge, env, place), ...selfProblems(judge, subjectEndpoint, place))
    judges.push(judge)
  }
  if (judges.length === 2 && judges[0]!.url === judges[1]!.url && judges[0]!.model === judges[1]!.model) {
    problems.push(
      problem(
        'judge-count',
        { zh: '两个判别模型是同一个。', en: 'The two judge models are the same one.' },
        { place: { path: section }, got: judges[0]!.model },
      ),
    )
  }
  return problems.some((p) => p.severity === 'error') ? failed(...problems) : done(judges, problems)
}

function selfProblems(judge: JudgeModel, subjectEndpoint: unknown, place: string): Problem[] {
  const subject = endpointSchema.safeParse(subjectEndpoint)
  // what is wrong with the subject's own endpoint is said by its own reader
  if (!subject.success) return []
  const { url, model, family } = subject.data
  if (family === undefined) {
    return [
      problem(
        'subject-family-missing',
        {
          zh: '没有写明被测模型的系列，无法排除判别模型自己评自己。',
          en: 'The family of the model under test is not declared, so a judge of the same family cannot be ruled out.',
        },
        { place: { path: 'access.endpoint.family' }, expected: 'family: …' },
      ),
    ]
  }
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  if (!same(judge.family, family) && !(judge.url === url && same(judge.model, model))) return []
  return [
    problem(
      'judge-own-family',
      {
        zh: '判别模型与被测模型同系列，等于自己评自己。',
        en: 'The judge model is of the same family as the model under test and would judge itself.',
      },
      { place: { path: `${place}.family` }, expected: `≠ ${family}`, got: `${judge.family} (${judge.model})` },
    ),
  ]
}
