import { Exact } from '../../language/exact.ts'
import { walk } from '../../language/formula/tree.ts'
import type { Standard, Table } from '../../language/standard.ts'
import type { Type } from '../../language/types.ts'
import type { Declared, Evidence, Quantity } from '../evidence.ts'

/** Gives what is missing a value that it could have. */
export type Completion = (evidence: Evidence) => Evidence

/** Whether some formula asks what is known: then a verdict may rest on something being missing, and completing it proves nothing. */
function asksWhatIsKnown(standard: Standard): boolean {
  const ofTable = (t: Table) => [...t.inputs, ...t.rules.flatMap((r) => [r.test, ...r.out])]
  const formulas = [
    ...[...standard.nodes.values()].flatMap((n) => [
      ...[n.when, n.weight, n.each, n.value, n.holds, ...(n.score ?? []).flat()],
      ...(n.level?.ladder ?? []).map((r) => r.holds),
      ...n.adjust.flatMap((s) => [s.when, 'amount' in s ? s.amount : undefined]),
      ...(n.table ? ofTable(n.table) : []),
    ]),
    ...[...standard.tables.values()].flatMap(ofTable),
  ]
  for (const formula of formulas)
    for (const e of formula ? walk(formula) : [])
      if (
        (e.op === 'call' && e.fn === 'known') ||
        (e.op === 'property' && ['determined', 'coverage', 'sufficient', 'evidence'].includes(e.name))
      )
        return true
  return false
}

/**
 * Some ways in which what the evidence lacks could turn out: all of it at one end of what is declared, all at the other, and each
 * undeclared answer as each of its words. A verdict that is certain whatever is missing is the verdict in each of them.
 */
export function completionsOf(standard: Standard): readonly Completion[] {
  if (asksWhatIsKnown(standard)) return []
  const ends = (['first', 'last'] as const).map(
    (end): Completion =>
      (evidence) =>
        whole(standard, evidence, end),
  )
  const answers = [...standard.facts].flatMap(([name, type]) =>
    wordsOf(type).map(
      (word): Completion =>
        (evidence) =>
          given(evidence.facts[name]) ? evidence : { ...evidence, facts: { ...evidence.facts, [name]: word } },
    ),
  )
  return [...ends, ...answers]
}

function wordsOf(type: Type): readonly Declared[] {
  if (type.k === 'yes-no') return [true, false]
  return type.k === 'word' ? (type.words ?? []) : []
}

type End = 'first' | 'last'

function whole(standard: Standard, evidence: Evidence, end: End): Evidence {
  const facts = { ...evidence.facts }
  for (const [name, type] of standard.facts) facts[name] = filled(standard, type, facts[name], end) as Declared
  const measures = { ...evidence.measures }
  for (const [id, def] of standard.measures) {
    const quantities = { ...measures[id]?.quantities }
    for (const [name, type] of def.gives) quantities[name] = filled(standard, type, quantities[name], end) as Quantity
    measures[id] = { ...measures[id], quantities }
  }
  const findings = { '*': { satisfied: end === 'last' }, ...evidence.findings }
  return { ...evidence, facts, measures, findings }
}

const given = (x: unknown): boolean => x !== undefined && x !== null

/** What is not given gets a value; dates, texts and lists of unknown length stay missing. */
function filled(standard: Standard, type: Type, there: unknown, end: End): unknown {
  switch (type.k) {
    case 'list':
      if (Array.isArray(there)) return there.map((x) => filled(standard, type.of, x, end))
      return given(there) || type.size === undefined
        ? there
        : Array.from({ length: type.size }, () => filled(standard, type.of, undefined, end))
    case 'record': {
      if (given(there) && typeof there !== 'object') return there
      const fields = { ...(there as Record<string, unknown> | undefined) }
      for (const [name, t] of type.fields) fields[name] = filled(standard, t, fields[name], end)
      return fields
    }
    default:
      return given(there) ? there : endOf(standard, type, end)
  }
}

const large = Exact.whole(1_000_000_000n)

function endOf(standard: Standard, type: Type, end: End): unknown {
  switch (type.k) {
    case 'yes-no':
      return end === 'last'
    case 'word':
      return end === 'last' ? type.words?.at(-1) : type.words?.[0]
    case 'words':
      return end === 'last' ? type.words : []
    case 'number': {
      const levels = type.scale ? standard.scales.get(type.scale)?.levels : undefined
      if (levels) return (end === 'last' ? levels.at(-1) : levels[0])?.id
      const [lo, hi] = [type.lo.finite ? type.lo : large.negated(), type.hi.finite ? type.hi : large]
      const x = end === 'last' ? hi : lo
      return lo.compare(hi) > 0 || (type.integer && !x.whole) ? undefined : x.toString()
    }
    default:
      return undefined
  }
}
