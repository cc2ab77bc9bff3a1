import { Exact } from '../exact.ts'
import { checkFormula } from '../formula/check.ts'
import { plainNumber } from '../formula/join.ts'
import type { Meaning, Scope } from '../formula/scope.ts'
import type { Expr } from '../formula/tree.ts'
import type { Node, Table } from '../standard.ts'
import { anyType, nameType, type Type } from '../types.ts'
import type { Draft } from './drafts.ts'
import { buildLevel, buildScore, decisionOf, levelNamed } from './ladders.ts'
import type { Path } from './report.ts'
import { titleOf } from './scales.ts'
import { buildSteps } from './steps.ts'
import { buildTable, located, type Wanted } from './tables.ts'
import type { World } from './world.ts'

export type Own = Partial<Record<'of' | 'leaves' | 'value' | 'level' | 'trying', Type>>

/** Reads the formulas of nodes. Values are read first when another formula asks for their type. */
export class NodeBuilder {
  readonly world: World
  private readonly values = new Map<string, { expr?: Expr; table?: Table; raw?: Type; final?: Type }>()
  private readonly eaches = new Map<string, Expr | undefined>()

  constructor(world: World) {
    this.world = world
    world.typeOfValue = (d) => this.value(d).final
    world.eachItem = (d) => {
      const type = this.each(d)?.type
      return type?.k === 'list' ? type.of : anyType
    }
  }

  /** What formulas see where they stand in a node: its own parts and value, its `as` variables, then the standard's names. */
  scope(d: Draft | undefined, own: Own): Scope {
    const world = this.world
    const resolve = (name: string): Meaning | undefined => {
      if (name === 'level') {
        if (own.trying) return { is: 'own', what: 'trying', type: own.trying }
        if (own.level) return { is: 'own', what: 'level', type: own.level }
      }
      if ((name === 'of' || name === 'leaves' || name === 'value') && own[name])
        return { is: 'own', what: name, type: own[name] }
      const variable = d && this.itemVariable(d, name)
      return variable ?? world.resolve(name, d)
    }
    return {
      resolve,
      names: () => [
        ...Object.keys(own).map((k) => (k === 'trying' ? 'level' : k)),
        ...(d ? this.itemVariables(d) : []),
        ...world.names(d),
      ],
      property: (id, name) => world.property(id, name),
      itemNode: (each, name) => world.itemNode(each, name),
      itemNames: (each) => world.itemNames(each),
      scaleNumber: (scale, level) => world.scales.get(scale)?.levels.find((l) => l.id === level)?.number,
      report: () => undefined,
    }
  }

  private around(d: Draft): Draft[] {
    const found: Draft[] = []
    for (let s = d.scope; s !== undefined; ) {
      const each = this.world.drafts.get(s)
      if (!each) break
      found.push(each)
      s = each.scope
    }
    return found
  }

  private itemVariables(d: Draft): string[] {
    return this.around(d).map((e) => e.shape.as ?? '')
  }

  private itemVariable(d: Draft, name: string): Meaning | undefined {
    const each = this.around(d).find((e) => e.shape.as === name)
    return each && { is: 'variable', type: this.world.eachItem(each) }
  }

  formula(d: Draft, text: string, path: Path, own: Own, wanted?: 'number' | 'yes-no' | 'word'): Expr | undefined {
    const expr = checkFormula(text, located(this.scope(d, own), this.world, path))
    if (expr && wanted && expr.type.k !== wanted && expr.type.k !== 'any') {
      const node = expr.op === 'node'
      this.world.report.error(
        path,
        'wrong-type',
        { zh: '公式的类型不符', en: 'The formula has the wrong type' },
        {
          expected: wanted,
          got: nameType(expr.type),
          next: node
            ? {
                zh: '节点本身不是数：写 .value、.level 或 .satisfied',
                en: 'a node is not itself a number: say .value, .level or .satisfied',
              }
            : undefined,
        },
      )
      return undefined
    }
    return expr
  }

  each(d: Draft): Expr | undefined {
    if (this.eaches.has(d.id)) return this.eaches.get(d.id)
    this.eaches.set(d.id, undefined)
    const text = d.shape.each
    if (text === undefined) return undefined
    const path = [...d.path, 'each']
    const expr = this.formula(d, text, path, {})
    if (expr && expr.type.k !== 'list' && expr.type.k !== 'any') {
      this.world.report.error(
        path,
        'wrong-type',
        { zh: 'each 须是列表', en: '`each` is a list' },
        { expected: 'list', got: nameType(expr.type) },
      )
    }
    if (d.shape.as === undefined)
      this.world.report.error(
        d.path,
        'missing-field',
        { zh: '有 each 就须有 as', en: '`each` needs `as`' },
        { expected: 'as' },
      )
    this.eaches.set(d.id, expr)
    return expr
  }

  private own(d: Draft): Own {
    const parts = this.world.partsType(d)
    return 'why' in parts ? {} : { of: parts, leaves: { k: 'list', of: { k: 'node', ids: this.world.leavesOf(d.id) } } }
  }

  /** The value or table of a node, and the type of its `.value`. */
  value(d: Draft): { expr?: Expr; table?: Table; raw?: Type; final?: Type } {
    const known = this.values.get(d.id)
    if (known) return known
    this.values.set(d.id, {})
    const { shape } = d
    const made: { expr?: Expr; table?: Table; raw?: Type; final?: Type } = {}
    if (shape.value !== undefined) {
      const expr = this.formula(d, shape.value, [...d.path, 'value'], this.own(d))
      if (expr) made.expr = expr
      made.raw = expr?.type ?? anyType
      if (made.raw.k === 'node' || made.raw.k === 'item') {
        this.world.report.error(
          [...d.path, 'value'],
          'wrong-type',
          { zh: '节点本身不是值', en: 'A node is not itself a value' },
          {
            got: nameType(made.raw),
            next: { zh: '写 .value、.level 或 .satisfied', en: 'say .value, .level or .satisfied' },
          },
        )
        made.raw = anyType
      }
    }
    if (shape.table) {
      const scope = this.scope(d, this.own(d))
      const table = buildTable(d.id, shape.table, [...d.path, 'table'], this.world, scope, this.wantedOf(d))
      made.table = table
      made.raw =
        table.out.length > 0
          ? { k: 'record', fields: new Map(table.out.map((o, i) => [o, table.types[i]!])) }
          : table.types[0]!
      if (Array.isArray(shape.gives)) made.raw = { k: 'word', words: wordsOf(shape.gives) }
    }
    if (made.raw) made.final = shape.score ? plainNumber() : widened(made.raw)
    this.values.set(d.id, made)
    return made
  }

  private wantedOf(d: Draft): Wanted {
    if (d.shape.gives === 'yes-no') return 'yes-no'
    if (Array.isArray(d.shape.gives)) return { words: wordsOf(d.shape.gives) }
    const scale = this.world.levelOf(d)
    return scale ? { level: scale.id } : undefined
  }

  build(d: Draft): Node {
    const { shape, path } = d
    const { report } = this.world
    const own = this.own(d)
    const { expr: value, table, raw, final } = this.value(d)
    const opt = (text: string | undefined, key: string, wanted: 'number' | 'yes-no' | 'word', names: Own = {}) =>
      text === undefined ? undefined : this.formula(d, text, [...path, key], names, wanted)
    const weight = opt(shape.weight, 'weight', 'number')
    if (weight?.op === 'negate' || (weight?.op === 'number' && weight.value.sign < 0))
      report.error(
        [...path, 'weight'],
        'negative-weight',
        { zh: '权重不能为负', en: 'A weight is not negative' },
        { got: shape.weight },
      )
    const when = opt(shape.when, 'when', 'yes-no')
    const holds = opt(shape.holds, 'holds', 'yes-no', own)
    const each = this.each(d)
    const written = [shape.value, shape.table, shape.holds, shape.check].filter((x) => x !== undefined).length
    if (written > 1)
      report.error(
        path,
        'one-result',
        { zh: '一个节点只有一种结果', en: 'A node has one result' },
        { expected: 'value | table | holds | check' },
      )
    const level = shape.level === undefined ? undefined : buildLevel(this, d, shape.level, raw, final, own)
    if (written === 0 && !level && d.of.length === 0)
      report.error(
        path,
        'no-result',
        { zh: '节点没有结果', en: 'The node has no result' },
        { expected: 'value, table, holds, check, level, of' },
      )
    this.world.checkSources(shape.from, [...path, 'from'])
    const says =
      shape.says === undefined
        ? undefined
        : ['shall', 'should', 'may'].includes(shape.says)
          ? word(shape.says)
          : this.formula(d, shape.says, [...path, 'says'], {}, 'word')
    const at = shape.at === undefined ? undefined : levelNamed(this, shape.at, [...path, 'at'])
    const type = level && !raw ? undefined : final
    return {
      id: d.id,
      part: d.part,
      title: titleOf(shape.title ?? shape.text),
      from: d.from,
      place: report.place(path),
      of: d.of,
      adjust: buildSteps(this, d, raw, level?.scale, own),
      qualifies: typeof shape.qualifies === 'string' ? [shape.qualifies] : (shape.qualifies ?? []),
      waivable: shape.waivable === 'true' || shape.waivable === 'yes',
      ...(shape.clause !== undefined ? { clause: shape.clause } : {}),
      ...(d.parent ? { parent: d.parent } : {}),
      ...(d.scope ? { scope: d.scope } : {}),
      ...(weight ? { weight } : {}),
      ...(when ? { when } : {}),
      ...(says ? { says } : {}),
      ...(at ? { at: { scale: at.scale, level: at } } : {}),
      ...(each ? { each } : {}),
      ...(shape.as !== undefined ? { as: shape.as } : {}),
      ...(holds ? { holds } : {}),
      ...(shape.check !== undefined ? { check: typeof shape.check === 'string' ? [shape.check] : shape.check } : {}),
      ...(value ? { value } : {}),
      ...(table ? { table } : {}),
      ...(Array.isArray(shape.gives) ? { gives: wordsOf(shape.gives), ...wordTitles(shape.gives) } : {}),
      ...(shape.score ? { score: buildScore(this, d, raw, own) } : {}),
      ...(level ? { level } : {}),
      ...(shape.decision ? { decision: decisionOf(shape.decision, [...path, 'decision'], this.world) } : {}),
      ...(type ? { type } : {}),
    }
  }
}

function word(text: string): Expr {
  return { op: 'word', value: text, type: { k: 'word', words: [text] }, start: 0, end: text.length, text }
}

/** A node's value can be anything of its kind: the domain of a formula is not worked out at load. */
function widened(t: Type): Type {
  return t.k === 'number' ? { ...t, lo: Exact.minusInfinity, hi: Exact.infinity } : t
}

type Gives = Exclude<NonNullable<Draft['shape']['gives']>, string>

function wordsOf(gives: Gives): string[] {
  return gives.map((g) => (typeof g === 'string' ? g : g.id))
}

function wordTitles(gives: Gives): Pick<Node, 'wordTitles'> {
  const titled = gives.flatMap((g) => (typeof g === 'string' ? [] : [[g.id, titleOf(g.title)] as const]))
  return titled.length > 0 ? { wordTitles: new Map(titled) } : {}
}
