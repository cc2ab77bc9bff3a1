import { targetsAnswer } from '../../../catalogue/answers/targets.ts'
import { formatIdentifier } from '../../../catalogue/identifier/format.ts'
import { progressOf } from '../../../catalogue/target.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'

/** What policies want to be reached, and the rows behind each number. */
export function targets(options: CatalogueOptions & { readonly rows?: boolean }, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, targets: wanted, day }) => {
    if (c.json) {
      c.data(targetsAnswer(catalogue, wanted, day))
      return exit.conforms
    }
    for (const target of wanted) {
      const progress = progressOf(catalogue, target, day)
      c.out(`${say(target.policy, c.lang)}\n  ${say(target.indicator, c.lang)} ≥ ${target.target}`)
      if (progress === undefined) {
        c.out(`  ${c.say('本目录不能统计', 'this catalogue cannot count it')}: ${target.note}\n`)
        continue
      }
      const [least, most] = [progress.certain.length, progress.certain.length + progress.possible.length]
      c.out(
        `  ${c.say('本目录记录', 'recorded here')}: ${least === most ? least : `${least}–${most}`}${least < most ? c.say('（有些只知年份）', ' (of some the year alone is known)') : ''}`,
      )
      if (target.note) c.out(`  ${target.note}`)
      if (options.rows)
        for (const e of [...progress.certain, ...progress.possible])
          c.out(`    ${formatIdentifier(e.identifier, 'display')}  ${say(e.title, c.lang)}`)
      c.out('')
    }
    return exit.conforms
  })
}
