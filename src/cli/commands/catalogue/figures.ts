import { keyOf } from '../../../catalogue/edition.ts'
import { indicators } from '../../../catalogue/indicators.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'

/** The figures of the system, each with its formula and how many rows stand behind it. */
export function figures(options: CatalogueOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, day }) => {
    const all = indicators(catalogue, catalogue.editions, day)
    if (c.json) {
      c.data(
        all.map(({ numerator, denominator, ...rest }) => ({
          ...rest,
          numerator: numerator.map(keyOf),
          denominator: denominator.map(keyOf),
        })),
      )
      return exit.conforms
    }
    for (const { title, formula, unit, value, missing, numerator, denominator } of all) {
      const shown = (x: number) =>
        unit === 'share' ? `${(x * 100).toFixed(1)} %` : `${Math.round(x)} ${c.say('天', 'days')}`
      const [low, high] = value ? [shown(value.low), shown(value.high)] : ['', '']
      const rows = denominator.length > 0 ? `  (${numerator.length} / ${denominator.length})` : ''
      c.out(
        `${say(title, c.lang)}: ${value ? (low === high ? low : `${low} – ${high}`) : c.say('不能计算', 'cannot be computed')}${rows}`,
      )
      c.out(`  ${say(formula, c.lang)}`)
      if (missing) c.out(`  ${say(missing, c.lang)}`)
    }
    return exit.conforms
  })
}
