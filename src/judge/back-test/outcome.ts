import { done, type Outcome, type Problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import type { Evidence, Measurement } from '../evidence.ts'
import { open, outcomeOf } from '../judge.ts'
import { readingOf } from '../levels.ts'
import { levels, showValue } from '../show.ts'
import { known, no, unknown, whyOf, yes } from '../values.ts'

type Opened = Extract<ReturnType<typeof open>, { ok: true }>['value']

/** What one result of a standard comes to on some evidence. */
export interface ResultOutcome {
  /** level id, word, `yes`, `no`, `not-applicable`; or one of the two below */
  readonly name: string
  /** ends of a level that is not decided, lowest first */
  readonly ends?: readonly [string, string]
  /** reasons of the judge, such as `missing: trials.success`; empty when decided */
  readonly why: readonly string[]
}

/** Something is missing or only sampling keeps it from being decided. */
export const notDetermined = 'not-determined'
/** The evidence is not of the form that the standard asks for. */
export const unfit = 'unfit'

/** Evidence without what a standard does not ask: an edition passes over what only the other one asks. */
export function fitting(standard: Standard, e: Evidence): Evidence {
  const kept = <T>(all: Readonly<Record<string, T>>, has: (id: string) => boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => has(id)))
  const measures: Record<string, Measurement> = {}
  for (const [id, m] of Object.entries(e.measures)) {
    const gives = standard.measures.get(id)?.gives
    if (gives) measures[id] = { ...m, quantities: kept(m.quantities, (q) => gives.has(q)) }
  }
  return {
    ...e,
    facts: kept(e.facts, (id) => standard.facts.has(id)),
    measures,
    findings: kept(e.findings, (id) => id === '*' || standard.nodes.has(id.replace(/^.*\]\./, ''))),
  }
}

/** The exact judge's word on one result, under the standard's own decision rule. Problems when the evidence is unfit. */
export function resultOutcome(
  standard: Standard,
  result: string,
  evidence: Evidence,
): ResultOutcome & { readonly problems?: readonly Problem[] } {
  const opened = open(standard, fitting(standard, evidence))
  return opened.ok ? outcomeIn(standard, result, opened.value) : { name: unfit, why: [], problems: opened.problems }
}

/** Several results on the same evidence, which is read once. */
export function resultOutcomesOf(
  standard: Standard,
  results: readonly string[],
  evidence: Evidence,
): Outcome<readonly ResultOutcome[]> {
  const opened = open(standard, fitting(standard, evidence))
  return opened.ok ? done(results.map((r) => outcomeIn(standard, r, opened.value))) : opened
}

function outcomeIn(standard: Standard, result: string, nodes: Opened): ResultOutcome {
  const node = standard.nodes.get(result)!
  const r = nodes.result(result, nodes.session.root, readingOf(standard.decision))
  if (r.applies === no) return { name: 'not-applicable', why: [] }
  const main = r.level ?? r.value ?? r.satisfied
  const open_ = (more: Partial<ResultOutcome> = {}) => ({
    name: notDetermined,
    why: [...new Set([...r.whyApplies, ...(main ? whyOf(main) : [])])].sort(),
    ...more,
  })
  if (r.applies === unknown || !main) return open_()
  if (r.level && node.level) {
    const { lo, hi } = levels(r.level, node.level.scale)
    return lo === hi ? { name: lo, why: [] } : open_({ ends: [lo, hi] })
  }
  if (node.holds || node.check) {
    const o = outcomeOf(r)
    return o === 'satisfied' || o === 'waived'
      ? { name: 'yes', why: [] }
      : o === 'not-satisfied'
        ? { name: 'no', why: [] }
        : open_()
  }
  if (!known(main)) return open_()
  if (main.k === 'bool') return { name: main.may === yes ? 'yes' : 'no', why: [] }
  return { name: showValue(main, node.type ?? { k: 'any' }, standard.scales), why: [] }
}
