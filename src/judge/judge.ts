import { canonicalHash } from '../language/canonical.ts'
import { done, failed, type Outcome } from '../language/problem.ts'
import type { Node, Standard } from '../language/standard.ts'
import { coverage, evidenceOf, restsOnFactsAlone, sufficient } from './basis.ts'
import type { Context } from './context.ts'
import type { Evidence } from './evidence.ts'
import { conditions, inputs } from './explain.ts'
import { readingKey, type Spans } from './inputs.ts'
import type { JudgedNode, Judgement, RequirementOutcome } from './judgement.ts'
import { readingOf } from './levels.ts'
import { Nodes } from './nodes.ts'
import { type Assumption, type Frame, type NodeResult, Session } from './session.ts'
import { between, levels, showValue, truthWord } from './show.ts'
import { both, known, no, num, unknown, type Value, type Why, whyOf, yes } from './values.ts'

/**
 * Judges evidence under a standard. Pure: no clock, no file, no floating point on the way to a verdict.
 * Evidence that does not fit the standard gives problems, never a verdict.
 */
export function judge(
  standard: Standard,
  evidence: Evidence,
  assume: Readonly<Record<string, Assumption>> = {},
): Outcome<Judgement> {
  const opened = open(standard, evidence, assume)
  return opened.ok ? done(explainAll(opened.value)) : opened
}

/** A session with everything judged on demand: for cases, planners and tools that ask for single nodes, or for all that numbers in `spans` could give. */
export function open(
  standard: Standard,
  evidence: Evidence,
  assume: Readonly<Record<string, Assumption>> = {},
  spans?: Spans,
): Outcome<Nodes> {
  const session = new Session(standard, evidence, assume, spans)
  return session.problems.length > 0 ? failed(...session.problems) : done(new Nodes(session))
}

function explainAll(nodes: Nodes): Judgement {
  const { standard, evidence } = nodes.session
  const out: Record<string, JudgedNode> = {}
  const visit = (node: Node, frame: Frame): string => {
    const path = frame.path ? `${frame.path}.${node.id}` : node.id
    if (out[path]) return path
    const result = nodes.result(node.id, frame, readingOf(standard.decision))
    // claimed first, so that a group stands before its parts
    out[path] = undefined as never
    const parts: string[] = []
    if (result.applies !== no)
      nodes.below(node, frame, result.reading, (child, at) => parts.push(visit(child, nodes.frameFor(child, at))))
    out[path] = explainNode(nodes, result, parts)
    return path
  }
  for (const id of [...standard.results, ...standard.indicators, ...standard.requirements])
    visit(standard.nodes.get(id)!, nodes.session.root)
  return {
    format: 'plumbline-judgement/1',
    standard: { id: standard.id, edition: standard.edition, hash: standard.hash, authority: standard.authority },
    assessment: { date: evidence.assessment.date, party: evidence.assessment.party },
    evidence: canonicalHash(evidence),
    results: standard.results,
    nodes: out,
  }
}

function explainNode(nodes: Nodes, r: NodeResult, parts: readonly string[]): JudgedNode {
  const { node, frame } = r
  const { scales } = nodes.session.standard
  const c: Context = {
    ...nodes.context(frame, r.reading, node),
    ...(r.value ? { value: r.value } : {}),
    ...(r.level ? { level: r.level } : {}),
  }
  const applies = r.applies !== no
  const main = r.level ?? r.value ?? r.satisfied
  const summary = node.part === 'results' || (parts.length > 0 && frame.path === '' && node.parent === undefined)
  const formulas = applies ? [node.value, node.table?.inputs, node.holds].flat().filter((e) => e !== undefined) : []
  const read = inputs([...(node.when ? [node.when] : []), ...formulas], c)
  const number = r.level ? undefined : r.value?.k === 'num' ? r.value : undefined
  const underlying = r.level && r.value?.k === 'num' && node.level?.ladder ? r.value : undefined
  return {
    id: node.id,
    applies: truthWord(r.applies),
    decision: readingKey(r.reading),
    why: applies ? both(r.whyApplies, main ? whyOf(main) : []) : r.whyApplies,
    inputs: read,
    conditions: applies && node.holds ? conditions(node.holds, c) : [],
    parts,
    ...(node.weight ? { weight: showValue(nodes.weight(node.id, frame, r.reading), { k: 'any' }, scales) } : {}),
    ...(node.holds || node.check ? { outcome: outcomeOf(r) } : {}),
    ...(applies && main && !r.level ? { value: showValue(main, node.type ?? { k: 'yes-no' }, scales) } : {}),
    ...(number && node.type?.k === 'number'
      ? { number: between(number) }
      : underlying
        ? { number: between(underlying) }
        : {}),
    ...(r.level ? { level: levels(r.level, node.level!.scale) } : {}),
    ...(applies && r.value?.k === 'word' && r.value.may ? { words: r.value.may } : {}),
    ...(r.rules ? { rules: r.rules } : {}),
    ...(r.steps.length > 0 ? { steps: steps(r) } : {}),
    ...(r.rungs ? { rungs: rungs(r, c) } : {}),
    ...(summary && applies
      ? {
          ...(restsOnFactsAlone(nodes, node, frame)
            ? {}
            : { evidence: levels(evidenceOf(nodes, node, frame), scales.get('evidence')!) }),
          sufficient: showValue(sufficient(nodes, node, frame), { k: 'yes-no' }, scales),
          coverage: between(coverage(nodes, node, frame)),
        }
      : {}),
    ...(r.assumed ? { assumed: true as const } : {}),
  }
}

function steps(r: NodeResult): NonNullable<JudgedNode['steps']> {
  const show = (v: ReturnType<typeof num>): string => {
    const b = r.node.level ? levels(v, r.node.level.scale) : between(v)
    return b.lo === b.hi ? b.lo : `${b.lo}..${b.hi}`
  }
  return r.steps.map((s, step) => ({
    step,
    fired: s.fired === 'na' ? 'not-applicable' : truthWord(s.fired),
    before: show(s.before),
    after: show(s.after),
  }))
}

function rungs(r: NodeResult, c: Context): NonNullable<JudgedNode['rungs']> {
  return r.rungs!.map((rung) => {
    const def = r.node.level!.ladder!.find((l) => l.level.id === rung.level)!
    const here: Context = { ...c, reading: rung.reading, trying: num(def.level.number) }
    return {
      level: rung.level,
      holds: rung.holds === 'na' ? 'not-applicable' : truthWord(rung.holds),
      decision: readingKey(rung.reading),
      why: rung.holds === yes ? [] : rung.why,
      conditions: conditions(def.holds, here),
    }
  })
}

/** Satisfied for certain, not for certain, or why that cannot be said. */
export function outcomeOf(r: NodeResult): RequirementOutcome {
  if (r.applies === no) return 'not-applicable'
  if (r.waived) return 'waived'
  const v = r.satisfied as Value
  if (r.applies === unknown) return 'not-determined'
  if (v.k === 'bool' && known(v)) return v.may === yes ? 'satisfied' : 'not-satisfied'
  const why: Why = whyOf(v)
  return why.length > 0 && why.every((w) => w.startsWith('uncertain: ')) ? 'inconclusive' : 'not-determined'
}
