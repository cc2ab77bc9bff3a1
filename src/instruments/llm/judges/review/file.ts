import { done, failed, type Outcome, type Problem, problem, warning } from '../../../../language/problem.ts'
import { type MeasureContext, SetupError, type Subject } from '../../../contract.ts'
import { findFile } from '../../bank/files.ts'
import { problemError } from '../fault.ts'
import { readReviews } from './read.ts'
import type { Review, ReviewResult } from './review.ts'

/** The file of reviews that a subject names: CSV or JSON lines, relative to its folder. */
export function reviewFile(subject: Subject): string | undefined {
  const file = subject.access['review']
  return typeof file === 'string' && file !== '' ? file : undefined
}

/** Sheets beyond this are no sheets of a sample. */
const MOST_CHARACTERS = 64 * 1024 * 1024

/** The piece of work that stands for people judging one answer: it has no result until they have. */
export function reviewItem(answer: string, file: string) {
  return { id: `${REVIEW}${answer}`, work: { review: answer, file } }
}

const REVIEW = 'review:'

/** Whether an item is such a piece of work, by its id. */
export const isReview = (id: string): boolean => id.startsWith(REVIEW)

/** The reviews of one answer. Throws a SetupError where there is none yet, so that the next run looks again. */
export async function reviewOf(answer: string, file: string, context: MeasureContext): Promise<ReviewResult> {
  const read = await context.shared(
    `llm-reviews ${file}`,
    () => readFile(context.subject, file),
    () => {},
  )
  if (!read.ok && read.problems[0]?.code !== 'bank-missing') throw problemError(read.problems)
  const reviews = read.ok ? read.value.get(answer) : undefined
  if (reviews === undefined) {
    throw new SetupError({
      code: 'not-reviewed',
      text: { zh: '这条回答还没有人工评审。', en: 'Nobody has reviewed this answer yet.' },
    })
  }
  return { kind: 'review', of: answer, reviews }
}

/** What is wrong with the reviews as they are; that there are none yet is a warning, because the answers come first. */
export async function reviewProblems(subject: Subject): Promise<readonly Problem[]> {
  const file = reviewFile(subject)
  if (file === undefined) {
    return [
      problem(
        'review-undeclared',
        { zh: '被测对象没有写明人工评审文件。', en: 'The subject does not say in which file its reviews are.' },
        {
          place: { path: 'access.review' },
          expected: 'access: { review: reviews/content.csv }',
          next: {
            zh: '在 access 下写明 review：评审文件的路径，文件可以以后再有。',
            en: 'Name the file under access.review; it need not exist yet.',
          },
        },
      ),
    ]
  }
  const read = await readFile(subject, file)
  if (read.ok) return []
  if (read.problems[0]?.code !== 'bank-missing') return read.problems
  return [
    warning(
      'review-missing',
      {
        zh: '还没有人工评审文件：先提问，再给出待评审的清单。',
        en: 'There is no file of reviews yet: the questions are asked first, then the list to review is written.',
      },
      { place: { file } },
    ),
  ]
}

async function readFile(subject: Subject, file: string): Promise<Outcome<ReadonlyMap<string, readonly Review[]>>> {
  const found = await findFile(file, subject.folder, undefined)
  if (!found.ok) return found
  if (found.value.text.length > MOST_CHARACTERS) {
    return failed(
      problem(
        'review-too-large',
        { zh: '评审文件过大。', en: 'The file of reviews is too large.' },
        { place: { file }, expected: `<= ${MOST_CHARACTERS}`, got: String(found.value.text.length) },
      ),
    )
  }
  const read = readReviews(found.value.text, file)
  return read.ok ? done(read.value) : read
}
