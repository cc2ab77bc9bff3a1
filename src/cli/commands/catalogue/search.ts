import stringWidth from 'string-width'
import { counted } from '../../../catalogue/catalogue.ts'
import type { Level } from '../../../catalogue/edition.ts'
import { formatIdentifier } from '../../../catalogue/identifier/format.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'
import { described } from './described.ts'
import { standing, sureness } from './words.ts'

export interface SearchOptions extends CatalogueOptions {
  readonly level?: Level
  readonly limit?: number
}

/** What is found by words or by a number, in either language; without a question, everything at a level. */
export function search(question: string, options: SearchOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, day }) => {
    const { level, limit = 20 } = options
    const found = catalogue.search(question, limit, (e) => level === undefined || e.level === level)
    if (c.json) {
      c.data(found.map((e) => described(catalogue, e, day)))
      return exit.conforms
    }
    if (found.length === 0) {
      c.out(c.say('本目录中没有这样的记录。', 'There is no such record in this catalogue.'))
      return exit.conforms
    }
    const numbers = found.map((e) => formatIdentifier(e.identifier, 'display'))
    const width = Math.max(...numbers.map((n) => stringWidth(n)))
    for (const [n, e] of found.entries()) {
      const number = numbers[n]!
      const pad = ' '.repeat(width - stringWidth(number))
      c.out(`${number}${pad}  ${standing(c, catalogue, e, day)}  ${say(e.title, c.lang)}${sureness(c, e.known)}`)
    }
    const { editions, series } = counted(found)
    c.out(c.say(`\n${editions} 个版本，${series} 个系列`, `\n${editions} editions, ${series} series`))
    return exit.conforms
  })
}
