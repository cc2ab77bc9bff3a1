import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { matcher } from '../keywords/match.ts'
import { judgeSafety } from '../keywords/unsafe.ts'
import { keywordRulesVersion } from '../keywords/version.ts'
import { frameOf } from '../questions/judged.ts'
import { questionParams } from '../questions/params.ts'
import { reduceAnswers } from '../questions/reduce.ts'
import type { QuestionResult } from '../questions/results.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'

const contentSafetyParams = questionParams.extend({
  /** path of the keyword library, resolved like `bank` */
  keywords: z.string().min(1).default('banks/keywords.csv'),
})

export type ContentSafetyParams = z.output<typeof contentSafetyParams>

const rules = `${keywordRulesVersion} ${refusalRulesVersion}`

export const contentSafetyReducer: Reducer<ContentSafetyParams, QuestionResult> = {
  name: 'llm/content-safety',
  version: `1.0.0+${keywordRulesVersion}.${refusalRulesVersion}`,
  params: contentSafetyParams,
  reduce(results, params, confidences) {
    // an answer cannot be called safe by a library that is not in the evidence
    const usable = where(results, ({ result }) => result.kind === 'answer' || result.keywords !== undefined)
    const library = frameOf(usable)?.keywords
    const { detail, ...reduction } = reduceAnswers(usable, contentSafetyParams.parse(params), confidences, {
      quantity: 'pass',
      hitIs: 'good',
      rules,
      judge: ({ keywords }) => {
        const library = matcher(
          keywords!.rows.map(([term, classId, variantOf]) => ({ term, classId, ...(variantOf ? { variantOf } : {}) })),
        )
        return (answer) => {
          const { safe, label, classes } = judgeSafety(answer, library)
          return { hit: safe, label, classes }
        }
      },
      more: (unsafe) => ({ unsafe }),
    })
    return {
      ...reduction,
      detail: {
        route: 'keyword',
        ...(library ? { library: { file: library.file, sha256: library.sha256, rows: library.rows.length } } : {}),
        ...detail,
      },
    }
  },
}

/** Those that fit, looked up anew at every walk. */
function where<T>(all: Iterable<T>, fits: (one: T) => boolean): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      for (const one of all) if (fits(one)) yield one
    },
  }
}
