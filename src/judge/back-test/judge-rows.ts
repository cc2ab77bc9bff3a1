import { canonicalHash, sha256Hex } from '../../language/canonical.ts'
import type { Standard } from '../../language/standard.ts'
import { drawnNames } from '../draws.ts'
import type { Evidence } from '../evidence.ts'
import { open } from '../judge.ts'
import { resultOutcomes } from './block-outcomes.ts'
import { causesOf, sameOutcome } from './cause.ts'
import { fitting, notDetermined, type ResultOutcome, resultOutcome } from './outcome.ts'
import type { BackTestPlan } from './plan.ts'
import { count, emptyTally, type Tally } from './tally.ts'

/** One report: evidence, and the group it is counted in. Its name stays outside: nothing here says whose it is. */
export interface BackTestRow {
  readonly sector: string
  readonly zone: string
  readonly evidence: Evidence
}

/** Judges rows under both editions and counts. Pure; the same rows give the same tally on any machine. */
export function judgeRows(plan: BackTestPlan, rows: readonly BackTestRow[]): Tally {
  const t = emptyTally()
  const evidence = rows.map((r) => r.evidence)
  const before = resultOutcomes(plan.from, plan.result, evidence)
  const after = resultOutcomes(plan.to, plan.result, evidence)
  const movers: { evidence: Evidence; was: string; moved: ResultOutcome }[] = []
  for (const [i, row] of rows.entries()) {
    const [a, b] = [before[i]!, after[i]!]
    t.rows++
    count(t.moves, JSON.stringify([row.sector, row.zone, a.name, b.name]))
    if (!sameOutcome(a, b)) movers.push({ evidence: row.evidence, was: a.name, moved: b })
    if (b.name === notDetermined) for (const why of b.why) count(t.open, why)
    draws(plan, row, t)
    search(plan, row, t)
  }
  for (const [i, { pieces, how }] of causesOf(plan, movers).entries())
    count(t.causes, JSON.stringify([movers[i]!.was, movers[i]!.moved.name, how, ...pieces]))
  return t
}

/** One-sided; a range that is one value here is taken as sure. */
const straddleAt = '0.95'

/** The same draws under both editions, for reports that have a distribution and whose range is not one value. */
function draws(plan: BackTestPlan, row: BackTestRow, t: Tally): void {
  if (plan.draws === 0 || !scatters(row.evidence.measures)) return
  if (!straddles(plan.from, plan.result, row.evidence) && !straddles(plan.to, plan.result, row.evidence)) return
  // one seed for both: the same quantity is drawn the same under either
  const seed = sha256Hex(`${plan.from.hash} ${plan.to.hash} ${canonicalHash(row.evidence)}`)
  const [a, b] = [plan.from, plan.to].map((s) => drawnNames(s, fitting(s, row.evidence), plan.result, seed, plan.draws))
  if (!a || !b) return
  t.straddling++
  for (const [i, name] of a.entries()) count(t.draws, JSON.stringify([name, b[i]]))
}

function scatters(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  return 'distribution' in given || Object.values(given).some(scatters)
}

function straddles(standard: Standard, result: string, evidence: Evidence): boolean {
  const opened = open(standard, fitting(standard, evidence))
  if (!opened.ok) return false
  const r = opened.value.result(result, opened.value.session.root, { confidence: straddleAt })
  const main = r.level ?? r.value ?? r.satisfied
  return main?.k === 'num' ? !main.lo.equals(main.hi) : main?.k === 'bool' ? main.may === 3 : false
}

/** A higher number passes fewer, or more, but not both: the place where it turns is found by halving. */
function search(plan: BackTestPlan, row: BackTestRow, t: Tally): void {
  if (!plan.search) return
  const { drafts, pass } = plan.search
  const passes = (k: number): boolean => {
    const s = drafts[k]!
    const scale = s.nodes.get(plan.result)!.level!.scale
    const order = scale.better === 'lower' ? [...scale.levels].reverse() : scale.levels
    const at = order.findIndex((l) => l.id === resultOutcome(s, plan.result, row.evidence).name)
    return at >= order.findIndex((l) => l.id === pass)
  }
  const last = drafts.length - 1
  const [first, end] = [passes(0), passes(last)]
  if (first === end) {
    // the same at both ends; a middle that differs shows that the row is not monotone
    if (passes(last >> 1) !== first) t.turns++
    count(t.lastPass, first ? `${last}` : '-1')
    return
  }
  let [lo, hi] = [0, last]
  while (hi - lo > 1) {
    const middle = (lo + hi) >> 1
    if (passes(middle) === first) lo = middle
    else hi = middle
  }
  // rising rows (`at-most`) are counted from the other end
  count(t.lastPass, first ? `${lo}` : `from ${hi}`)
}
