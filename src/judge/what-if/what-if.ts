import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Node, Standard } from '../../language/standard.ts'
import type { Evidence } from '../evidence.ts'
import { open, outcomeOf } from '../judge.ts'
import { readingOf } from '../levels.ts'
import type { NodeResult } from '../session.ts'
import { levels, showBetween, showValue } from '../show.ts'
import { known, whyOf } from '../values.ts'
import { completionsOf } from './completions.ts'
import type { WayTo, WhatIf } from './document.ts'
import { type Field, type FieldOptions, fieldsOf } from './fields.ts'
import { goalsOf, mainOf } from './goals.ts'
import { pairs } from './pairs.ts'
import type { Question } from './question.ts'
import { singles } from './singles.ts'
import { together } from './together.ts'

export interface WhatIfOptions extends FieldOptions {
  /** a result, requirement or other node that has a verdict; the first result that has one if absent */
  readonly result?: string
  /** only this other verdict */
  readonly to?: string
}

/** Judgements for one verdict: seconds for most standards, a minute for the largest. */
const allowed = 10_000

/**
 * The smallest changes of the evidence that would change a result, both ways: what would gain the next verdict, and what would lose
 * this one. One thing changes at a time, a number by steps of its grid; pairs are looked for only where nothing alone is enough.
 * Each change is judged, and so is the step before it. Problems: no such result, no verdict to change, no such verdict, bad evidence.
 */
export function whatIf(standard: Standard, evidence: Evidence, options: WhatIfOptions = {}): Outcome<WhatIf> {
  const id = options.result ?? standard.results.find((r) => hasVerdict(standard.nodes.get(r)!)) ?? standard.results[0]!
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
  const completions = completionsOf(standard)
  return done({
    format: 'plumbline-what-if/1',
    standard: { id: standard.id, edition: standard.edition, hash: standard.hash },
    result: id,
    now: shownNow(standard, node, result),
    open: main && !known(main) ? whyOf(main) : [],
    ways: wanted.map((goal) =>
      wayTo({ standard, evidence, id, goal, completions, allowance: { left: allowed } }, fields),
    ),
  })
}

function wayTo(question: Question, fields: readonly Field[]): WayTo {
  const { changes, unsearched } = singles(question, fields)
  const two = changes.length > 0 ? [] : pairs(question, fields)
  return {
    verdict: question.goal.verdict,
    direction: question.goal.direction,
    changes: changes.map((c) => c.change),
    pairs: two,
    together: changes.length > 0 || two.length > 0 ? [] : together(question, fields),
    ...(changes.length === 0 && question.allowance.left <= 0 ? { pairsUnfinished: true } : {}),
    unsearched,
  }
}

function shownNow(standard: Standard, node: Node, r: NodeResult): string {
  const main = mainOf(r)
  if (!main) return 'not-applicable'
  if (r.level) return showBetween(levels(r.level, node.level!.scale), true)
  if (node.holds || node.check) return outcomeOf(r)
  return showValue(main, node.type ?? { k: 'any' }, standard.scales)
}

/** Not a number or a list. */
function hasVerdict(n: Node): boolean {
  return Boolean(n.level || n.holds || n.check || n.gives || n.type?.k === 'yes-no')
}

function verdictNodes(standard: Standard): readonly string[] {
  return [...standard.nodes.values()].filter((n) => n.scope === undefined && hasVerdict(n)).map((n) => n.id)
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
