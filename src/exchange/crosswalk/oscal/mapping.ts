import { type Mapping, type MappingSet, type Rationale, rationales } from '../../../crosswalk/mapping.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { isObject, type Json, list, rest, rowProblem, text } from '../foreign.ts'
import { confidenceOf, methodOf, ourStatus, relationOf } from './words.ts'

/**
 * An OSCAL mapping collection (JSON, control mapping model 1.2) as mapping sets, one for each of its mappings. Sources and targets of a map are
 * meant together. What a mapping leaves open holds as the provenance says. Whatever we have no word for is `kept`, and export writes it again:
 * of a map under its own names, of a mapping under `mapping`, of the collection under `collection`.
 */
export function readMappingCollection(
  json: Json,
  file: string,
): Outcome<{ sets: readonly MappingSet[]; problems: readonly Problem[] }> {
  const collection = json['mapping-collection']
  if (!isObject(collection) || !Array.isArray(collection['mappings']))
    return failed(
      problem(
        'oscal-mapping',
        { zh: '不是 OSCAL 映射集', en: 'This is no OSCAL mapping collection' },
        { place: { file }, expected: 'mapping-collection.mappings' },
      ),
    )
  const problems: Problem[] = []
  const metadata = isObject(collection['metadata']) ? collection['metadata'] : {}
  const provenance = isObject(collection['provenance']) ? collection['provenance'] : {}
  const sets: MappingSet[] = []
  for (const [at, given] of list(collection['mappings']).entries()) {
    const path = `mapping-collection.mappings[${at}]`
    const ends = isObject(given)
      ? [given['source-resource'], given['target-resource']].map((r) => resource(r, collection['back-matter']))
      : []
    if (!isObject(given) || ends[0] === undefined || ends[1] === undefined) {
      problems.push(rowProblem(file, { path, expected: 'source-resource.href, target-resource.href' }))
      continue
    }
    const whole = { ...provenance, ...given }
    const mappings: Mapping[] = []
    const ids = new Set<string>()
    for (const [i, map] of list(given['maps']).entries()) {
      const read = mapOf(map, whole, String(i + 1))
      if ('expected' in read) problems.push(rowProblem(file, { path: `${path}.maps[${i}]`, ...read }))
      else if (ids.has(read.id))
        problems.push(rowProblem(file, { path: `${path}.maps[${i}]`, expected: 'a new uuid', got: read.id }))
      else {
        ids.add(read.id)
        mappings.push(read)
      }
    }
    const beside = rest(given, 'uuid', 'maps')
    sets.push({
      id: text(given['uuid']) ?? `${file}#${at + 1}`,
      title: { en: text(metadata['title']) ?? file },
      source: ends[0],
      target: ends[1],
      version: text(metadata['version']) ?? '',
      status: ourStatus(whole['status']),
      method: methodOf(whole['method']),
      author: 'imported',
      authors: partiesOf(metadata),
      reviewers: [],
      publishable: false,
      mappings,
      kept: { mapping: 'kept' in beside ? beside.kept : {}, collection: { ...collection, mappings: undefined } },
    })
  }
  return done({ sets, problems })
}

/** What a resource is called: its title in the back matter where the address leads there, else the address. */
function resource(given: unknown, backMatter: unknown): string | undefined {
  const href = isObject(given) ? text(given['href']) : undefined
  if (!href?.startsWith('#') || !isObject(backMatter)) return href
  const found = list(backMatter['resources']).find((r) => isObject(r) && `#${r['uuid']}` === href)
  return (isObject(found) ? text(found['title']) : undefined) ?? href
}

const partiesOf = (metadata: Json): string[] =>
  list(metadata['parties']).flatMap((p) => (isObject(p) ? (text(p['name']) ?? []) : []))

function mapOf(map: unknown, whole: Json, number: string): Mapping | { expected: string; got?: string } {
  if (!isObject(map)) return { expected: 'map', got: JSON.stringify(map) }
  const relation = relationOf(map['relationship'], map['ns'])
  if (relation === undefined)
    return {
      expected: 'equal-to | equivalent-to | subset-of | superset-of | intersects-with | no-relationship',
      got: JSON.stringify(map['relationship'] ?? null),
    }
  const [source, target] = [itemsOf(map['sources']), itemsOf(map['targets'])]
  if (source === undefined || target === undefined)
    return { expected: 'sources[].id-ref, targets[].id-ref', got: JSON.stringify([map['sources'], map['targets']]) }
  const matching = text(map['matching-rationale'] ?? whole['matching-rationale'])
  const rationale = rationales.find((r): r is Rationale => r === matching)
  if (matching !== undefined && rationale === undefined)
    return { expected: `matching-rationale: ${rationales.join(' | ')}`, got: matching }
  const remarks = text(map['remarks'])
  return {
    id: text(map['uuid']) ?? number,
    source,
    target,
    relation,
    ...(rationale ? { rationale } : {}),
    ...(remarks ? { note: { en: remarks } } : {}),
    confidence: confidenceOf(map['confidence-score'] ?? whole['confidence-score']),
    known: 'seen',
    ...rest(map, 'uuid', 'remarks'),
  }
}

/** Every one is named, or none is taken: a side with one left out would say something else. */
function itemsOf(given: unknown): readonly string[] | undefined {
  const ids = list(given).map((item) => (isObject(item) ? text(item['id-ref']) : undefined))
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids : undefined
}
