import { Exact } from '../exact.ts'
import { checkFormula } from '../formula/check.ts'
import { plainNumber } from '../formula/join.ts'
import type { Meaning, Scope } from '../formula/scope.ts'
import type { Expr } from '../formula/tree.ts'
import { nearestName } from '../names.ts'
import type { LevelShape, StepShape } from '../shape.ts'
import type { Decision, LevelDef, LevelRule, Node, Rung, Scale, Step, Table } from '../standard.ts'
import { anyType, nameType, type Type } from '../types.ts'
import type { Draft } from './drafts.ts'
import { scaleType, unknownScale } from './facts.ts'
import type { Path } from './report.ts'
import { titleOf } from './scales.ts'
import { buildTable, located, type Wanted } from './tables.ts'
import type { World } from './world.ts'

type Own = Partial<Record<'of' | 'leaves' | 'value' | 'level' | 'trying', Type>>

/** Reads the formulas of nodes. Values are read first when another formula asks for their type. */
export class NodeBuilder {
  private readonly world: World
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

  private formula(
    d: Draft,
    text: string,
    path: Path,
    own: Own,
    wanted?: 'number' | 'yes-no' | 'word',
  ): Expr | undefined {
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
      if (Array.isArray(shape.gives)) made.raw = { k: 'word', words: shape.gives }
    }
    if (made.raw) made.final = shape.score ? plainNumber() : widened(made.raw)
    this.values.set(d.id, made)
    return made
  }

  private wantedOf(d: Draft): Wanted {
    if (d.shape.gives === 'yes-no') return 'yes-no'
    if (Array.isArray(d.shape.gives)) return { words: d.shape.gives }
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
    const level = shape.level === undefined ? undefined : this.level(d, shape.level, raw, final, own)
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
    const at = shape.at === undefined ? undefined : this.at(shape.at, [...path, 'at'])
    const type = level && !raw ? undefined : final
    return {
      id: d.id,
      part: d.part,
      title: titleOf(shape.title ?? shape.text),
      from: d.from,
      place: report.place(path),
      of: d.of,
      adjust: this.steps(d, raw, level?.scale, own),
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
      ...(Array.isArray(shape.gives) ? { gives: shape.gives } : {}),
      ...(shape.score ? { score: this.score(d, raw, own) } : {}),
      ...(level ? { level } : {}),
      ...(shape.decision ? { decision: decisionOf(shape.decision, [...path, 'decision'], this.world) } : {}),
      ...(type ? { type } : {}),
    }
  }

  private at(text: string, path: Path): LevelDef | undefined {
    const scale = this.world.scaleOfLevel(text)
    const found = scale?.levels.find((l) => l.id === text)
    if (!found) {
      const all = [...this.world.scales.values()].flatMap((s) => s.levels.map((l) => l.id))
      const near = nearestName(text, all)
      this.world.report.error(
        path,
        'not-a-level',
        { zh: `没有等级“${text}”`, en: `There is no level "${text}"` },
        { got: text, next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined },
      )
    }
    return found
  }

  private score(d: Draft, raw: Type | undefined, own: Own): [Expr, Expr][] {
    const path = [...d.path, 'score']
    if (raw && raw.k !== 'number' && raw.k !== 'any')
      this.world.report.error(
        path,
        'wrong-type',
        { zh: '只有数才能换算成分数', en: 'Only a number is scored' },
        { got: nameType(raw) },
      )
    if (!raw)
      this.world.report.error(
        path,
        'missing-field',
        { zh: 'score 须有 value', en: '`score` needs a value' },
        { expected: 'value' },
      )
    const points: [Expr, Expr][] = []
    d.shape.score!.forEach(([x, y], i) => {
      const ex = this.formula(d, x, [...path, i, 0], { ...own }, 'number')
      const ey = this.formula(d, y, [...path, i, 1], { ...own }, 'number')
      const last = points.at(-1)?.[0]
      if (ex?.op === 'number' && last?.op === 'number' && ex.value.compare(last.value) <= 0) {
        this.world.report.error(
          [...path, i, 0],
          'score-order',
          { zh: '断点须由小到大', en: 'Breakpoints rise' },
          { expected: `> ${last.value}`, got: x },
        )
      }
      if (ex && ey) points.push([ex, ey])
    })
    return points
  }

  private level(
    d: Draft,
    shape: LevelShape,
    raw: Type | undefined,
    final: Type | undefined,
    own: Own,
  ): LevelRule | undefined {
    const { report, scales } = this.world
    const path: Path = [...d.path, 'level']
    const id = typeof shape === 'string' ? shape : shape.scale
    const scale = scales.get(id)
    if (!scale) {
      unknownScale(id, typeof shape === 'string' ? path : [...path, 'scale'], scales, report)
      return undefined
    }
    const numeric = !raw || raw.k === 'number' || raw.k === 'any'
    if (!numeric)
      report.error(
        path,
        'wrong-type',
        { zh: '等级须由数得出', en: 'A level is read from a number' },
        { got: nameType(raw) },
      )
    const kinds =
      typeof shape === 'string' ? [] : (['at-least', 'at-most', 'needs'] as const).filter((k) => shape[k] !== undefined)
    if (kinds.length === 0) {
      if (!raw)
        report.error(
          path,
          'missing-field',
          { zh: '没有可读出等级的值', en: 'There is no value to read the level from' },
          { expected: 'value, table' },
        )
      if (raw?.k === 'number' && raw.scale && raw.scale !== scale.id) {
        report.error(
          path,
          'two-scales',
          { zh: '值是另一标度的等级', en: 'The value is a level of another scale' },
          { expected: scale.id, got: raw.scale },
        )
      }
      return { scale }
    }
    if (kinds.length > 1 || typeof shape === 'string') {
      report.error(
        path,
        'one-ladder',
        { zh: '梯级只写一种', en: 'A ladder is written one way' },
        { expected: 'at-least | at-most | needs', got: kinds.join(', ') },
      )
      return { scale }
    }
    const kind = kinds[0]!
    const decision = shape.decision ? decisionOf(shape.decision, [...path, 'decision'], this.world) : undefined
    const names: Own = { ...own, ...(final ? { value: final } : {}) }
    const rungs: Rung[] = []
    const add = (level: LevelDef, holds: Expr | undefined, own_?: Decision) => {
      const d_ = own_ ?? decision
      if (holds) rungs.push({ level, holds, ...(d_ ? { decision: d_ } : {}) })
    }
    if (kind === 'needs' && typeof shape.needs === 'string') {
      const holds = this.formula(d, shape.needs, [...path, 'needs'], { ...names, trying: scaleType(scale) }, 'yes-no')
      for (const level of scale.levels.slice(1)) add(level, holds)
      return { scale, ladder: rungs }
    }
    const entries = shape[kind] as Record<string, string | { holds: string; decision?: unknown }>
    const ids = scale.levels.map((l) => l.id)
    for (const [levelId, entry] of Object.entries(entries)) {
      const at: Path = [...path, kind, levelId]
      const level = scale.levels.find((l) => l.id === levelId)
      if (!level) {
        const near = nearestName(levelId, ids)
        report.keyError(
          at,
          'not-a-level',
          { zh: `“${levelId}”不是标度 ${scale.id} 的等级`, en: `"${levelId}" is not a level of ${scale.id}` },
          {
            expected: ids.join(', '),
            got: levelId,
            next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
          },
        )
        continue
      }
      if (level === scale.levels[0])
        report.warn(at, 'first-level', { zh: '标度的第一级不需要条件', en: 'The first level of a scale needs nothing' })
      if (entry === 'n/a') continue
      if (kind === 'needs') {
        const text = typeof entry === 'string' ? entry : entry.holds
        const textPath = typeof entry === 'string' ? at : [...at, 'holds']
        const rungDecision =
          typeof entry === 'object' && entry.decision
            ? decisionOf(entry.decision as 'point', [...at, 'decision'], this.world)
            : undefined
        add(level, this.formula(d, text, textPath, { ...names, trying: scaleType(scale) }, 'yes-no'), rungDecision)
      } else {
        if (!raw)
          report.error(
            at,
            'missing-field',
            { zh: '门槛须有 value', en: 'A threshold needs a value' },
            { expected: 'value' },
          )
        const sign = kind === 'at-least' ? '>=' : '<='
        const text = `value ${sign} (${entry as string})`
        const offset = `value ${sign} (`.length
        const scope = this.scope(d, names)
        const expr = checkFormula(
          text,
          Object.create(scope, {
            report: {
              value: (p: Parameters<Scope['report']>[0]) =>
                report.formula(at, { ...p, start: Math.max(0, p.start - offset), end: Math.max(0, p.end - offset) }),
            },
          }) as Scope,
        )
        add(level, expr)
      }
    }
    rungs.sort((a, b) => a.level.number.compare(b.level.number))
    return { scale, ladder: rungs }
  }

  private steps(d: Draft, raw: Type | undefined, scale: Scale | undefined, own: Own): Step[] {
    const steps: Step[] = []
    const shapes = d.shape.adjust ?? []
    if (shapes.length > 0 && !scale && raw && raw.k !== 'number' && raw.k !== 'any') {
      this.world.report.error(
        [...d.path, 'adjust'],
        'nothing-to-adjust',
        { zh: '没有可调整的数或等级', en: 'There is no number and no level to adjust' },
        { got: nameType(raw) },
      )
    }
    if (shapes.length > 0 && !scale && !raw) {
      this.world.report.error(
        [...d.path, 'adjust'],
        'nothing-to-adjust',
        { zh: '没有可调整的数或等级', en: 'There is no number and no level to adjust' },
        { expected: 'value, table, level' },
      )
    }
    const names: Own = { ...own, value: plainNumber(), ...(scale ? { level: scaleType(scale) } : {}) }
    shapes.forEach((s, i) => {
      const step = this.step(d, s, [...d.path, 'adjust', i], scale, names)
      if (step) steps.push(step)
    })
    this.orderLint(d, steps)
    return steps
  }

  private step(d: Draft, s: StepShape, path: Path, scale: Scale | undefined, names: Own): Step | undefined {
    const { report } = this.world
    const kinds = (['at-most', 'at-least', 'add', 'set', 'round'] as const).filter((k) => s[k] !== undefined)
    if (kinds.length !== 1) {
      report.error(
        path,
        'one-step',
        { zh: '一步只做一件事', en: 'A step does one thing' },
        { expected: 'at-most | at-least | add | set | round', got: kinds.join(', ') },
      )
      return undefined
    }
    const does = kinds[0]!
    this.world.checkSources(s.from, [...path, 'from'])
    const when = s.when === undefined ? undefined : this.formula(d, s.when, [...path, 'when'], names, 'yes-no')
    if (s.when !== undefined && !when) return undefined
    const common = {
      ...(when ? { when } : {}),
      ...(s.because ? { because: titleOf(s.because) } : {}),
      ...(s.from ? { from: s.from } : {}),
      place: report.place(path),
    }
    if (does === 'round') {
      const digits = Number(s.round)
      if (!Number.isInteger(digits) || Math.abs(digits) > 100) {
        report.error(
          [...path, 'round'],
          'not-a-number',
          { zh: '位数须是整数', en: 'The digits are a whole number' },
          { got: s.round },
        )
        return undefined
      }
      return { ...common, does, digits }
    }
    const amount = this.formula(d, s[does]!, [...path, does], names, 'number')
    if (!amount) return undefined
    if (scale && amount.type.k === 'number' && amount.type.scale && amount.type.scale !== scale.id && does !== 'add') {
      report.error(
        [...path, does],
        'two-scales',
        { zh: '是另一标度的等级', en: 'This is a level of another scale' },
        { expected: scale.id, got: amount.type.scale },
      )
    }
    return { ...common, does, amount }
  }

  private orderLint(d: Draft, steps: readonly Step[]): void {
    const set = steps.findIndex((s) => s.does === 'set')
    const after = steps.findIndex((s, i) => set >= 0 && i > set && (s.does === 'add' || s.does === 'at-least'))
    if (after >= 0) {
      this.world.report.warn([...d.path, 'adjust', after], 'step-order', {
        zh: `第 ${after + 1} 步会抬高第 ${set + 1} 步已定的结果`,
        en: `Step ${after + 1} can raise what step ${set + 1} has set`,
      })
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

export function decisionOf(shape: 'point' | { guarded: string }, path: Path, world: World): Decision {
  if (shape === 'point') return { kind: 'point' }
  const c = Exact.parse(shape.guarded)
  const half = Exact.ratio(1n, 2n)
  if (!c || c.compare(half) <= 0 || c.compare(Exact.one) >= 0) {
    world.report.error(
      [...path, 'guarded'],
      'confidence',
      { zh: '置信水平须在 0.5 与 1 之间', en: 'A confidence lies between 0.5 and 1' },
      { expected: '0.95', got: shape.guarded },
    )
  }
  return { kind: 'guarded', confidence: c?.toString() ?? '0.95' }
}
