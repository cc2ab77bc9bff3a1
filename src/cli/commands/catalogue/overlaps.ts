import { overlapsAnswer, reviewsAnswer } from '../../../catalogue/answers/overlaps.ts'
import type { Edition } from '../../../catalogue/edition.ts'
import { formatIdentifier } from '../../../catalogue/identifier/format.ts'
import { overlapCandidates } from '../../../catalogue/overlap.ts'
import { reviewTriggers } from '../../../catalogue/review-triggers.ts'
import { parseDay, showDay } from '../../../judge/dates.ts'
import { problem } from '../../../language/problem.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'

export interface OverlapOptions extends CatalogueOptions {
  /** day, ISO 8601: ask which local standards are to be looked at again because of what was published since */
  readonly since?: string
}

/** Pairs that may be about the same thing, for somebody to look at. */
export function overlaps(options: OverlapOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, day }) => {
    const line = (e: Edition) => `${formatIdentifier(e.identifier, 'display')}  ${say(e.title, c.lang)}`
    const part = (x: number | undefined) => (x === undefined ? c.say('未记录', 'not recorded') : x.toFixed(2))
    if (options.since !== undefined) {
      const since = parseDay(options.since)
      if (since === undefined)
        return c.refuse([
          problem(
            'wrong-value',
            { zh: '日期有误', en: 'The date is not a date' },
            { expected: '2026-11-22', got: options.since },
          ),
        ])
      const triggers = reviewTriggers(catalogue, since, day)
      if (c.json) c.data(reviewsAnswer(triggers))
      else {
        for (const t of triggers)
          c.out(
            `${line(t.local)}\n  ↔ ${line(t.published)}\n  ${c.say('最迟开始复审', 'review begins by')} ${showDay(t.by)}`,
          )
        c.out(
          c.say(`${triggers.length} 项地方标准建议复审。`, `${triggers.length} local standards to be looked at again.`),
        )
      }
      return exit.conforms
    }
    const found = overlapCandidates(catalogue.editions)
    if (c.json) {
      c.data(overlapsAnswer(found))
      return exit.conforms
    }
    for (const o of found) {
      c.out(`${o.score.toFixed(2)}  ${line(o.a)}\n      ${line(o.b)}`)
      c.out(
        c.say(
          `      名称 ${part(o.title)} · 范围 ${part(o.scope)} · 术语 ${part(o.terms)}；依据占全部权重的 ${Math.round(o.basis * 100)} %`,
          `      title ${part(o.title)} · scope ${part(o.scope)} · terms ${part(o.terms)}; rests on ${Math.round(o.basis * 100)} % of the weight`,
        ),
      )
    }
    c.out(c.say(`\n${found.length} 对候选，须由人判断。`, `\n${found.length} candidates, for somebody to judge.`))
    return exit.conforms
  })
}
