import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Systems } from '../../catalogue/classification/systems.ts'
import { type Edition, keyOf, mandateOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { seriesOf, undated } from '../../catalogue/identifier/identifier.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import type { Relation } from '../../catalogue/relations/relation.ts'
import { standingsOf } from '../../catalogue/system-map.ts'
import type { TaxonomyHeading } from '../../catalogue/taxonomy.ts'
import { showDay } from '../../judge/dates.ts'
import type { Text } from '../../language/text.ts'
import { daysText } from './tables.ts'

/**
 * Names of classes and properties follow the ontology of GB/T 48000.3-2026 (names seen, addresses not): they stand in a vocabulary of our own, so
 * that nobody takes them for the official ones. Titles, dates and notes are those of DCMI, concepts those of SKOS.
 */
const context = {
  '@vocab': 'urn:plumbline:standards:',
  dct: 'http://purl.org/dc/terms/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: '@id',
  type: '@type',
  identifier: 'dct:identifier',
  title: { '@id': 'dct:title', '@container': '@language' },
  source: 'dct:source',
  note: 'skos:note',
  issued: 'dct:issued',
  effectiveDate: 'dct:valid',
  hasPart: { '@id': 'dct:hasPart', '@type': '@id' },
  isPartOf: { '@id': 'dct:isPartOf', '@type': '@id' },
  isVersionOf: { '@id': 'dct:isVersionOf', '@type': '@id' },
  replaces: { '@id': 'dct:replaces', '@type': '@id' },
  isReplacedBy: { '@id': 'dct:isReplacedBy', '@type': '@id' },
  cites: { '@type': '@id' },
  references: { '@id': 'dct:references', '@type': '@id' },
  supports: { '@type': '@id' },
  implements: { '@type': '@id' },
  related: { '@id': 'skos:related', '@type': '@id' },
  overlaps: { '@type': '@id' },
  conflicts: { '@type': '@id' },
  adopts: { '@type': '@id' },
  adoptedStandard: { '@type': '@id' },
  classifiedAs: { '@type': '@id' },
  broader: { '@id': 'skos:broader', '@type': '@id' },
  inScheme: { '@id': 'skos:inScheme', '@type': '@id' },
  prefLabel: { '@id': 'skos:prefLabel', '@container': '@language' },
  notation: 'skos:notation',
  asOf: { '@type': 'xsd:date' },
} as const

export interface JsonLdParts {
  readonly systems: Systems
  readonly headings: readonly TaxonomyHeading[]
  readonly relations: readonly Relation[]
}

/** Editions, their documents and series, how they stand to each other, and the systems that they stand in, as JSON-LD 1.1. `day` from 1970-01-01. */
export function toJsonLd(
  catalogue: Catalogue,
  editions: readonly Edition[],
  { systems, headings, relations }: JsonLdParts,
  day: number,
): object {
  const documents = new Map(editions.map((e) => [documentId(e), e]))
  return {
    '@context': context,
    '@graph': [
      ...headings.map((h) => ({
        id: schemeId(h.id),
        type: 'skos:ConceptScheme',
        prefLabel: textOf(h.title),
        issued: h.issued,
        authority: h.known,
        ...(h.note ? { note: h.note } : {}),
      })),
      ...systems.taxonomies.flatMap((t) =>
        t.classes.map((c) => ({
          id: classId(t.id, c.code),
          type: ['StandardClassification', 'skos:Concept'],
          inScheme: schemeId(t.id),
          notation: c.code,
          prefLabel: textOf(c.title),
          authority: c.known,
          ...(c.parent ? { broader: classId(t.id, c.parent) } : {}),
        })),
      ),
      ...[...documents].map(([id, e]) => ({
        id,
        type: 'StandardDocument',
        identifier: formatIdentifier(undated(e.identifier)),
        ...(e.identifier.parts ? { isPartOf: seriesId(e) } : {}),
      })),
      ...editions.map((e) => edition(catalogue, e, systems, relations, day)),
    ],
  }
}

function edition(catalogue: Catalogue, e: Edition, systems: Systems, relations: readonly Relation[], day: number) {
  const key = keyOf(e)
  const successor = catalogue.successorOf(e)
  const mandate = mandateOf(e)
  const places = systems.taxonomies.flatMap((t) =>
    systems.placesOf(e, t).flatMap((p) => (p.sure ? [classId(t.id, p.class)] : [])),
  )
  const own = relations.filter((r) => r.from === key)
  return {
    id: editionId(key),
    type: 'Standard',
    identifier: key,
    title: textOf(e.title),
    isVersionOf: documentId(e),
    standardLevel: e.level,
    ...(mandate ? { mandate } : {}),
    hasDevelopmentStage: e.isoStage || e.statusRead || e.status,
    standing: standingsOf(catalogue, e, day),
    asOf: showDay(day),
    ...(e.published ? { issued: daysText(e.published) } : {}),
    ...(e.effective ? { effectiveDate: daysText(e.effective) } : {}),
    ...(e.withdrawn ? { withdrawalDate: daysText(e.withdrawn) } : {}),
    ...(e.body ? { administeredBy: e.body } : {}),
    ...(places.length > 0 ? { classifiedAs: places } : {}),
    ...(e.adopts
      ? {
          adopts: {
            type: 'Adoption',
            adoptedStandard: idOf(catalogue, e.adopts.number),
            degreeOfCorrespondence: e.adopts.degree,
            authority: e.adopts.known,
          },
        }
      : {}),
    ...(successor ? { isReplacedBy: editionId(keyOf(successor)) } : {}),
    ...Object.fromEntries(
      [...new Set(own.map((r) => r.type))].map((type) => [
        type === 'mentions' ? 'references' : type,
        own.filter((r) => r.type === type).map((r) => idOf(catalogue, r.to)),
      ]),
    ),
    source: e.source,
    authority: e.known,
    ...(e.note ? { note: e.note } : {}),
  }
}

const textOf = ({ zh, en }: Text) => ({ ...(zh ? { zh } : {}), ...(en ? { en } : {}) })
const urn = (kind: string, name: string) => `urn:plumbline:${kind}:${encodeURIComponent(name)}`
const editionId = (number: string) => urn('edition', number)
/** What a number without a year or a version means is the document in all its editions. */
function idOf(catalogue: Catalogue, number: string): string {
  const read = parseIdentifier(number, { undated: true })
  if (read.ok && formatIdentifier(undated(read.value)) === formatIdentifier(read.value))
    return urn('document', formatIdentifier(read.value))
  const found = catalogue.find(number)
  return editionId(found ? keyOf(found) : number)
}
const documentId = (e: Edition) => urn('document', formatIdentifier(undated(e.identifier)))
const seriesId = (e: Edition) => urn('series', formatIdentifier(seriesOf(e.identifier)))
const schemeId = (id: string) => urn('system', id)
const classId = (id: string, code: string) => urn('class', `${id}/${code}`)
