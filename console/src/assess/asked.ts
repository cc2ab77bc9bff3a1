import type { Standard } from '../../../src/language/standard.ts'
import type { Plan } from '../api/types.ts'

/** One question of the questionnaire, with what is known of it. */
export interface Asked {
  readonly part: 'fact' | 'finding'
  readonly name: string
  /** where the subject file says it */
  readonly declared: unknown
  readonly answer: Plan['answers'][number] | undefined
  readonly open: boolean
}

export interface AskedGroup {
  /** id of the node that its clauses stand in; undefined for facts, and for clauses that stand alone */
  readonly under: string | undefined
  readonly asked: readonly Asked[]
}

/** Everything that people answer: what is open, and what they have answered already. */
export function factsAsked(plan: Plan): readonly Asked[] {
  return names('fact', plan).map((name) => one(plan, 'fact', name))
}

/** By the group of clauses, in the order of the standard. */
export function findingsAsked(plan: Plan, standard: Standard): readonly AskedGroup[] {
  const wanted = new Set(names('finding', plan))
  const ordered = [...standard.nodes.keys()].filter((id) => wanted.has(id))
  const rest = [...wanted].filter((id) => !standard.nodes.has(id))
  const groups = new Map<string | undefined, Asked[]>()
  for (const id of [...ordered, ...rest]) {
    const under = standard.nodes.get(id)?.parent
    groups.set(under, [...(groups.get(under) ?? []), one(plan, 'finding', id)])
  }
  return [...groups].map(([under, asked]) => ({ under, asked }))
}

function names(part: Asked['part'], plan: Plan): readonly string[] {
  const open = part === 'fact' ? plan.open.facts : plan.open.findings
  return [...new Set([...open, ...plan.answers.filter((a) => a.part === part).map((a) => a.name)])]
}

function one(plan: Plan, part: Asked['part'], name: string): Asked {
  const answer = plan.answers.find((a) => a.part === part && a.name === name)
  const declared = (part === 'fact' ? plan.facts : plan.findings)[name]
  return { part, name, declared, answer, open: answer === undefined }
}
