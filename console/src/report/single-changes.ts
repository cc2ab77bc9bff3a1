import type { View } from '../../../src/exchange/text/view.ts'
import type { Declared, Evidence } from '../../../src/judge/evidence.ts'
import { headlineText, isBetter, judgedAs, standing } from './better.ts'
import type { Judge } from './judging.ts'

export interface SingleChange {
  readonly kind: 'fact' | 'finding'
  readonly name: string
  readonly value: Declared
  readonly becomes: string
  readonly rank: readonly number[]
}

const most = 150

/** Judges again with one finding satisfied, or one yes-or-no fact turned, at a time; keeps what makes the headline better. */
export async function singleChanges(
  view: View,
  evidence: Evidence,
  judge: Judge,
  stop: AbortSignal,
): Promise<readonly SingleChange[]> {
  const { standard } = view
  const now = standing(standard, view.report.judgement)
  const better: SingleChange[] = []
  for (const { kind, name, value } of candidates(view, evidence).slice(0, most)) {
    if (stop.aborted) return []
    const changed: Evidence =
      kind === 'fact'
        ? { ...evidence, facts: { ...evidence.facts, [name]: value } }
        : {
            ...evidence,
            findings: {
              ...evidence.findings,
              [name]: { evidence: 'document', ...evidence.findings[name], satisfied: true },
            },
          }
    const judgement = await judge(changed).catch(() => undefined)
    if (!judgement) continue
    const rank = standing(standard, judgement)
    if (isBetter(rank, now)) better.push({ kind, name, value, rank, becomes: headlineText(judgedAs(view, judgement)) })
  }
  return better.sort((a, b) => (isBetter(a.rank, b.rank) ? -1 : 1))
}

function candidates(
  { standard, nodes }: View,
  evidence: Evidence,
): readonly Pick<SingleChange, 'kind' | 'name' | 'value'>[] {
  const findings = Object.entries(nodes)
    .filter(
      ([path, n]) =>
        n.applies !== 'no' && standard.nodes.get(n.id)?.check && evidence.findings[path]?.satisfied !== true,
    )
    .map(([path]) => ({ kind: 'finding' as const, name: path, value: true }))
  const facts = [...standard.facts]
    .filter(([, type]) => type.k === 'yes-no')
    .map(([name]) => ({ kind: 'fact' as const, name, value: evidence.facts[name] !== true }))
  return [...findings, ...facts]
}
