import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { addressProblems, fromIssue } from '../../client/endpoint.ts'

/** The `access.classifier` section of a subject file: a service that scores one text. */
const classifierSchema = z.strictObject({
  /** where the text is sent to, whole: `http://127.0.0.1:8090/classify` */
  url: z.string().min(1),
  key: z.string().min(1).max(60).optional(),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional(),
  /**
   * `scores`: `{ "text": … }` is answered by `{ "scores": { "<class>": 0.02 } }`.
   * `openai-moderation`: `{ "input": …, "model": … }` is answered by `{ "results": [{ "category_scores": { "<category>": 0.02 } }] }`.
   */
  format: z.enum(['scores', 'openai-moderation']).default('scores'),
  /** sent along with `openai-moderation`, and named in the report */
  model: z.string().min(1).optional(),
  /** a score above it means that the text is of the class */
  threshold: z.number().min(0).max(1).default(0.5),
  /** category of the service: class id of the standard; categories that are not named here keep their own name, and count */
  classes: z.record(z.string(), z.string().min(1)).default({}),
  timeoutSeconds: z.number().positive().max(3600).default(30),
  concurrency: z.int().min(1).max(4096).default(4),
  requestsPerMinute: z.number().positive().optional(),
  retries: z.int().min(0).max(20).default(3),
})
export type Classifier = z.output<typeof classifierSchema>

const section = 'access.classifier'

/** Reads the section and says everything that is wrong with it. Problems: classifier-missing, endpoint-*, api-key-*. */
export function readClassifier(given: unknown, env: Readonly<Record<string, string | undefined>>): Outcome<Classifier> {
  if (given === undefined || given === null) {
    return failed(
      problem(
        'classifier-missing',
        { zh: '被测对象没有说明分类模型接口。', en: 'The subject does not say where its classifier is.' },
        {
          place: { path: section },
          expected: 'access: { classifier: { url, threshold } }',
          next: {
            zh: '在被测对象文件的 access 下写明 classifier。',
            en: 'Write a classifier under access in the subject file.',
          },
        },
      ),
    )
  }
  const parsed = classifierSchema.safeParse(given)
  if (!parsed.success) return failed(...parsed.error.issues.map((i) => fromIssue(i, section, classifierSchema)))
  const problems = addressProblems(parsed.data, env, section)
  return problems.some((p) => p.severity === 'error') ? failed(...problems) : done(parsed.data, problems)
}
