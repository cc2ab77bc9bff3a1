import type { JudgedNode, Judgement } from '../judge/judgement.ts'
import type { Standard } from '../language/standard.ts'

/** What the exit code of the command says. */
export type Verdict = 'conforms' | 'does-not-conform' | 'open'

/**
 * One word for a whole judgement: every result that can pass or fail counts. A result that must hold does or does not; a
 * grade does not conform at the scale's first level, which asks nothing; a risk grade has no pass line. Whatever is not
 * certain, or rests on too small a sample, is open.
 */
export function verdictOf(standard: Standard, judgement: Judgement): Verdict {
  const each = standard.results.map((id) => one(standard, id, judgement.nodes[id]))
  const verdicts = each.filter((v) => v !== undefined)
  if (verdicts.includes('does-not-conform')) return 'does-not-conform'
  if (verdicts.includes('open')) return 'open'
  const headline = judgement.nodes[standard.results[0]!]
  return headline?.sufficient === 'true' || headline?.applies === 'no' ? 'conforms' : 'open'
}

function one(standard: Standard, id: string, judged: JudgedNode | undefined): Verdict | undefined {
  const node = standard.nodes.get(id)!
  if (!judged || judged.applies === 'no') return undefined
  if (judged.outcome) {
    if (judged.outcome === 'satisfied' || judged.outcome === 'waived') return 'conforms'
    return judged.outcome === 'not-satisfied' ? 'does-not-conform' : 'open'
  }
  if (judged.level && node.level) {
    const { scale } = node.level
    if (scale.better === 'lower') return judged.level.lo === judged.level.hi ? undefined : 'open'
    const first = scale.levels[0]!.id
    if (judged.level.hi === first) return 'does-not-conform'
    return judged.level.lo === first ? 'open' : 'conforms'
  }
  return undefined
}

/** The results in short, as the statement's headline: what each shows, with its kind beside it. */
export function headlineOf(judgement: Judgement): Readonly<Record<string, string>> {
  return Object.fromEntries(judgement.results.map((id) => [id, shown(judgement.nodes[id]!)]))
}

export function shown(n: JudgedNode): string {
  if (n.applies === 'no') return 'not-applicable'
  if (n.level) return n.level.lo === n.level.hi ? n.level.lo : `${n.level.lo}..${n.level.hi}`
  return n.outcome ?? n.value ?? 'not-determined'
}
