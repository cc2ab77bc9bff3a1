import { type Edition, type Known, keyOf } from './edition.ts'
import { formatIdentifier } from './identifier/format.ts'
import { seriesOf, undated } from './identifier/identifier.ts'
import { parseIdentifier } from './identifier/parse.ts'
import type { Relation } from './relations/relation.ts'
import { Search } from './search/search.ts'

/** What takes the place of an edition, and how sure that is. */
export interface Succession {
  readonly successor: Edition
  readonly known: Known
}

/** The editions that somebody recorded, and what is looked up in them. It says what is recorded here, never what exists. */
export class Catalogue {
  readonly editions: readonly Edition[]
  /** day on which it was read, at the earliest */
  readonly readOn: number | undefined
  readonly #byKey: ReadonlyMap<string, Edition>
  readonly #byDocument: ReadonlyMap<string, readonly Edition[]>
  readonly #replacing: ReadonlyMap<Edition, Succession>
  #search: Search | undefined

  /**
   * @param relations those that say what replaces what count, whatever the numbers of the two
   * @param readOn from 1970-01-01; where nothing is given, the last day on which a row was published
   */
  constructor(editions: readonly Edition[], relations: readonly Relation[] = [], readOn?: number) {
    this.editions = editions
    const days = editions.flatMap(({ published }) => (published ? [published.first] : []))
    this.readOn = readOn ?? (days.length > 0 ? days.reduce((a, b) => Math.max(a, b)) : undefined)
    this.#byKey = new Map(editions.map((e) => [keyOf(e), e]))
    const byDocument = new Map<string, Edition[]>()
    for (const edition of editions) {
      const key = formatIdentifier(undated(edition.identifier))
      byDocument.set(key, [...(byDocument.get(key) ?? []), edition])
    }
    this.#byDocument = byDocument
    this.#replacing = this.#read(relations)
  }

  /** By its number, however it is written; a number without a year is the latest edition that is here. */
  find(number: string): Edition | undefined {
    const known = this.#byKey.get(number)
    if (known) return known
    const parsed = parseIdentifier(number, { undated: true })
    if (!parsed.ok) return undefined
    return this.#byKey.get(formatIdentifier(parsed.value)) ?? this.editionsOf(parsed.value)[0]
  }

  /** Editions of one document that are here, the latest first. */
  editionsOf(identifier: Edition['identifier']): readonly Edition[] {
    const all = this.#byDocument.get(formatIdentifier(undated(identifier))) ?? []
    return [...all].sort((a, b) => (b.identifier.year ?? 0) - (a.identifier.year ?? 0))
  }

  /** The edition that surely takes its place. */
  successorOf(edition: Edition): Edition | undefined {
    const succession = this.successionOf(edition)
    return succession?.known === 'seen' ? succession.successor : undefined
  }

  /** What takes its place: as its row says, as there is a later edition that is no project, or as a relation says, which has its own word for how sure it is. */
  successionOf(edition: Edition): Succession | undefined {
    const successor = edition.replacedBy ? this.find(edition.replacedBy) : this.#laterThan(edition)
    return successor ? { successor, known: 'seen' } : this.#replacing.get(edition)
  }

  #laterThan(edition: Edition): Edition | undefined {
    const { year } = edition.identifier
    if (year === undefined) return undefined
    const later = this.editionsOf(edition.identifier).filter(
      (e) => e.identifier.year !== undefined && e.identifier.year > year && e.identifier.supplement === undefined,
    )
    return later.findLast(({ status }) => !['project', 'draft', 'approved'].includes(status))
  }

  /** Of several that replace one edition, the first that was seen. A document does not replace itself. */
  #read(relations: readonly Relation[]): ReadonlyMap<Edition, Succession> {
    const replacing = new Map<Edition, Succession>()
    for (const { from, to, type, known } of relations) {
      if (type !== 'replaces') continue
      const [successor, edition] = [this.find(from), this.find(to)]
      if (successor === undefined || edition === undefined || successor === edition) continue
      if (replacing.get(edition)?.known === 'seen' || (replacing.has(edition) && known !== 'seen')) continue
      replacing.set(edition, { successor, known })
    }
    return replacing
  }

  search(question: string, limit?: number, keep: (edition: Edition) => boolean = () => true): readonly Edition[] {
    this.#search ??= new Search(this.editions.map((e) => `${keyOf(e)} ${e.title.zh ?? ''} ${e.title.en ?? ''}`))
    return this.#search
      .find(question, limit, (n) => keep(this.editions[n]!))
      .map(({ document }) => this.editions[document]!)
  }
}

/** A series of several parts is as many editions, and one series: targets count the first, portfolios the second (rule SYS-6). */
export function counted(editions: readonly Edition[]): { readonly editions: number; readonly series: number } {
  return {
    editions: new Set(editions.map(keyOf)).size,
    series: new Set(editions.map((e) => formatIdentifier(seriesOf(e.identifier)))).size,
  }
}
