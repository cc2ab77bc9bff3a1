import { canonicalHash } from './canonical.ts'
import type { Library } from './library.ts'
import { nearestName } from './names.ts'
import { done, failed, type Outcome, type Problem, problem } from './problem.ts'
import { placeOf, plain, type Raw, type RawList, type RawMap, readYaml } from './source.ts'
import type { Deviation, Standard } from './standard.ts'
import type { Text } from './text.ts'
import { isTighter, same } from './tightening.ts'

/** Tailoring: a standard that takes over another one, leaves out, tightens and adds. Nothing is loosened without a word. */
export interface Merged {
  readonly raw: RawMap
  readonly files: ReadonlyMap<string, string>
  readonly base?: NonNullable<Standard['extends']>
}

const nodeLists = ['requirements', 'indicators', 'results']
const namedParts = ['sources', 'facts', 'measures', 'scales', 'tables']
const headings = new Set([
  'plumbline',
  'id',
  'edition',
  'title',
  'designation',
  'level',
  'jurisdiction',
  'body',
  'stage',
  'from',
  'banks',
  'views',
  'select',
])
const editorial = new Set(['title', 'text', 'clause', 'from', 'note', 'id'])

/** The standard with everything that it extends written into one tree. Each piece keeps the place it was written at. */
export function mergeExtended(
  raw: RawMap,
  name: string,
  text: string,
  library: Library,
  chain: readonly string[] = [],
): Outcome<Merged> {
  const reference = raw.entries.get('extends')
  if (!reference) return done({ raw, files: new Map([[name, text]]) })
  const at = placeOf(reference.at)
  if (reference.kind !== 'text')
    return failed(
      problem(
        'wrong-kind',
        { zh: 'extends 须是标准编号', en: '`extends` is the id of a standard' },
        { place: at, expected: 'cn/base@1' },
      ),
    )
  const [id = ''] = reference.text.split('@')
  const own = raw.entries.get('id')
  const ownId = own?.kind === 'text' ? own.text : name
  if (chain.includes(id) || id === ownId) {
    return failed(
      problem(
        'cyclic-extends',
        { zh: '标准相互扩展，成了循环', en: 'Standards extend each other in a circle' },
        { place: at, got: [...chain, ownId, id].join(' → ') },
      ),
    )
  }
  const found = library(reference.text)
  if (!found)
    return failed(
      problem(
        'unknown-standard',
        {
          zh: `找不到所扩展的标准“${reference.text}”`,
          en: `The standard "${reference.text}" that this extends is not there`,
        },
        { place: at, got: reference.text },
      ),
    )
  const read = readYaml(found.name, found.text)
  if (!read.raw) return failed(...read.problems)
  if (read.raw.kind !== 'map')
    return failed(
      problem(
        'wrong-kind',
        { zh: '标准文件须是映射', en: 'A standard is a map of fields' },
        { place: { file: found.name } },
      ),
    )
  const base = mergeExtended(read.raw, found.name, found.text, library, [...chain, ownId])
  if (!base.ok) return base
  const merger = new Merger(base.value.raw, raw)
  const merged = merger.merge()
  if (merger.problems.length > 0) return failed(...merger.problems)
  const edition = base.value.raw.entries.get('edition')
  return done({
    raw: merged,
    files: new Map([[name, text], ...base.value.files]),
    base: {
      id,
      edition: edition?.kind === 'text' ? edition.text : '',
      hash: canonicalHash(plain(base.value.raw)),
      deviations: merger.deviations,
    },
  })
}

class Merger {
  readonly problems: Problem[] = []
  readonly deviations: Deviation[] = []
  private readonly base: RawMap
  private readonly own: RawMap

  constructor(base: RawMap, own: RawMap) {
    this.base = base
    this.own = own
  }

  merge(): RawMap {
    const entries = new Map(this.base.entries)
    const keys = new Map(this.base.keys)
    const from = entries.get('from')
    for (const list of nodeLists) {
      const nodes = entries.get(list)
      if (from && nodes?.kind === 'list')
        entries.set(list, { ...nodes, items: nodes.items.map((n) => sourced(n, from)) })
    }
    for (const [key, value] of this.own.entries) {
      keys.set(key, this.own.keys.get(key)!)
      if (key === 'extends') continue
      const before = entries.get(key)
      if (namedParts.includes(key) && before?.kind === 'map' && value.kind === 'map')
        entries.set(key, this.named(key, before, value))
      else if (nodeLists.includes(key) && before?.kind === 'list' && value.kind === 'list')
        entries.set(key, this.nodes(before, value))
      else {
        if (before) this.header(key, before, value)
        entries.set(key, value)
      }
    }
    entries.delete('extends')
    const left = this.leftOut()
    for (const list of nodeLists) {
      const nodes = entries.get(list)
      if (nodes?.kind === 'list' && left.size > 0) entries.set(list, without(nodes, left))
    }
    return { kind: 'map', entries, keys, at: this.own.at }
  }

  /** What stands at the head: who and what it is may be said anew, what it means for the verdict only more strictly. */
  private header(key: string, before: Raw, value: Raw): void {
    if (same(before, value) || headings.has(key)) return
    const text = (r: Raw) => (r.kind === 'text' ? r.text : undefined)
    const stricter =
      (key === 'decision' && text(before) === 'point') ||
      (key === 'authority' && text(value) !== 'official') ||
      (key === 'validity' && shorter(before, value))
    if (stricter) this.deviations.push({ path: key, kind: 'tightened' })
    else {
      this.problems.push(
        problem(
          'redefined',
          {
            zh: `“${key}”由基础标准规定，只能收紧`,
            en: `"${key}" is fixed by the base standard and may only be tightened`,
          },
          {
            place: placeOf(this.own.keys.get(key)!),
            expected: JSON.stringify(plain(before)),
            got: JSON.stringify(plain(value)),
          },
        ),
      )
    }
  }

  private leftOut(): Set<string> {
    const select = this.own.entries.get('select')
    const list = select?.kind === 'map' ? select.entries.get('leave-out') : undefined
    const ids = new Set<string>()
    const known = new Set(nodeLists.flatMap((l) => [...idsIn(this.base.entries.get(l))]))
    for (const item of list?.kind === 'list' ? list.items : []) {
      const id = item.kind === 'map' ? item.entries.get('id') : undefined
      const because = item.kind === 'map' ? item.entries.get('because') : undefined
      if (id?.kind !== 'text') continue
      if (!known.has(id.text)) {
        const near = nearestName(id.text, known)
        this.problems.push(
          problem(
            'unknown-name',
            { zh: `基础标准中没有“${id.text}”`, en: `The base standard has no "${id.text}"` },
            {
              place: placeOf(id.at),
              got: id.text,
              next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
            },
          ),
        )
        continue
      }
      if (!because) {
        this.problems.push(
          problem(
            'silent-change',
            { zh: `删去“${id.text}”须说明理由`, en: `Leaving out "${id.text}" needs a reason` },
            { place: placeOf(item.at), expected: 'because' },
          ),
        )
        continue
      }
      ids.add(id.text)
      this.deviations.push({ path: id.text, kind: 'left-out', because: plain(because) as Text })
    }
    return ids
  }

  private named(part: string, before: RawMap, value: RawMap): RawMap {
    const entries = new Map(before.entries)
    const keys = new Map(before.keys)
    for (const [name, own] of value.entries) {
      const old = entries.get(name)
      keys.set(name, value.keys.get(name)!)
      if (!old) {
        entries.set(name, own)
        if (part !== 'sources') this.deviations.push({ path: `${part}.${name}`, kind: 'added' })
      } else if (part === 'measures' && old.kind === 'map' && own.kind === 'map') {
        entries.set(name, this.overlay(`${part}.${name}`, old, own))
      } else {
        if (part !== 'sources') {
          this.problems.push(
            problem(
              'redefined',
              {
                zh: `“${name}”已由基础标准规定，不能改写`,
                en: `"${name}" is fixed by the base standard and cannot be written anew`,
              },
              { place: placeOf(value.keys.get(name)!), next: { zh: '另起一个名字', en: 'choose another name' } },
            ),
          )
        }
        entries.set(name, own)
      }
    }
    return { ...before, entries, keys }
  }

  /** A node with a known id changes that node where it stands; a new id is added at the end. */
  private nodes(before: RawList, value: RawList): RawList {
    let items = [...before.items]
    for (const own of value.items) {
      const id = idOf(own)
      const replaced = id === undefined ? undefined : this.replace(items, id, own as RawMap)
      if (replaced) items = replaced
      else {
        items.push(own)
        if (id) this.deviations.push({ path: id, kind: 'added' })
      }
    }
    return { ...before, items }
  }

  private replace(items: readonly Raw[], id: string, own: RawMap): Raw[] | undefined {
    let hit = false
    const made = items.map((item): Raw => {
      if (hit || item.kind !== 'map') return item
      if (idOf(item) === id) {
        hit = true
        return this.overlay(id, item, own)
      }
      const of = item.entries.get('of')
      if (of?.kind !== 'list') return item
      const inner = this.replace(of.items, id, own)
      if (!inner) return item
      hit = true
      return { ...item, entries: new Map([...item.entries, ['of', { ...of, items: inner }]]) }
    })
    return hit ? made : undefined
  }

  private overlay(path: string, base: RawMap, own: RawMap): RawMap {
    const entries = new Map(base.entries)
    const keys = new Map(base.keys)
    const note = own.entries.get('note')
    for (const [key, value] of own.entries) {
      const old = entries.get(key)
      keys.set(key, own.keys.get(key)!)
      if (key === 'of' && old?.kind === 'list' && value.kind === 'list') {
        entries.set(key, { ...old, items: [...old.items, ...value.items] })
        for (const item of value.items)
          this.deviations.push({ path: idOf(item) ?? (item.kind === 'text' ? item.text : path), kind: 'added' })
        continue
      }
      entries.set(key, value)
      if (editorial.has(key) || same(old, value)) continue
      const tighter = old === undefined ? key === 'minimum' : isTighter(key, old, value)
      if (tighter) this.deviations.push({ path: `${path}.${key}`, kind: 'tightened' })
      else if (note) this.deviations.push({ path: `${path}.${key}`, kind: 'changed', because: plain(note) as Text })
      else {
        this.problems.push(
          problem(
            'silent-change',
            {
              zh: `“${path}.${key}”不是收紧，须在 note 中说明理由`,
              en: `The change of "${path}.${key}" is not a tightening and needs a reason in \`note\``,
            },
            {
              place: placeOf(own.keys.get(key)!),
              expected: old ? JSON.stringify(plain(old)) : undefined,
              got: JSON.stringify(plain(value)),
            },
          ),
        )
      }
    }
    return { ...base, entries, keys }
  }
}

/** What the base inherits from its own `from:` stays attributed to it. */
function sourced(node: Raw, from: Raw): Raw {
  return node.kind !== 'map' || node.entries.has('from')
    ? node
    : { ...node, entries: new Map([...node.entries, ['from', from]]) }
}

function* idsIn(nodes: Raw | undefined): Generator<string> {
  for (const node of nodes?.kind === 'list' ? nodes.items : []) {
    const id = idOf(node)
    if (id !== undefined) yield id
    if (node.kind === 'map') yield* idsIn(node.entries.get('of'))
  }
}

function idOf(node: Raw): string | undefined {
  const id = node.kind === 'map' ? node.entries.get('id') : undefined
  return id?.kind === 'text' ? id.text : undefined
}

/** A validity that ends no later and is re-assessed on no fewer occasions. */
function shorter(before: Raw, value: Raw): boolean {
  const read = (r: Raw) => plain(r) as { months?: string; 'reassess-on'?: string[] }
  const [a, b] = [read(before), read(value)]
  const months = a.months === undefined || (b.months !== undefined && Number(b.months) <= Number(a.months))
  return months && (a['reassess-on'] ?? []).every((w) => b['reassess-on']?.includes(w))
}

function without(list: RawList, left: ReadonlySet<string>): RawList {
  return {
    ...list,
    items: list.items.flatMap((item): Raw[] => {
      if (item.kind === 'text') return left.has(item.text) ? [] : [item]
      if (item.kind !== 'map') return [item]
      const id = idOf(item)
      if (id !== undefined && left.has(id)) return []
      const of = item.entries.get('of')
      return of?.kind === 'list'
        ? [{ ...item, entries: new Map([...item.entries, ['of', without(of, left)]]) }]
        : [item]
    }),
  }
}
