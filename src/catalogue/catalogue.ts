import { type Edition, keyOf } from './edition.ts'
import { formatIdentifier } from './identifier/format.ts'
import { seriesOf, undated } from './identifier/identifier.ts'
import { parseIdentifier } from './identifier/parse.ts'
import { Search } from './search/search.ts'

/** The editions that somebody recorded, and what is looked up in them. It says what is recorded here, never what exists. */
export class Catalogue {
  readonly editions: readonly Edition[]
  /** day on which it was read, at the earliest */
  readonly readOn: number | undefined
  readonly #byKey: ReadonlyMap<string, Edition>
  readonly #byDocument: ReadonlyMap<string, readonly Edition[]>
  #search: Search | undefined

  /** @param readOn from 1970-01-01; where nothing is given, the last day on which a row was published */
  constructor(editions: readonly Edition[], readOn?: number) {
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

  /** The edition that takes its place, as a row says or as there is a later one that is no project. */
  successorOf(edition: Edition): Edition | undefined {
    if (edition.replacedBy) return this.find(edition.replacedBy)
    const { year } = edition.identifier
    if (year === undefined) return undefined
    const later = this.editionsOf(edition.identifier).filter(
      (e) => e.identifier.year !== undefined && e.identifier.year > year && e.identifier.supplement === undefined,
    )
    return later.findLast(({ status }) => !['project', 'draft', 'approved'].includes(status))
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
