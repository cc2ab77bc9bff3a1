import { type Expr, walk } from '../../language/formula/tree.ts'
import type { Standard } from '../../language/standard.ts'
import type { Clause } from '../clauses.ts'
import { type Draft, saysOf } from '../draft.ts'
import { strictestClass } from '../provisions/provisions.ts'
import { type Advice, aboutWords, called } from './advice.ts'

/** Words of one strength and a rule of another: 宜 with a veto, 应 with a weight alone, should beside `says: shall`. */
export function strength({ reads, standard }: Draft): readonly Advice[] {
  if (!standard) return []
  const decisive = decisiveOf(standard)
  return reads.flatMap((read) => {
    const said = read.field === 'note' ? undefined : strictestClass(read.provisions)
    if (said === undefined || said === 'instruction') return []
    const verb = read.provisions.flatMap((p) => p.modals).find((m) => m.class === said)
    if (!verb) return []
    const { clause } = read
    const rule = ruleOf(clause, standard, decisive)
    if (said === 'requirement' && (rule === 'advises' || rule === 'weighs'))
      return [
        aboutWords(
          read,
          verb,
          'draft-rule-weaker',
          {
            zh: `条款 ${called(clause)} 写的是要求（“${verb.form}”），规则却${rule === 'weighs' ? '只给权重：不满足也不影响结论' : '只作建议'}`,
            en: `Clause ${called(clause)} requires ("${verb.form}"), and its rule ${rule === 'weighs' ? 'only weighs: not meeting it decides nothing' : 'only advises'}`,
          },
          {
            next: {
              zh: '改用“宜”，或让结果以它为条件',
              en: 'say should, or make a result depend on it',
            },
          },
        ),
      ]
    // 可导出 as the title of what says shall names an ability: read with its rule it is 应可
    const ability = said === 'permission' && read.field === 'title' && saysOf(clause) === 'shall'
    if ((said === 'recommendation' || said === 'permission') && rule === 'decides' && !ability)
      return [
        aboutWords(
          read,
          verb,
          'draft-rule-stronger',
          {
            zh: `条款 ${called(clause)} 写的是${said === 'permission' ? '允许' : '推荐'}（“${verb.form}”），规则却以它决定结论`,
            en: `Clause ${called(clause)} ${said === 'permission' ? 'permits' : 'recommends'} ("${verb.form}"), and its rule decides a result`,
          },
          { next: { zh: '改用“应”，或使规则不起决定作用', en: 'say shall, or let the rule decide nothing' } },
        ),
      ]
    return []
  })
}

type Rule = 'decides' | 'advises' | 'weighs' | 'unclear'

function ruleOf(clause: Clause, standard: Standard, decisive: ReadonlySet<string>): Rule {
  const node = standard.nodes.get(clause.id)
  if (!node) return 'unclear'
  if (decisive.has(clause.id)) return 'decides'
  const says = saysOf(clause)
  if (says === 'shall') return 'decides'
  if (says === 'should' || says === 'may') return 'advises'
  const weighed = node.weight !== undefined || node.score !== undefined
  return node.part === 'indicators' && weighed ? 'weighs' : 'unclear'
}

/**
 * Clauses whose outcome by itself fixes or caps a result: named where it is capped, set or conditioned, or part of a group that is. Parts that
 * say should or may do not count there, as `met(of)` passes over them.
 */
function decisiveOf(standard: Standard): ReadonlySet<string> {
  const found = new Set<string>()
  const open: string[] = []
  const name = (e: Expr | undefined) => {
    if (e) for (const part of walk(e)) if (part.op === 'node') open.push(part.id)
  }
  for (const id of standard.results) {
    const node = standard.nodes.get(id)
    for (const step of node?.adjust ?? []) if (step.does === 'at-most' || step.does === 'set') name(step.when)
    for (const rung of node?.level?.ladder ?? []) if (reads(rung.holds, 'satisfied')) name(rung.holds)
    name(node?.holds)
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const node = standard.nodes.get(id)
    if (!node?.holds) continue
    name(node.holds)
    if (reads(node.holds, 'of'))
      for (const part of node.of) {
        const says = standard.nodes.get(part)?.says
        if (says?.op !== 'word' || says.value === 'shall') open.push(part)
      }
  }
  // what a rule reads the value of is weighed by that rule, not decisive by itself
  return new Set(
    [...found].filter((id) => standard.nodes.get(id)?.holds !== undefined || standard.nodes.get(id)?.check),
  )
}

const reads = (e: Expr, what: 'satisfied' | 'of'): boolean =>
  [...walk(e)].some((p) => (what === 'of' ? p.op === 'own' && p.what === 'of' : p.op === 'property' && p.name === what))
