import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Node, Standard } from '../../language/standard.ts'
import type { Evidence } from '../evidence.ts'
import { open, outcomeOf } from '../judge.ts'
import { readingOf } from '../levels.ts'
import type { NodeResult } from '../session.ts'
import { levels, showBetween, showValue } from '../show.ts'
import { known, whyOf, yes } from '../values.ts'
import type { Change, WayTo, WhatIf } from './document.ts'
import { type Field, type FieldOptions, fieldsOf, put } from './fields.ts'
import { type Goal, goalsOf, mainOf } from './goals.ts'
import { mainAt, nearest } from './nearest.ts'

export interface WhatIfOptions extends FieldOptions {
  /** a result, requirement or other node that has a verdict; the headline if absent */
  readonly result?: string
  /** only this other verdict */
  readonly to?: string
}

/** First steps of a pair that are followed, for each requirement that does not hold. */
const firstSteps = 4
const mostPairs = 5

/**
 * The smallest changes of the evidence that would change a result, both ways: what would gain the next verdict, and what would lose
 * this one. One thing changes at a time, a number by steps of its grid; pairs are looked for only where nothing alone is enough.
 * Each change is judged, and so is the step before it. Problems: no such result, no verdict to change, no such verdict, bad evidence.
 */
export function whatIf(standard: Standard, evidence: Evidence, options: WhatIfOptions = {}): Outcome<WhatIf> {
  const id = options.result ?? standard.results[0]!
  const node = standard.nodes.get(id)
  if (!node || node.scope !== undefined) return failed(noResult(standard, id))
  const opened = open(standard, evidence)
  if (!opened.ok) return opened
  const result = opened.value.result(id, opened.value.session.root, readingOf(standard.decision))
  const main = mainOf(result)
  const goals = goalsOf(node, main)
  if (!goals)
    return failed(
      problem(
        'no-verdict',
        { zh: `“${id}”给出的是数，没有可改变的结论`, en: `"${id}" gives a number and has no verdict to change` },
        { expected: verdictNodes(standard).join(', '), got: id },
      ),
    )
  const wanted = options.to === undefined ? goals : goals.filter((g) => g.verdict === options.to)
  if (wanted.length === 0 && options.to !== undefined)
    return failed(
      problem(
        'no-such-verdict',
        {
          zh: `“${id}”此刻不能变为“${options.to}”`,
          en: `"${id}" has no verdict "${options.to}" next to what it is now`,
        },
        { expected: goals.map((g) => g.verdict).join(', '), got: options.to },
      ),
    )
  const fields = fieldsOf(standard, evidence, options)
  return done({
    format: 'plumbline-what-if/1',
    standard: { id: standard.id, edition: standard.edition, hash: standard.hash },
    result: id,
    now: shownNow(standard, node, result),
    open: main && !known(main) ? whyOf(main) : [],
    ways: wanted.map((g) => wayTo(standard, evidence, id, g, fields)),
  })
}

function wayTo(standard: Standard, evidence: Evidence, id: string, goal: Goal, fields: readonly Field[]): WayTo {
  const { changes, unsearched } = singles(standard, evidence, id, goal, fields)
  return {
    verdict: goal.verdict,
    direction: goal.direction,
    changes: changes.map((c) => c.change),
    pairs: changes.length > 0 ? [] : pairs(standard, evidence, id, goal, fields),
    unsearched,
  }
}

interface Step {
  readonly change: Change
  readonly field: Field
  readonly value: unknown
  /** relative to what is there; an answer counts as a change by all of it */
  readonly size: number
}

function singles(
  standard: Standard,
  evidence: Evidence,
  id: string,
  goal: Goal,
  fields: readonly Field[],
): { readonly changes: readonly Step[]; readonly unsearched: readonly string[] } {
  const changes: Step[] = []
  const unsearched = new Set<string>()
  for (const field of fields) {
    if (field.kind === 'answer') {
      for (const { shown, value } of field.others)
        if (goal.reached(mainAt(standard, put(evidence, field.keys, value), id)) === yes)
          changes.push({
            field,
            value,
            size: 1,
            change: { kind: 'answer', path: field.path, from: field.now, to: shown },
          })
      continue
    }
    for (const way of [1, -1] as const) {
      const found = nearest(standard, evidence, id, field, way, goal)
      if (found === 'unsearched') unsearched.add(field.path)
      else if (found !== 'none') {
        const by = found.to.minus(field.now)
        changes.push({
          field,
          value: found.to.toString(),
          size: Math.abs(by.toNumber()) / (Math.abs(field.now.toNumber()) || 1),
          change: {
            kind: 'number',
            path: field.path,
            ...(field.unit === undefined ? {} : { unit: field.unit }),
            from: field.now.toString(),
            to: found.to.toString(),
            by: by.toString(),
          },
        })
      }
    }
  }
  const numbersFirst = (s: Step) => (s.change.kind === 'number' ? 0 : 1)
  changes.sort((a, b) => numbersFirst(a) - numbersFirst(b) || a.size - b.size)
  return { changes, unsearched: [...unsearched] }
}

/** A change that mends one requirement which does not hold, and one that then does the rest. */
function pairs(
  standard: Standard,
  evidence: Evidence,
  id: string,
  goal: Goal,
  fields: readonly Field[],
): readonly (readonly [Change, Change])[] {
  const found = new Map<string, { readonly pair: readonly [Change, Change]; readonly size: number }>()
  for (const part of requirementsBelow(standard, id)) {
    const mended = goalsOf(standard.nodes.get(part)!, mainAt(standard, evidence, part))?.find(
      (g) => g.direction === goal.direction,
    )
    if (!mended) continue
    for (const first of singles(standard, evidence, part, mended, fields).changes.slice(0, firstSteps)) {
      const after = put(evidence, first.field.keys, first.value)
      const rest = fields.filter((f) => f.path !== first.field.path)
      for (const second of singles(standard, after, id, goal, rest).changes.slice(0, firstSteps)) {
        const key = [first.change.path, second.change.path].sort().join(' ')
        const size = first.size + second.size
        if ((found.get(key)?.size ?? Number.POSITIVE_INFINITY) > size)
          found.set(key, { pair: [first.change, second.change], size })
      }
    }
  }
  return [...found.values()]
    .sort((a, b) => a.size - b.size)
    .slice(0, mostPairs)
    .map((f) => f.pair)
}

/** Conditions that stand outside lists: what a node rests on by its parts, at any depth; all of them where it has no parts. */
function requirementsBelow(standard: Standard, id: string): readonly string[] {
  const conditions = (ids: readonly string[]) => ids.filter((i) => standard.nodes.get(i)?.holds !== undefined)
  const seen = new Set<string>()
  const visit = (at: string): void => {
    for (const part of standard.nodes.get(at)?.of ?? []) {
      if (seen.has(part)) continue
      seen.add(part)
      visit(part)
    }
  }
  visit(id)
  const all = seen.size > 0 ? [...seen] : [...standard.nodes.keys()].filter((i) => i !== id)
  return conditions(all).filter((i) => standard.nodes.get(i)?.scope === undefined)
}

function shownNow(standard: Standard, node: Node, r: NodeResult): string {
  const main = mainOf(r)
  if (!main) return 'not-applicable'
  if (r.level) return showBetween(levels(r.level, node.level!.scale), true)
  if (node.holds || node.check) return outcomeOf(r)
  return showValue(main, node.type ?? { k: 'any' }, standard.scales)
}

function verdictNodes(standard: Standard): readonly string[] {
  return [...standard.nodes.values()]
    .filter((n) => n.scope === undefined && (n.level || n.holds || n.check || n.gives))
    .map((n) => n.id)
}

function noResult(standard: Standard, id: string) {
  const names = verdictNodes(standard)
  const near = nearestName(id, names)
  return problem(
    'unknown-name',
    { zh: `没有结果“${id}”`, en: `There is no result "${id}"` },
    {
      expected: names.slice(0, 30).join(', '),
      got: id,
      ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
    },
  )
}
