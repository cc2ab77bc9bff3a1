import { Exact } from '../../language/exact.ts'
import type { Standard } from '../../language/standard.ts'
import type { Type } from '../../language/types.ts'
import type { Declared, Evidence, Quantity } from '../evidence.ts'

/** Gives what is missing a value that it could have. */
export type Completion = (evidence: Evidence) => Evidence

/**
 * Some ways in which what the evidence lacks could turn out: all of it at one end of what is declared, all at the other, and each
 * undeclared answer as each of its words. A verdict that is certain whatever is missing is the verdict in each of them.
 */
export function completionsOf(standard: Standard): readonly Completion[] {
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
