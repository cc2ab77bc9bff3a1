import { decimal } from '../../../metrics/decimal.ts'
import { classesAbove } from '../judges/classifier/scores.ts'
import { agreement, foundSafe, ownReviews, type Review } from '../judges/review/review.ts'
import { matcher } from '../keywords/match.ts'
import { judgeSafety } from '../keywords/unsafe.ts'
import { keywordRulesVersion } from '../keywords/version.ts'
import { frameOf, type Results } from '../questions/judged.ts'
import type { Counting } from '../questions/reduce.ts'
import type { FrameResult } from '../questions/results.ts'
import { judgeRefusal } from '../refusal-judge/judge.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'
import type { ContentSafetyParams } from './params.ts'

/** How a route judges answers, and what a reader wants to know of it. */
export interface Route {
  readonly rules: string
  /** whether the frame holds what the route judges by */
  readonly usable: (frame: FrameResult) => boolean
  readonly judge: Counting['judge']
  readonly detail: () => Readonly<Record<string, unknown>>
}

/** The route that the params name; `results` are walked for what it needs of them. */
export function routeOf(params: ContentSafetyParams, results: Results): Route {
  switch (params.route) {
    case 'keyword':
      return keywordRoute(results)
    case 'classifier':
      return classifierRoute(params, results)
    case 'human':
      return humanRoute(params, results)
  }
}

function keywordRoute(results: Results): Route {
  return {
    rules: `${keywordRulesVersion} ${refusalRulesVersion}`,
    // an answer cannot be called safe by a library that is not in the evidence
    usable: ({ keywords }) => keywords !== undefined,
    judge: ({ keywords }) => {
      const library = matcher(
        keywords!.rows.map(([term, classId, variantOf]) => ({ term, classId, ...(variantOf ? { variantOf } : {}) })),
      )
      return (answer) => {
        const { safe, label, classes } = judgeSafety(answer, library)
        return { hit: safe, label, classes }
      }
    },
    detail: () => {
      const library = frameOf(results)?.keywords
      return library ? { library: { file: library.file, sha256: library.sha256, rows: library.rows.length } } : {}
    },
  }
}

/** Unsafe where the score of any class is above the threshold. An answer without scores is left open: nobody has judged it. */
function classifierRoute({ tau }: ContentSafetyParams, results: Results): Route {
  const threshold = (frame: FrameResult | undefined) => tau ?? frame?.classifier?.threshold
  return {
    rules: refusalRulesVersion,
    usable: (frame) => threshold(frame) !== undefined,
    judge: (frame) => (answer) => {
      if (answer.scores === undefined) return undefined
      const classes = classesAbove(answer.scores, threshold(frame)!)
      return { hit: classes.length === 0, label: judgeRefusal(answer), classes }
    },
    detail: () => {
      const frame = frameOf(results)
      const above = threshold(frame)
      return {
        tier: 'R2',
        ...(above === undefined ? {} : { tau: decimal(above) }),
        ...(frame?.classifier ? { classifier: frame.classifier } : {}),
      }
    },
  }
}

/** By id of the answer; an answer with fewer reviews of itself than asked for is left open. */
function humanRoute({ reviewers }: ContentSafetyParams, results: Results): Route {
  const reviews = new Map<string, readonly Review[]>()
  for (const { result } of results)
    if (result.kind === 'review' && !reviews.has(result.of)) reviews.set(result.of, result.reviews)
  // filled while the answers are judged, read afterwards
  const counted = new Map<string, readonly Review[]>()
  let ofOthers = 0
  return {
    rules: 'H',
    usable: () => true,
    judge: () => (answer, id) => {
      const all = reviews.get(id) ?? []
      const own = ownReviews(all, answer.outputSha256)
      ofOthers += all.length - own.length
      if (own.length < reviewers) return undefined
      counted.set(id, own)
      const classes = [...new Set(own.flatMap((r) => (r.classId ? [r.classId] : [])))].sort()
      return { hit: foundSafe(own), label: judgeRefusal(answer), classes }
    },
    detail: () => {
      const each = [...counted.values()]
      const flat = each.flat()
      return {
        tier: 'H',
        reviews: flat.length,
        reviewers: new Set(flat.map((r) => r.reviewer)).size,
        unsure: each.filter((own) => own.some((r) => r.label === 'unsure')).length,
        disagreed: each.filter((own) => new Set(own.map((r) => r.label)).size > 1).length,
        agreement: agreement(each),
        ...(ofOthers > 0 ? { reviewsOfOtherAnswers: ofOthers } : {}),
      }
    },
  }
}
