import { counted } from '../../../catalogue/catalogue.ts'
import { checkCatalogue } from '../../../catalogue/check.ts'
import { checkReferences } from '../../../catalogue/relations/check.ts'
import { isError } from '../../../language/problem.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'

/** What does not hold together in a catalogue. */
export function check(options: CatalogueOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, systems, relations, day }) => {
    const problems = [
      ...checkCatalogue(catalogue, day),
      ...systems.check(catalogue.editions),
      ...checkReferences(catalogue, relations, day),
    ]
    if (c.json) c.data(problems)
    else {
      c.problems(problems)
      const { editions, series } = counted(catalogue.editions)
      c.out(
        c.say(
          `${editions} 个版本，${series} 个系列；${problems.length} 处须查看`,
          `${editions} editions, ${series} series; ${problems.length} to look at`,
        ),
      )
    }
    return problems.some(isError) ? exit.doesNotConform : exit.conforms
  })
}
