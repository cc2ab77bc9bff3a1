import { gapsAnswer } from '../../../catalogue/answers/map.ts'
import { ownSystem } from '../../../catalogue/classification/systems.ts'
import { noSystem } from '../../../catalogue/no-system.ts'
import { nothingInForce, placedIn, systemMap, withoutRecord } from '../../../catalogue/system-map.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { withCatalogue } from './begin.ts'
import type { MapOptions } from './map.ts'
import { sureness } from './words.ts'

/** Classes of a system of which this catalogue has no record, and those in which nothing is in force yet. */
export function gaps(options: MapOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, systems, headings, day }) => {
    const tree = systems.find(options.system ?? ownSystem)
    if (tree === undefined) return c.refuse([noSystem(options.system ?? '', headings)])
    const cells = systemMap(catalogue, tree, day, placedIn(systems, tree, options.suggested))
    const unrecorded = withoutRecord(cells, tree)
    const idle = nothingInForce(cells, tree)
    if (c.json) {
      c.data(gapsAnswer(unrecorded, idle))
      return exit.conforms
    }
    c.out(
      c.say(
        '本目录没有记录的类目（不等于没有标准）：',
        'Classes of which this catalogue has no record (not: no standard exists):',
      ),
    )
    for (const own of unrecorded) c.out(`  ${own.code} ${say(own.title, c.lang)}${sureness(c, own.known)}`)
    if (idle.length > 0) {
      c.out(c.say('\n有记录、但都不现行的类目：', '\nClasses with records, none of them in force:'))
      for (const { class: own, counts } of idle)
        c.out(
          `  ${own.code} ${say(own.title, c.lang)}  ${counts.editions}${c.say(' 项在研或已废止', ' in preparation or over')}`,
        )
    }
    return exit.conforms
  })
}
