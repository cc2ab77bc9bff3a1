import { Exact } from '../exact.ts'
import { identifier, nearestName } from '../names.ts'
import type { Problem } from '../problem.ts'
import type { StandardShape } from '../shape.ts'
import type { Raw } from '../source.ts'
import type { Decision, Layout, Measure, Node, Source, Standard, Table } from '../standard.ts'
import { anyType, type Type } from '../types.ts'
import { reading } from './confidences.ts'
import { checkDependencies } from './dependencies.ts'
import { collectDrafts } from './drafts.ts'
import { badName, buildType } from './facts.ts'
import { decisionOf } from './ladders.ts'
import { NodeBuilder } from './nodes.ts'
import { Report } from './report.ts'
import { buildScales, titleOf } from './scales.ts'
import { buildTable, parameterType } from './tables.ts'
import { World } from './world.ts'

export type Built = Omit<Standard, 'hash' | 'form' | 'files' | 'extends'>

/** From the shape to the checked standard. All problems at once; nothing is returned if one is an error. */
export function buildStandard(shape: StandardShape, raw: Raw): { built: Built; problems: Problem[] } {
  const report = new Report(raw)
  const scales = buildScales(shape.scales ?? {}, report)
  const facts = new Map<string, Type>()
  const factTitles = new Map<string, ReturnType<typeof titleOf>>()
  for (const [name, type] of Object.entries(shape.facts ?? {})) {
    if (!identifier.test(name)) badName(name, ['facts', name], report)
    facts.set(name, buildType(type, ['facts', name], scales, report))
    if (typeof type === 'object' && type.title) factTitles.set(name, titleOf(type.title))
  }
  const measures = buildMeasures(shape, scales, report)
  const sources = new Map<string, Source>(Object.entries(shape.sources).map(([id, s]) => [id, s as Source]))
  const { drafts, lists } = collectDrafts(shape, report)
  const world = new World(report, { sources, facts, measures, scales, drafts })
  world.checkSources(shape.from, ['from'])
  world.tableIds = new Set(Object.keys(shape.tables ?? {}))
  world.checkClashes()
  const builder = new NodeBuilder(world)

  const tables = new Map<string, Table>()
  const tableOf = (id: string): Table => {
    const known = tables.get(id)
    if (known) return known
    const t = shape.tables![id]!
    const built = buildTable(
      id,
      t,
      ['tables', id],
      world,
      builder.scope(undefined, {}),
      t.gives ? { words: t.gives } : undefined,
    )
    tables.set(id, built)
    return built
  }
  world.faceOfTable = (id) => {
    const t = shape.tables?.[id]
    if (!t) return undefined
    const table = tableOf(id)
    const given = table.given.map((name) => ({ name, type: parameterType(name, t, world) ?? anyNumber }))
    const type: Type =
      table.out.length > 0
        ? { k: 'record', fields: new Map(table.out.map((o, i) => [o, table.types[i]!])) }
        : (table.types[0] ?? anyType)
    return { given, type }
  }
  for (const id of world.tableIds) {
    if (!identifier.test(id)) badName(id, ['tables', id], report)
    world.resolve(id, undefined)
  }

  const nodes = new Map<string, Node>()
  for (const d of drafts.values()) nodes.set(d.id, builder.build(d))
  checkQualifies(nodes, report, drafts)
  checkWeights(nodes, report, drafts)
  const views = buildViews(shape, lists, report)
  const standardDecision: Decision = shape.decision
    ? decisionOf(shape.decision, ['decision'], world)
    : { kind: 'point' }
  if (report.problems.every((p) => p.severity === 'warning')) checkDependencies(nodes, tables, drafts, world)
  if (!/^[a-z0-9-]+(\/[a-z0-9.-]+)+$/.test(shape.id))
    report.error(
      ['id'],
      'bad-name',
      { zh: '标准编号写作 管辖/名称', en: 'A standard is named jurisdiction/name' },
      { expected: 'cn-sh/llm-trust', got: shape.id },
    )
  if (!/^\d+\.\d+\.\d+$/.test(shape.edition))
    report.error(
      ['edition'],
      'edition',
      { zh: '版本写作 主.次.修订', en: 'An edition is written major.minor.patch' },
      { expected: '1.0.0', got: shape.edition },
    )

  return {
    problems: report.problems,
    built: {
      id: shape.id,
      edition: shape.edition,
      title: titleOf(shape.title),
      authority: shape.authority,
      subject: shape.subject,
      sources,
      decision: standardDecision,
      facts,
      factTitles,
      measures,
      scales,
      tables,
      nodes,
      requirements: lists.requirements,
      indicators: lists.indicators,
      results: lists.results,
      views,
      validity: {
        reassessOn: (shape.validity?.['reassess-on'] ?? []).map(titleOf),
        ...(shape.validity?.months ? { months: Number(shape.validity.months) } : {}),
      },
      confidences: reading(standardDecision, nodes, measures),
      ...(shape.designation ? { designation: shape.designation } : {}),
      ...(shape.level ? { level: shape.level } : {}),
      ...(shape.jurisdiction ? { jurisdiction: shape.jurisdiction } : {}),
      ...(shape.body ? { body: titleOf(shape.body) } : {}),
      ...(shape.stage ? { stage: titleOf(shape.stage) } : {}),
      ...(shape.calendar ? { calendar: shape.calendar } : {}),
      ...(shape.banks ? { banks: shape.banks } : {}),
    },
  }
}

const anyNumber: Type = { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity }

function buildMeasures(
  shape: StandardShape,
  scales: ReturnType<typeof buildScales>,
  report: Report,
): Map<string, Measure> {
  const measures = new Map<string, Measure>()
  for (const [id, m] of Object.entries(shape.measures ?? {})) {
    const path = ['measures', id]
    if (!identifier.test(id)) badName(id, path, report)
    if ((m.instrument === undefined) === (m.standard === undefined)) {
      report.error(
        path,
        'one-origin',
        { zh: '测量须来自一个仪器或一个标准', en: 'A measure comes from an instrument or from a standard' },
        { expected: 'instrument | standard' },
      )
    }
    const minimum = m.minimum === undefined ? undefined : Number(m.minimum)
    if (minimum !== undefined && !(Number.isInteger(minimum) && minimum >= 0))
      report.error(
        [...path, 'minimum'],
        'not-a-number',
        { zh: '样本量须是整数', en: 'A minimum is a whole number' },
        { got: m.minimum },
      )
    const confidence = m.confidence === undefined ? undefined : Exact.parse(m.confidence)
    if (m.confidence !== undefined && (!confidence || confidence.sign <= 0 || confidence.compare(Exact.one) >= 0)) {
      report.error(
        [...path, 'confidence'],
        'confidence',
        { zh: '置信水平须在 0 与 1 之间', en: 'A confidence lies between 0 and 1' },
        { got: m.confidence },
      )
    }
    const gives = new Map<string, Type>()
    for (const [name, type] of Object.entries(m.gives)) {
      if (!identifier.test(name)) badName(name, [...path, 'gives', name], report)
      gives.set(name, buildType(type, [...path, 'gives', name], scales, report))
    }
    measures.set(id, {
      id,
      title: titleOf(m.title),
      with: m.with ?? {},
      gives,
      ...(m.instrument ? { instrument: m.instrument } : {}),
      ...(m.standard ? { standard: m.standard } : {}),
      ...(minimum !== undefined ? { minimum } : {}),
      ...(confidence ? { confidence: confidence.toString() } : {}),
    })
  }
  return measures
}

function checkQualifies(
  nodes: ReadonlyMap<string, Node>,
  report: Report,
  drafts: ReturnType<typeof collectDrafts>['drafts'],
): void {
  for (const n of nodes.values()) {
    for (const id of n.qualifies) {
      if (nodes.has(id)) continue
      const near = nearestName(id, nodes.keys())
      report.error(
        [...drafts.get(n.id)!.path, 'qualifies'],
        'unknown-name',
        { zh: `没有名为“${id}”的结果`, en: `There is no result named "${id}"` },
        { got: id, next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined },
      )
    }
  }
}

function buildViews(
  shape: StandardShape,
  lists: ReturnType<typeof collectDrafts>['lists'],
  report: Report,
): ReadonlyMap<string, Layout> {
  const tops = [...lists.results, ...lists.indicators, ...lists.requirements]
  return new Map(
    Object.entries(shape.views ?? {}).map(([name, v]) => {
      for (const [i, id] of v.first.entries()) {
        if (tops.includes(id)) continue
        const near = nearestName(id, tops)
        report.error(
          ['views', name, 'first', i],
          'unknown-name',
          { zh: `没有名为“${id}”的顶层节点`, en: `There is no node named "${id}" at the top` },
          { got: id, next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined },
        )
      }
      return [name, { title: titleOf(v.title), first: v.first }]
    }),
  )
}

/** Parts whose written weights sum to nothing can never be averaged. */
function checkWeights(
  nodes: ReadonlyMap<string, Node>,
  report: Report,
  drafts: ReturnType<typeof collectDrafts>['drafts'],
): void {
  for (const n of nodes.values()) {
    const parts = n.of.map((id) => nodes.get(id)).filter((p) => p !== undefined)
    const weights = parts.map((p) => p.weight)
    if (parts.length === 0 || weights.some((w) => w?.op !== 'number')) continue
    const sum = weights.reduce((a, w) => a.plus((w as { value: Exact }).value), Exact.zero)
    if (sum.sign === 0)
      report.error([...drafts.get(n.id)!.path, 'of'], 'weights', {
        zh: '各部分权重之和为零',
        en: 'The weights of the parts sum to nothing',
      })
  }
}
