import { Exact } from '../exact.ts'
import { checkFormula } from '../formula/check.ts'
import type { Scope } from '../formula/scope.ts'
import type { Expr } from '../formula/tree.ts'
import { nearestName } from '../names.ts'
import type { LevelShape } from '../shape.ts'
import type { Decision, LevelDef, LevelRule, Rung } from '../standard.ts'
import { asksNothing } from '../tightening.ts'
import { nameType, type Type } from '../types.ts'
import type { Draft } from './drafts.ts'
import { scaleType, unknownScale } from './facts.ts'
import type { NodeBuilder, Own } from './nodes.ts'
import type { Path } from './report.ts'
import type { World } from './world.ts'

export function buildLevel(
  b: NodeBuilder,
  d: Draft,
  shape: LevelShape,
  raw: Type | undefined,
  final: Type | undefined,
  own: Own,
): LevelRule | undefined {
  const { report, scales } = b.world
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
  const decision = shape.decision ? decisionOf(shape.decision, [...path, 'decision'], b.world) : undefined
  const names: Own = { ...own, ...(final ? { value: final } : {}) }
  const rungs: Rung[] = []
  const add = (level: LevelDef, holds: Expr | undefined, own_?: Decision) => {
    const d_ = own_ ?? decision
    if (holds) rungs.push({ level, holds, ...(d_ ? { decision: d_ } : {}) })
  }
  if (kind === 'needs' && typeof shape.needs === 'string') {
    const holds = b.formula(d, shape.needs, [...path, 'needs'], { ...names, trying: scaleType(scale) }, 'yes-no')
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
    if (typeof entry === 'string' && asksNothing(entry)) continue
    if (kind === 'needs') {
      const text = typeof entry === 'string' ? entry : entry.holds
      const textPath = typeof entry === 'string' ? at : [...at, 'holds']
      const rungDecision =
        typeof entry === 'object' && entry.decision
          ? decisionOf(entry.decision as 'point', [...at, 'decision'], b.world)
          : undefined
      add(level, b.formula(d, text, textPath, { ...names, trying: scaleType(scale) }, 'yes-no'), rungDecision)
    } else {
      if (!raw)
        report.error(
          at,
          'missing-field',
          { zh: '门槛须有 value', en: 'A threshold needs a value' },
          { expected: 'value' },
        )
      const sign = kind === 'at-least' ? '>=' : '<='
      const limit = entry as string
      const bare = /^[\w.]+$/.test(limit)
      const text = bare ? `value ${sign} ${limit}` : `value ${sign} (${limit})`
      const offset = text.indexOf(limit, `value ${sign} `.length)
      const scope = b.scope(d, names)
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

export function levelNamed(b: NodeBuilder, text: string, path: Path): LevelDef | undefined {
  const scale = b.world.scaleOfLevel(text)
  const found = scale?.levels.find((l) => l.id === text)
  if (!found) {
    const all = [...b.world.scales.values()].flatMap((s) => s.levels.map((l) => l.id))
    const near = nearestName(text, all)
    b.world.report.error(
      path,
      'not-a-level',
      { zh: `没有等级“${text}”`, en: `There is no level "${text}"` },
      { got: text, next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined },
    )
  }
  return found
}

export function buildScore(b: NodeBuilder, d: Draft, raw: Type | undefined, own: Own): [Expr, Expr][] {
  const path = [...d.path, 'score']
  if (raw && raw.k !== 'number' && raw.k !== 'any')
    b.world.report.error(
      path,
      'wrong-type',
      { zh: '只有数才能换算成分数', en: 'Only a number is scored' },
      { got: nameType(raw) },
    )
  if (!raw)
    b.world.report.error(
      path,
      'missing-field',
      { zh: 'score 须有 value', en: '`score` needs a value' },
      { expected: 'value' },
    )
  const points: [Expr, Expr][] = []
  d.shape.score!.forEach(([x, y], i) => {
    const ex = b.formula(d, x, [...path, i, 0], { ...own }, 'number')
    const ey = b.formula(d, y, [...path, i, 1], { ...own }, 'number')
    const last = points.at(-1)?.[0]
    if (ex?.op === 'number' && last?.op === 'number' && ex.value.compare(last.value) <= 0) {
      b.world.report.error(
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
