import type { Kept } from '../../../crosswalk/framework.ts'
import type { Mapping, MappingSet } from '../../../crosswalk/mapping.ts'
import { sha256Hex } from '../../../language/canonical.ts'
import { isObject, type Json } from '../foreign.ts'
import { oscalVersion, ownNamespace, relationOf, relationWords, statusWords } from './words.ts'

/** A resource that a mapping names: the id of a framework is no address, so it stands in the back matter. */
interface Resource {
  readonly uuid: string
  readonly title: string
}

/**
 * Mapping sets as one OSCAL mapping collection (JSON). Ids are the same whenever the same sets are written: UUIDs are made of the
 * content. What an import kept is written again. `at`: when it was written, RFC 3339.
 */
export function mappingCollection(sets: readonly MappingSet[], at: string): Json {
  const resources = new Map<string, Resource>()
  const hrefOf = (framework: string): string => {
    // an address that an import brought stays one
    if (/^(?:#|\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(framework) || /\.(?:json|xml|ya?ml)$/i.test(framework))
      return framework
    const uuid = uuidOf('resource', framework)
    resources.set(framework, { uuid, title: framework })
    return `#${uuid}`
  }
  const first = sets[0]
  const from = keptOf(first?.kept, 'collection')
  const mappings = sets.map((set) => mappingOf(set, hrefOf))
  const own = [...resources.values()].filter((r) => !hasResource(from, r.uuid))
  const backMatter = { ...(isObject(from['back-matter']) ? from['back-matter'] : {}) }
  const all = [...(Array.isArray(backMatter['resources']) ? backMatter['resources'] : []), ...own]
  return {
    'mapping-collection': {
      ...from,
      uuid: uuidOf('collection', JSON.stringify(sets)),
      metadata: {
        title: first?.title.en ?? first?.title.zh ?? 'Mappings',
        version: first?.version || '0',
        ...(isObject(from['metadata']) ? from['metadata'] : {}),
        'last-modified': at,
        'oscal-version': oscalVersion,
      },
      provenance: isObject(from['provenance'])
        ? from['provenance']
        : {
            method: first?.method ?? 'human',
            'matching-rationale': 'functional',
            status: statusWords[first?.status ?? 'draft'],
            'mapping-description': describe(sets),
          },
      mappings,
      ...(all.length > 0 ? { 'back-matter': { ...backMatter, resources: all } } : {}),
    },
  }
}

const describe = (sets: readonly MappingSet[]): string =>
  sets.some((s) => s.author === 'plumbline')
    ? 'Plumbline’s own mapping, proposed; not the word of the publishers of either document.'
    : (sets[0]?.title.en ?? sets[0]?.title.zh ?? 'Mappings')

function mappingOf(set: MappingSet, hrefOf: (framework: string) => string): Json {
  const kept = keptOf(set.kept, 'mapping')
  return {
    uuid: asUuid(set.id, 'mapping'),
    method: set.method,
    status: statusWords[set.status],
    'source-resource': kept['source-resource'] ?? { type: 'catalog', href: hrefOf(set.source) },
    'target-resource': kept['target-resource'] ?? { type: 'catalog', href: hrefOf(set.target) },
    ...kept,
    maps: set.mappings.map((m) => mapOf(m, set)),
  }
}

function mapOf(m: Mapping, set: MappingSet): Json {
  const kept: Kept = m.kept ?? {}
  const props = [
    ...(m.strength === undefined ? [] : [prop('strength', String(m.strength))]),
    ...(m.note?.zh ? [prop('note-zh', m.note.zh)] : []),
    ...(m.kept === undefined ? [prop('known', m.known), ...(m.from ? [prop('from', m.from)] : [])] : []),
  ]
  const before = Array.isArray(kept['props']) ? kept['props'] : []
  // "equivalent-to" and "equal-to" are one relation of ours: an import's own word is written again
  const same = relationOf(kept['relationship'], kept['ns']) === m.relation
  const remarks = m.note?.en ?? m.note?.zh
  return {
    ...(m.rationale ? { 'matching-rationale': m.rationale } : {}),
    'confidence-score': { category: m.confidence },
    sources: items(m.source),
    targets: items(m.target),
    ...kept,
    uuid: asUuid(m.id, `map ${set.id}`),
    ...(same
      ? {}
      : m.relation === 'related'
        ? { relationship: 'related-to', ns: ownNamespace }
        : { relationship: relationWords[m.relation] }),
    ...(props.length + before.length > 0 ? { props: [...before, ...props] } : {}),
    ...(remarks ? { remarks } : {}),
  }
}

const prop = (name: string, value: string) => ({ name, ns: ownNamespace, value })
const items = (ids: readonly string[]) => ids.map((id) => ({ type: 'control', 'id-ref': id }))

function keptOf(kept: Kept | undefined, key: string): Json {
  const value = kept?.[key]
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) : {}
}

const hasResource = (from: Json, uuid: string): boolean => {
  const matter = from['back-matter']
  return (
    isObject(matter) &&
    Array.isArray(matter['resources']) &&
    matter['resources'].some((r) => isObject(r) && r['uuid'] === uuid)
  )
}

const uuid = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/
const asUuid = (id: string, scope: string): string => (uuid.test(id) ? id : uuidOf(scope, id))

/** The schema of OSCAL takes versions 4 and 5 only: it has the form of a version 5, made with SHA-256. */
function uuidOf(scope: string, name: string): string {
  const h = sha256Hex(`plumbline ${scope}\n${name}`)
  const variant = ((Number.parseInt(h[16]!, 16) & 3) | 8).toString(16)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`
}
