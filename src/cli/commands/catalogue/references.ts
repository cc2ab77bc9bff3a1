import { referencesAnswer } from '../../../catalogue/answers/references.ts'
import { keyOf } from '../../../catalogue/edition.ts'
import { resolve } from '../../../catalogue/relations/resolve.ts'
import { citationsOfStandards } from '../../../exchange/catalogue/standards-cite.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'
import { standing } from './words.ts'

/** Where references lead on a day: those of the catalogue and those of the standards that this product runs. */
export function references(options: CatalogueOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, relations, day }) => {
    const all = resolve(catalogue, [...relations, ...citationsOfStandards()], day)
    const broken = all.filter((r) => r.broken)
    if (c.json) {
      c.data(referencesAnswer(all))
      return broken.length > 0 ? exit.doesNotConform : exit.conforms
    }
    for (const r of all) {
      const mark = r.broken ? '✗' : r.edition ? '✓' : '·'
      const led = r.edition
        ? `${keyOf(r.edition)}  ${standing(c, catalogue, r.edition, day)}${r.successor ? ` → ${keyOf(r.successor)}` : ''}`
        : c.say('本目录没有记录', 'no record in this catalogue')
      c.out(
        `${mark} ${r.relation.from} → ${r.relation.to}${r.dated ? '' : c.say('（不注日期）', ' (undated)')}: ${led}`,
      )
    }
    c.out(
      c.say(`\n${all.length} 处引用，${broken.length} 处失效`, `\n${all.length} references, ${broken.length} broken`),
    )
    return broken.length > 0 ? exit.doesNotConform : exit.conforms
  })
}
