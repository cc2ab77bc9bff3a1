import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { isDate } from '../bank/changelog.ts'
import { readCsv } from '../bank/csv.ts'
import { normaliseTerm } from './normalise.ts'

/** One row of a keyword library. A variant (homophone, split characters, pinyin) names the term it stands for. */
export interface Keyword {
  readonly term: string
  readonly classId: string
  readonly variantOf?: string
  readonly addedAt?: string
}

const columns = ['term', 'classId', 'variantOf', 'addedAt', 'reviewer']
const MOST_PROBLEMS = 20

/** Reads `keywords.csv` (columns term, classId, variantOf, addedAt, reviewer); every problem names its line. */
export function readKeywords(text: string, file: string): Outcome<readonly Keyword[]> {
  const { rows, unclosed } = readCsv(text)
  if (unclosed !== undefined) {
    return failed(
      problem(
        'keywords-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: unclosed } },
      ),
    )
  }
  const head = rows[0]?.cells ?? []
  if (columns.some((name, i) => head[i] !== name)) {
    return failed(
      problem(
        'keywords-columns',
        { zh: '关键词库的列名不对。', en: 'The keyword library does not have the expected columns.' },
        { place: { file, line: 1 }, expected: columns.join(','), got: head.join(',') },
      ),
    )
  }
  const body = rows.slice(1)
  // a variant stands for a term, not for another variant
  const terms = new Set(body.flatMap(({ cells }) => (cells[2] ? [] : [cells[0]])))
  const problems: Problem[] = []
  const library: Keyword[] = []
  for (const { line, cells } of body) {
    const [term = '', classId = '', variantOf = '', addedAt = ''] = cells
    const expected =
      normaliseTerm(term) === ''
        ? 'term'
        : classId === ''
          ? 'classId'
          : variantOf !== '' && !terms.has(variantOf)
            ? 'variantOf = a term that is no variant'
            : addedAt !== '' && !isDate(addedAt)
              ? 'addedAt YYYY-MM-DD'
              : undefined
    if (expected === undefined) {
      library.push({ term, classId, ...(variantOf ? { variantOf } : {}), ...(addedAt ? { addedAt } : {}) })
    } else if (problems.length < MOST_PROBLEMS) {
      problems.push(
        problem(
          'keywords-row-invalid',
          { zh: '关键词库的这一行不合格式。', en: 'This row of the keyword library is not valid.' },
          { place: { file, line }, expected, got: cells.slice(0, 4).join(',') },
        ),
      )
    }
  }
  return problems.length > 0 ? failed(...problems) : done(library)
}
