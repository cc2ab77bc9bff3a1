import { type Problem, problem } from '../../language/problem.ts'
import { type Edition, keyOf } from '../edition.ts'
import type { Taxonomy } from '../taxonomy.ts'
import { carry, type Migration } from './carry.ts'
import type { Classification } from './classification.ts'
import { suggestFunction } from './suggest.ts'

/** Where an edition stands in a system, and how that is known. */
export interface Place {
  readonly class: string
  /** `recorded`: somebody put it there; `carried`: from its class in another system; `suggested`: read off its title, to be confirmed */
  readonly how: 'recorded' | 'carried' | 'suggested'
  /** it stands there, as far as the catalogue knows; otherwise somebody has to confirm it */
  readonly sure: boolean
  readonly primary: boolean
}

/** The system in whose classes the editions of the catalogue stand. */
export const ownSystem = 'national-2024'

/** The systems of standards side by side, with what was put where. */
export class Systems {
  readonly taxonomies: readonly Taxonomy[]
  readonly #migrations: readonly Migration[]
  readonly #recorded: ReadonlyMap<string, readonly Classification[]>

  constructor(
    taxonomies: readonly Taxonomy[],
    migrations: readonly Migration[] = [],
    classifications: readonly Classification[] = [],
  ) {
    this.taxonomies = taxonomies
    this.#migrations = migrations
    const recorded = new Map<string, Classification[]>()
    for (const c of classifications)
      recorded.set(at(c.taxonomy, c.number), [...(recorded.get(at(c.taxonomy, c.number)) ?? []), c])
    this.#recorded = recorded
  }

  find(id: string): Taxonomy | undefined {
    return this.taxonomies.find((t) => t.id === id)
  }

  /** Where an edition stands in a system: what is recorded; else what its class in the system of the catalogue is carried to; else what its title suggests. */
  placesOf(edition: Edition, taxonomy: Taxonomy): readonly Place[] {
    const recorded = this.#recorded.get(at(taxonomy.id, keyOf(edition))) ?? []
    const further = recorded.map((c): Place => ({ class: c.class, how: 'recorded', sure: true, primary: c.primary }))
    if (taxonomy.id === ownSystem) {
      const own: Place = { class: edition.class, how: 'recorded', sure: true, primary: true }
      return edition.class === '' ? further : [own, ...further.filter((p) => p.class !== own.class)]
    }
    if (further.some((p) => p.primary)) return further
    if (taxonomy.id === 'function') {
      const suggested = suggestFunction(edition.title)
      return suggested === undefined
        ? further
        : [...further, { class: suggested, how: 'suggested', sure: false, primary: true }]
    }
    return [...this.#carried(edition, taxonomy), ...further]
  }

  /** Through one system after another, each once; it is sure only where every step is. */
  #carried(edition: Edition, to: Taxonomy): readonly Place[] {
    let here: readonly { readonly taxonomy: Taxonomy; readonly class: string; readonly sure: boolean }[] = []
    const own = this.find(ownSystem)
    if (own) here = [{ taxonomy: own, class: edition.class, sure: true }]
    const been = new Set([ownSystem])
    while (here.length > 0 && !here.some((h) => h.taxonomy.id === to.id)) {
      here = here.flatMap(({ taxonomy, class: code, sure }) =>
        this.#migrations.flatMap((migration) => {
          const id = migration.from === taxonomy.id ? migration.to : migration.to === taxonomy.id ? migration.from : ''
          const next = been.has(id) ? undefined : this.find(id)
          return next === undefined
            ? []
            : carry(migration, taxonomy, next, code).map((c) => ({
                taxonomy: next,
                class: c.class,
                sure: sure && c.sure,
              }))
        }),
      )
      for (const { taxonomy } of here) been.add(taxonomy.id)
    }
    const single = here.length === 1
    return here.map((h): Place => ({ class: h.class, how: 'carried', sure: h.sure && single, primary: single }))
  }

  /** Rule SYS-5: in each system exactly one place is primary, in a class that is there, of an edition that is here. */
  check(editions: readonly Edition[]): readonly Problem[] {
    const known = new Set(editions.map(keyOf))
    return [...this.#recorded.values()].flatMap((all) => {
      const { number, taxonomy: id } = all[0]!
      const taxonomy = this.find(id)
      const place = { path: `${number} / ${id}` }
      const found: Problem[] = []
      if (!known.has(number))
        found.push(
          problem(
            'classified-unknown',
            { zh: '归类的文件不在本目录中', en: 'What is classified is not in this catalogue' },
            { place, got: number },
          ),
        )
      for (const { class: code } of all)
        if (taxonomy?.classes.some((c) => c.code === code) !== true)
          found.push(
            problem(
              'class-unknown',
              { zh: '体系中没有这个类目', en: 'The system has no such class' },
              { place, got: code },
            ),
          )
      const primaries = all.filter((c) => c.primary).length + (id === ownSystem ? 1 : 0)
      if (primaries > 1)
        found.push(
          problem(
            'primary-twice',
            { zh: '一个体系中只能有一个主类目', en: 'Only one class of a system is primary' },
            { place, expected: '1', got: String(primaries) },
          ),
        )
      return found
    })
  }
}

const at = (taxonomy: string, number: string) => `${taxonomy} ${number}`
