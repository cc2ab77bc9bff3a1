import { Exact } from '../exact.ts'
import type { Meaning } from '../formula/scope.ts'
import type { NodeProperty } from '../formula/tree.ts'
import { nearestName } from '../names.ts'
import { evidenceScaleId, type Measure, type Scale, type Source } from '../standard.ts'
import { anyType, numberType, type Type, yesNo } from '../types.ts'
import type { Draft } from './drafts.ts'
import { scopes } from './drafts.ts'
import { scaleType } from './facts.ts'
import type { Path, Report } from './report.ts'

/** What a table looks like from outside. */
export interface TableFace {
  readonly given: readonly { name: string; type: Type }[]
  readonly type: Type
}

/** Everything a formula may refer to, with types worked out when first asked for. */
export class World {
  readonly report: Report
  readonly sources: ReadonlyMap<string, Source>
  readonly facts: Type & { k: 'record' }
  readonly measures: ReadonlyMap<string, Measure>
  readonly scales: ReadonlyMap<string, Scale>
  readonly drafts: ReadonlyMap<string, Draft>
  private readonly levels = new Map<string, { scale: string; number: Exact }>()
  private readonly valueTypes = new Map<string, Type | 'working' | undefined>()
  private readonly tableFaces = new Map<string, TableFace | 'working'>()
  /** set by the builders, which know how to read formulas */
  typeOfValue: (d: Draft) => Type | undefined = () => undefined
  faceOfTable: (id: string) => TableFace | undefined = () => undefined
  tableIds: ReadonlySet<string> = new Set()

  constructor(
    report: Report,
    parts: {
      sources: ReadonlyMap<string, Source>
      facts: ReadonlyMap<string, Type>
      measures: ReadonlyMap<string, Measure>
      scales: ReadonlyMap<string, Scale>
      drafts: ReadonlyMap<string, Draft>
    },
  ) {
    this.report = report
    this.sources = parts.sources
    this.facts = { k: 'record', fields: parts.facts }
    this.measures = parts.measures
    this.scales = parts.scales
    this.drafts = parts.drafts
    for (const scale of parts.scales.values()) {
      for (const l of scale.levels)
        if (!this.levels.has(l.id)) this.levels.set(l.id, { scale: scale.id, number: l.number })
    }
  }

  /** A bare name as seen from a node (or from a table, which stands in no node). */
  resolve(name: string, seenFrom: Draft | undefined): Meaning | undefined {
    if (name === 'subject') return { is: 'subject', type: this.facts }
    if (name === 'assessment') return { is: 'assessment' }
    const measure = this.measures.get(name)
    if (measure) return { is: 'measure', measure: name, type: { k: 'record', fields: measure.gives } }
    if (this.tableIds.has(name)) {
      const face = this.table(name)
      return face && { is: 'table', table: name, type: face.type, given: face.given }
    }
    const draft = this.drafts.get(name)
    if (draft && this.visible(draft, seenFrom)) return { is: 'node', id: name }
    const level = this.levels.get(name)
    return level && { is: 'level', ...level }
  }

  names(seenFrom: Draft | undefined): string[] {
    const nodes = [...this.drafts.values()].filter((d) => this.visible(d, seenFrom)).map((d) => d.id)
    return ['subject', 'assessment', ...this.measures.keys(), ...this.tableIds, ...nodes, ...this.levels.keys()]
  }

  private visible(d: Draft, from: Draft | undefined): boolean {
    return d.scope === undefined || (from !== undefined && scopes(from, this.drafts).includes(d.scope))
  }

  itemNode(each: string, name: string): string | undefined {
    return this.drafts.get(name)?.scope === each ? name : undefined
  }

  itemNames(each: string): string[] {
    return [...this.drafts.values()].filter((d) => d.scope === each).map((d) => d.id)
  }

  /** Nodes with no parts of their own, below a node; the parts of an `each` are judged item by item. */
  leavesOf(id: string, seen = new Set<string>()): string[] {
    const d = this.drafts.get(id)
    if (!d || seen.has(id)) return []
    seen.add(id)
    return d.of.length === 0 ? [id] : d.of.flatMap((p) => this.leavesOf(p, seen))
  }

  valueType(id: string): Type | undefined {
    const known = this.valueTypes.get(id)
    if (known === 'working') return anyType
    if (known || this.valueTypes.has(id)) return known
    const draft = this.drafts.get(id)
    if (!draft) return undefined
    this.valueTypes.set(id, 'working')
    const type = this.typeOfValue(draft)
    this.valueTypes.set(id, type)
    return type
  }

  private table(id: string): TableFace | undefined {
    const known = this.tableFaces.get(id)
    if (known === 'working') return { given: [], type: anyType }
    if (known) return known
    this.tableFaces.set(id, 'working')
    const face = this.faceOfTable(id)
    if (face) this.tableFaces.set(id, face)
    return face
  }

  levelOf(d: Draft): Scale | undefined {
    const shape = d.shape.level
    return shape === undefined ? undefined : this.scales.get(typeof shape === 'string' ? shape : shape.scale)
  }

  property(id: string, name: NodeProperty): Type | { why: string } {
    const d = this.drafts.get(id)
    if (!d) return anyType
    switch (name) {
      case 'value':
        return this.valueType(id) ?? { why: d.shape.level ? 'it has a level only' : 'it has no value' }
      case 'level': {
        const scale = this.levelOf(d)
        return scale ? scaleType(scale) : { why: 'it has no level' }
      }
      case 'satisfied':
        return d.shape.holds !== undefined || d.shape.check !== undefined
          ? yesNo
          : { why: 'it has neither `holds` nor `check`' }
      case 'applies':
      case 'determined':
      case 'sufficient':
        return yesNo
      case 'weight':
        return numberType(Exact.zero, Exact.infinity)
      case 'coverage':
        return numberType(Exact.zero, Exact.one)
      case 'at': {
        const scale = d.shape.at === undefined ? undefined : this.scaleOfLevel(d.shape.at)
        return scale ? scaleType(scale) : { why: 'it has no `at`' }
      }
      case 'says':
        return { k: 'word', words: ['shall', 'should', 'may', 'none'] }
      case 'id':
        return { k: 'word', words: [id] }
      case 'evidence':
        return scaleType(this.scales.get(evidenceScaleId)!)
      case 'of':
        return this.partsType(d)
      case 'leaves':
        return { k: 'list', of: { k: 'node', ids: this.leavesOf(id) } }
    }
  }

  partsType(d: Draft): Type | { why: string } {
    if (d.shape.each !== undefined) return { k: 'list', of: { k: 'item', each: d.id, base: this.eachItem(d) } }
    if (d.of.length === 0) return { why: 'it has no parts' }
    return { k: 'list', of: { k: 'node', ids: d.of } }
  }

  /** set by the builder: the type of one item of the list of an `each` */
  eachItem: (d: Draft) => Type = () => anyType

  scaleOfLevel(level: string): Scale | undefined {
    const found = this.levels.get(level)
    return found && this.scales.get(found.scale)
  }

  /** Words of a `from:` list must be sources. */
  checkSources(from: readonly string[] | undefined, path: Path): void {
    from?.forEach((s, i) => {
      if (this.sources.has(s)) return
      const near = nearestName(s, this.sources.keys())
      this.report.error(
        [...path, i],
        'unknown-source',
        { zh: `没有名为“${s}”的来源`, en: `There is no source named "${s}"` },
        {
          expected: [...this.sources.keys()].join(', '),
          got: s,
          next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
        },
      )
    })
  }

  /** Every name a formula sees means one thing. */
  checkClashes(): void {
    const seen = new Map<string, string>()
    const claim = (name: string, kind: string, path: Path) => {
      const before = seen.get(name)
      if (before)
        this.report.error(
          path,
          'names-clash',
          { zh: `名字“${name}”有两个含义`, en: `The name "${name}" means two things` },
          { expected: before, got: kind },
        )
      else seen.set(name, kind)
    }
    for (const word of ['subject', 'assessment', 'of', 'leaves', 'value', 'level']) seen.set(word, 'built-in name')
    for (const scale of this.scales.values())
      for (const [i, l] of scale.levels.entries()) claim(l.id, `level of ${scale.id}`, ['scales', scale.id, i])
    for (const id of this.measures.keys()) claim(id, 'measure', ['measures', id])
    for (const id of this.tableIds) claim(id, 'table', ['tables', id])
    for (const d of this.drafts.values()) claim(d.id, 'node', [...d.path, 'id'])
  }
}
