import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'

const file = z.string().min(1).max(500)

/** How a subject names its scores: files of comparisons, each a stratum of its own unless it says otherwise. */
const verificationAccess = z.strictObject({
  scores: z
    .array(z.union([file, z.strictObject({ file, stratum: z.string().min(1).max(200) })]))
    .min(1)
    .max(200),
  polarity: z.enum(['similarity', 'distance']).default('similarity'),
  /** a table probe_id, gallery_id, label, where the scores themselves do not say what they compare */
  reference: file.optional(),
})

export interface ScoreSource {
  /** as the subject writes it */
  readonly file: string
  readonly stratum: string
  /** real path, inside the subject's folder */
  readonly path: string
}

export interface VerificationAccess {
  readonly sources: readonly ScoreSource[]
  readonly polarity: Polarity
  readonly reference?: string
}

/** Problems: verification-access, scores-outside, scores-missing. */
export async function accessOf(subject: Subject, section: string): Promise<Outcome<VerificationAccess>> {
  const parsed = verificationAccess.safeParse(subject.access[section])
  const sources = parsed.success
    ? parsed.data.scores.map((s) => (typeof s === 'string' ? { file: s, stratum: s } : s))
    : []
  if (!parsed.success || new Set(sources.map((s) => s.file)).size < sources.length) {
    const path = parsed.success ? ['scores'] : (parsed.error.issues[0]?.path ?? [])
    return failed(
      problem(
        'verification-access',
        {
          zh: '被测对象没有正确写明比对分数文件。',
          en: 'The subject does not name its files of comparison scores as it should.',
        },
        {
          place: { path: ['access', section, ...path].join('.') },
          expected:
            "{scores: [FILE | {file, stratum}, …] without a file twice, polarity: 'similarity' | 'distance', reference?: FILE}",
          next: {
            zh: `在对象描述的 access.${section} 里补上这一段。`,
            en: `Write it under access.${section} of the subject.`,
          },
        },
      ),
    )
  }
  const found = await Promise.all(sources.map(async (s) => ({ ...s, path: await insidePath(subject.folder, s.file) })))
  const problems = found.flatMap((s) =>
    s.path === undefined ? [missing(s.file)] : s.path === 'outside' ? [outside(s.file)] : [],
  )
  if (problems.length > 0) return failed(...problems)
  return done({
    sources: found as readonly ScoreSource[],
    polarity: parsed.data.polarity,
    ...(parsed.data.reference === undefined ? {} : { reference: parsed.data.reference }),
  })
}

function missing(name: string) {
  return problem(
    'scores-missing',
    { zh: '找不到分数文件。', en: 'The score file was not found.' },
    {
      place: { file: name },
      next: { zh: '补上文件，或改正路径。', en: 'Add the file, or correct the path.' },
    },
  )
}

function outside(name: string) {
  return problem(
    'scores-outside',
    { zh: '分数文件在被测对象的文件夹之外。', en: "The score file lies outside the subject's folder." },
    {
      place: { file: name },
      next: {
        zh: '把文件放进该文件夹，用相对路径。',
        en: 'Put the file into that folder and use a relative path.',
      },
    },
  )
}
