import { keyOf, mandateOf } from '../../../catalogue/edition.ts'
import { formatIdentifier } from '../../../catalogue/identifier/format.ts'
import { parseIdentifier } from '../../../catalogue/identifier/parse.ts'
import { problem } from '../../../language/problem.ts'
import { say } from '../../../language/text.ts'
import type { Common } from '../../console.ts'
import { exit } from '../../exit.ts'
import { type CatalogueOptions, withCatalogue } from './begin.ts'
import { described } from './described.ts'
import { relationWords } from './relation-words.ts'
import { levelWords, mandateWords, standing, sureness } from './words.ts'

/** One edition with what it is on a day, its other editions, and what it adopts. */
export function show(number: string, options: CatalogueOptions, common: Common): Promise<number> {
  return withCatalogue(options, common, ({ c, catalogue, systems, relations, day }) => {
    const edition = catalogue.find(number)
    if (edition === undefined) {
      const parsed = parseIdentifier(number, { undated: true })
      if (!parsed.ok) return c.refuse(parsed.problems)
      const text = { zh: '本目录中没有这一编号的记录', en: 'This catalogue has no record of that number' }
      const next = {
        zh: `按名称查找：plumbline catalogue search …`,
        en: 'look for it by its title: plumbline catalogue search …',
      }
      return c.refuse([problem('edition-unknown', text, { got: number, next })])
    }
    if (c.json) {
      c.data(described(catalogue, edition, day))
      return exit.conforms
    }
    c.out(`${formatIdentifier(edition.identifier, 'display')}  ${standing(c, catalogue, edition, day)}`)
    for (const title of [edition.title.zh, edition.title.en]) if (title) c.out(`  ${title}`)
    const line = (zh: string, en: string, value: string | undefined) => value && c.out(`  ${c.say(zh, en)}: ${value}`)
    line('层级', 'level', say(levelWords[edition.level], c.lang))
    const mandate = mandateOf(edition)
    line('效力', 'force', mandate && say(mandateWords[mandate], c.lang))
    line('归口', 'body', edition.body)
    line('状态（来源所写）', 'status as its source has it', edition.statusRead || edition.status)
    if (edition.adopts)
      line('采用', 'adopts', `${edition.adopts.degree} ${edition.adopts.number} (${edition.adopts.known})`)
    const replaced = catalogue.successionOf(edition)
    line(
      '被代替为',
      'replaced by',
      replaced && `${formatIdentifier(replaced.successor.identifier, 'display')}${sureness(c, replaced.known)}`,
    )
    const others = catalogue.editionsOf(edition.identifier).filter((e) => e !== edition)
    line('其他版本', 'other editions', others.map((e) => formatIdentifier(e.identifier, 'display')).join(', '))
    for (const r of relations.filter((one) => one.from === keyOf(edition) || one.to === keyOf(edition))) {
      const away = r.from === keyOf(edition)
      const other = `${away ? r.to : r.from}${r.detail ? ` (${r.detail})` : ''}${sureness(c, r.known)}`
      line(
        say(away ? relationWords[r.type].to : relationWords[r.type].from, 'zh'),
        say(away ? relationWords[r.type].to : relationWords[r.type].from, 'en'),
        other,
      )
    }
    for (const taxonomy of systems.taxonomies) {
      const places = systems.placesOf(edition, taxonomy)
      if (places.length === 0) continue
      const titled = places.map(({ class: code, sure }) => {
        const title = taxonomy.classes.find((one) => one.code === code)?.title
        return `${code} ${say(title ?? {}, c.lang)}${sure ? '' : c.say('（待确认）', ' (to be confirmed)')}`
      })
      line(`归类 ${taxonomy.id}`, `class in ${taxonomy.id}`, titled.join('; '))
    }
    line('来源', 'source', `${edition.source} (${edition.known})`)
    line('备注', 'note', edition.note)
    return exit.conforms
  })
}
