import { type Expr, walk } from '../../language/formula/tree.ts'
import type { Node } from '../../language/standard.ts'
import { asks, type Draft } from '../draft.ts'
import { type Advice, aboutClause, called } from './advice.ts'

const results = ['holds', 'check', 'value', 'table', 'of', 'level']

/** A requirement or indicator that rests on nothing: no measure, no fact, no finding, no other clause decides it. */
export function noTestMethod({ clauses, reads, standard }: Draft): readonly Advice[] {
  return clauses.flatMap((clause) => {
    const node = standard?.nodes.get(clause.id)
    const none = !results.some((key) => clause.raw.entries.has(key))
    const empty = node !== undefined && !rests(node)
    if (!none && !empty) return []
    // what is only told asks nothing and counts for nothing
    const counts = clause.raw.entries.has('weight') || clause.raw.entries.has('score')
    if (clause.part === 'results' || (clause.part === 'indicators' && !counts && !asks(clause, reads))) return []
    return [
      aboutClause(
        clause,
        none ? undefined : results.find((key) => clause.raw.entries.has(key)),
        'draft-no-test-method',
        {
          zh: `条款 ${called(clause)} 没有试验方法：没有测量、事实、检查或其他条款来判定它`,
          en: `Clause ${called(clause)} has no test method: no measure, fact, check or other clause decides it`,
        },
        {
          expected: 'holds, check, value, table, of',
          next: {
            zh: '写明怎样判定：引用测量或事实，或用 check 写明由谁查什么',
            en: 'say how it is decided: by a measure or fact, or with check by what somebody looks at',
          },
        },
      ),
    ]
  })
}

/** Whether anything that is measured, declared, found or judged stands behind a node. */
function rests(node: Node): boolean {
  if (node.of.length > 0 || (node.check?.length ?? 0) > 0 || node.each) return true
  const cells = node.table ? [...node.table.inputs, ...node.table.rules.flatMap((r) => (r.test ? [r.test] : []))] : []
  const rungs = node.level?.ladder?.map((r) => r.holds) ?? []
  const steps = node.adjust.flatMap((s) => [s.when, 'amount' in s ? s.amount : undefined])
  return [node.holds, node.value, ...cells, ...rungs, ...steps].some((e) => e !== undefined && looks(e))
}

const looks = (formula: Expr): boolean =>
  [...walk(formula)].some(({ op }) => ['subject', 'measure', 'node', 'today', 'party', 'variable', 'own'].includes(op))
