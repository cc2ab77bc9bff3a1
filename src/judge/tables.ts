import type { Expr } from '../language/formula/tree.ts'
import type { Table } from '../language/standard.ts'
import { type Axis, mask, meets, reach, type TableSpace, tableSpace } from '../language/table-space.ts'
import type { Type } from '../language/types.ts'
import type { Context, Variables } from './context.ts'
import { truth } from './truths.ts'
import { both, hull, isPerhaps, na, no, nothing, perhaps, type Value, type Why, whole, whyOf, yes } from './values.ts'

const spaces = new WeakMap<Table, TableSpace>()

function spaceOf(table: Table, c: Context): TableSpace {
  const known = spaces.get(table)
  if (known) return known
  const types = table.inputs.map((i) => i.type)
  const levels = types.map((t) =>
    t.k === 'number' && t.scale ? c.session.standard.scales.get(t.scale)?.levels.map((l) => l.number) : undefined,
  )
  const space = tableSpace(
    table.rules.map((r) => r.cells),
    types,
    levels,
  )
  spaces.set(table, space)
  return space
}

export interface Match {
  /** rules that may be the first to match */
  readonly rules: readonly number[]
  /** whether perhaps none matches */
  readonly hole: boolean
  /** whether an input that it asks for perhaps does not apply */
  readonly perhaps?: boolean
  readonly why: Why
}

/** What a table gives: the outputs of every rule that may be the first to match, together. */
export function lookUp(
  table: Table,
  args: readonly Value[],
  type: Type,
  c: Context,
  onMatch?: (m: Match) => void,
): Value {
  let variables: Variables | undefined = c.variables
  table.given.forEach((name, i) => {
    variables = { name, value: args[i]!, next: variables }
  })
  const inner: Context = table.given.length > 0 ? { ...c, variables } : c
  const found = table.inputs.length > 0 ? byInputs(table, inner) : byConditions(table, inner)
  if (found === 'na') return na(['not applicable'])
  onMatch?.(found)
  const outputs = found.rules.map((i) => record(table, table.rules[i]!.out, inner))
  if (found.hole) outputs.push(whole(type, both(found.why, [`no rule: ${table.id}`])))
  const result = outputs.reduce((a, b) => hull(a, b, type, found.why))
  return found.perhaps ? perhaps(result, found.why) : result
}

function record(table: Table, out: readonly Expr[], c: Context): Value {
  if (table.out.length === 0) return c.evaluate(out[0]!, c)
  const fields = new Map(table.out.map((name, i) => [name, out[i]!]))
  return { k: 'record', field: (name) => c.evaluate(fields.get(name)!, c) }
}

function byInputs(table: Table, c: Context): Match | 'na' {
  const space = spaceOf(table, c)
  const values = table.inputs.map((i) => c.evaluate(i, c))
  const asked = values.filter((_, axis) => table.rules.some((r) => r.cells[axis]!.kind !== 'any'))
  if (asked.some((v) => v.k === 'na')) return 'na'
  const possible = values.map((v, axis) =>
    v.k === 'na' ? everyAtom(space.axes[axis]!) : possibleAtoms(v, space.axes[axis]!, table.inputs[axis]!.type),
  )
  const { rules, hole } = reach(space, possible)
  return {
    rules,
    hole: hole !== undefined,
    perhaps: asked.some(isPerhaps),
    why: values.reduce<Why>((w, v) => both(w, whyOf(v)), nothing),
  }
}

function everyAtom(axis: Axis): bigint {
  return (1n << BigInt(axis.atoms.length)) - 1n
}

/** The atoms that a value may lie in. */
function possibleAtoms(v: Value, axis: Axis, type: Type): bigint {
  switch (v.k) {
    case 'num': {
      const { lo, hi } = v
      const integer = type.k === 'number' && type.integer === true
      return mask(axis.atoms, (a) => meets(a, lo, hi, integer))
    }
    case 'bool': {
      const { may } = v
      return mask(axis.atoms, (a) => a.kind === 'yes-no' && (may & (a.is ? yes : no)) !== 0)
    }
    case 'word': {
      const { may } = v
      if (!may) return everyAtom(axis)
      const named = mask(axis.atoms, (a) => a.kind === 'word' && may.includes(a.word))
      const rest = may.some((w) => !axis.atoms.some((a) => a.kind === 'word' && a.word === w))
      return rest ? named | mask(axis.atoms, (a) => a.kind === 'rest') : named
    }
    default:
      return everyAtom(axis)
  }
}

/** Rules that are whole conditions, read in order: a condition that is wholly not applicable does not fire. */
function byConditions(table: Table, c: Context): Match {
  const rules: number[] = []
  let why: Why = nothing
  for (const [i, rule] of table.rules.entries()) {
    if (!rule.test) return { rules: [...rules, i], hole: false, why }
    const v = c.evaluate(rule.test, c)
    const t = truth(v)
    if (t === 'na' || t === no) continue
    rules.push(i)
    if (t === yes) return { rules, hole: false, why }
    why = both(why, whyOf(v))
  }
  return { rules, hole: true, why }
}
