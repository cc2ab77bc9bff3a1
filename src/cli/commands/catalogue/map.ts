import stringWidth from 'string-width'
import { mapAnswer } from '../../../catalogue/answers/map.ts'
import { ownSystem } from '../../../catalogue/classification/systems.ts'
import { noSystem } from '../../../catalogue/no-system.ts'
import { placedIn, systemMap, unplaced, withoutRecord } from '../../../catalogue/system-map.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'
import { standingWords, sureness } from './words.ts'

export interface MapOptions extends CatalogueOptions {
  /** id of a system; that of the catalogue if none is given */
  readonly system?: string
  /** count what was only suggested, too */
  readonly suggested?: boolean
}

/** The system of standards: each class with what is recorded in it, and what is not. */
export function map(options: MapOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, systems, headings, day }) => {
    const heading = headings.find((h) => h.id === (options.system ?? ownSystem))
    const tree = heading && systems.find(heading.id)
    if (heading === undefined || tree === undefined) return c.refuse([noSystem(options.system ?? '', headings)])
    const placed = placedIn(systems, tree, options.suggested)
    const cells = systemMap(catalogue, tree, day, placed)
    const outside = unplaced(catalogue, tree, placed).length
    if (c.json) {
      c.data({ system: heading, unplaced: outside, classes: mapAnswer(cells) })
      return exit.conforms
    }
    c.out(`${say(heading.title, c.lang)}${sureness(c, heading.known)}`)
    if (heading.note) c.out(`  ${heading.note}`)
    for (const { class: own, depth, counts, byStanding } of cells) {
      const name = `${'  '.repeat(depth)}${own.code} ${say(own.title, c.lang)}${sureness(c, own.known)}`
      const pad = ' '.repeat(Math.max(1, 44 - stringWidth(name)))
      const told = [...byStanding].map(
        ([s, n]) => `${s ? say(standingWords[s], c.lang) : c.say('不能判定', 'cannot tell')} ${n}`,
      )
      c.out(
        `${name}${pad}${counts.editions}/${counts.series}${told.length > 0 ? `  ${told.join(' · ')}` : `  ${c.say('本目录无记录', 'no record in this catalogue')}`}`,
      )
    }
    const open = withoutRecord(cells, tree)
    c.out(
      c.say(
        `\n版本/系列。${open.length} 个类目在本目录中没有记录，并不表示没有标准。`,
        `\nEditions/series. Of ${open.length} classes this catalogue has no record, which does not say that there is no standard.`,
      ),
    )
    if (outside > 0)
      c.out(
        c.say(
          `${outside} 个版本在这一体系中尚无确定的类目${options.suggested ? '' : '；--suggested 列出待确认的归类'}。`,
          `${outside} editions have no certain class in this system${options.suggested ? '' : '; --suggested counts the places that somebody has to confirm'}.`,
        ),
      )
    return exit.conforms
  })
}
