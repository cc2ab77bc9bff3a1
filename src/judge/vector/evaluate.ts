import type { Expr } from '../../language/formula/tree.ts'
import type { Table } from '../../language/standard.ts'
import { equal } from '../equality.ts'
import { arith, compare, negate, not } from '../ranges.ts'
import { bool, known, na, nothing, num, truthNo, truthYes, unknown, whyOf, word, yes } from '../values.ts'
import { called } from './calls.ts'
import {
  type Column,
  type ColumnFrame,
  type ColumnMember,
  constant,
  isConst,
  listOf,
  NO,
  recordOf,
  YES,
} from './columns.ts'
import type { ColumnContext } from './context.ts'
import { filtered, quantified } from './lists.ts'
import { logic, notKnown } from './logic.ts'
import {
  arithmetic,
  choice,
  comparison,
  conjunction,
  disjunction,
  negation,
  truthsEqual,
  unary,
  wordsEqual,
} from './operators.ts'
import { firstMatch, select } from './tables.ts'

/** Compiles a formula to columns. Whatever does not vary between lanes stays an exact constant. */
export function column(e: Expr, c: ColumnContext): Column {
  const p = c.judge.program
  switch (e.op) {
    case 'number':
      return constant(num(e.value))
    case 'word':
      return constant(word(e.value))
    case 'yes-no':
      return constant(e.value ? truthYes : truthNo)
    case 'list':
      return { k: 'list', items: e.items.map((i) => ({ v: column(i, c) })) }
    case 'subject':
      return c.judge.leaves.subject
    case 'measure':
      return c.judge.leaves.measure(e.measure)
    case 'today':
      return c.judge.leaves.today
    case 'party':
      return c.judge.leaves.party
    case 'table':
      return tableColumn(
        c.judge.standard.tables.get(e.table)!,
        e.args.map((a) => column(a, c)),
        c,
      )
    case 'node':
      return { k: 'node', id: e.id, frame: c.judge.frameFor(e.id, c.frame) }
    case 'own':
      return e.what === 'of'
        ? c.judge.parts(c.node!, c.frame)
        : e.what === 'leaves'
          ? c.judge.leavesOf(c.node!, c.frame)
          : (e.what === 'value' ? c.value : e.what === 'level' ? c.level : c.trying)!
    case 'variable':
      return variable(e.name, c)
    case 'property': {
      const of = column(e.of, c)
      if (of.k === 'node') return c.judge.property(of.id, of.frame, e.name)
      return of.k === 'record' ? of.field(e.name) : notKnown
    }
    case 'field':
      return fieldOf(column(e.of, c), e.name, c)
    case 'index': {
      const list = listOf(column(e.of, c))
      const item = list?.[e.at]
      return item && list.slice(0, e.at + 1).every((m) => !m.in) ? item.v : notKnown
    }
    case 'not': {
      const a = column(e.arg, c)
      return isConst(a) ? constant(a.v.k === 'bool' ? bool(not(a.v.may), a.v.why) : a.v) : negation(p, a)
    }
    case 'negate': {
      const a = column(e.arg, c)
      return isConst(a) && a.v.k === 'num' ? constant(negate(a.v)) : unary(p, a, (x) => -x)
    }
    case 'and':
      return logic(
        e.args.map((a) => column(a, c)),
        c,
        conjunction,
        NO,
      )
    case 'or':
      return logic(
        e.args.map((a) => column(a, c)),
        c,
        disjunction,
        YES,
      )
    case 'arith': {
      const a = column(e.a, c)
      const b = column(e.b, c)
      if (isConst(a) && isConst(b)) {
        if (a.v.k === 'na' || b.v.k === 'na') return constant(na(nothing))
        if (a.v.k === 'num' && b.v.k === 'num') return constant(arith(e.sign, a.v, b.v))
      }
      const la = e.type.k === 'list' ? listOf(a) : undefined
      const lb = e.type.k === 'list' ? listOf(b) : undefined
      if (e.type.k === 'list') return la && lb ? { k: 'list', items: [...la, ...lb] } : notKnown
      return arithmetic(p, e.sign, a, b)
    }
    case 'compare':
      return compared(e, settled(column(e.a, c)), settled(column(e.b, c)), c)
    case 'in':
      return membership(column(e.a, c), column(e.b, c), c)
    case 'if': {
      const test = column(e.test, c)
      if (isConst(test) && test.v.k === 'bool' && known(test.v)) return column(test.v.may === yes ? e.yes : e.no, c)
      if (isConst(test) && test.v.k === 'na') return test
      return choice(p, test, column(e.yes, c), column(e.no, c))
    }
    case 'macro':
      return macro(e, c)
    case 'call':
      return called(e, c)
  }
}

function variable(name: string, c: ColumnContext): Column {
  for (let v = c.variables; v; v = v.next) if (v.name === name) return v.value
  for (let f: ColumnFrame | undefined = c.frame; f; f = f.parent) if (f.as === name) return f.item!
  throw new Error(`unbound variable ${name}`)
}

export function fieldOf(of: Column, name: string, c: ColumnContext): Column {
  if (of.k === 'record') return of.field(name)
  if (of.k === 'item') {
    const scope = c.judge.standard.nodes.get(name)?.scope
    if (scope !== undefined && scope === of.frame.owner) return { k: 'node', id: name, frame: of.frame }
    return fieldOf(of.base, name, c)
  }
  if (isConst(of) && of.v.k === 'record') return constant(of.v.field(name))
  return isConst(of) && of.v.k === 'na' ? of : notKnown
}

/** A list of constants is one constant. */
function settled(a: Column): Column {
  if (a.k !== 'list') return a
  const items = a.items.flatMap((m) => (isConst(m.v) && !m.in ? [{ value: m.v.v, in: yes as 2, why: nothing }] : []))
  return items.length === a.items.length
    ? constant({ k: 'list', items, open: false, why: nothing, of: { k: 'any' } })
    : a
}

function compared(e: Expr & { op: 'compare' }, a: Column, b: Column, c: ColumnContext): Column {
  const p = c.judge.program
  if (isConst(a) && isConst(b)) {
    if (a.v.k === 'na' || b.v.k === 'na') return constant(na(nothing))
    if (a.v.k === 'num' && b.v.k === 'num') return constant(bool(compare(e.sign, a.v, b.v), whyOf(a.v)))
    const t = equal(a.v, b.v)
    return constant(bool(e.sign === '!=' ? not(t) : t, whyOf(a.v)))
  }
  if (a.k === 'list' || b.k === 'list') return constant(bool(unknown, ['list']))
  const kinds = [e.a.type.k, e.b.type.k]
  if (kinds.includes('word') || kinds.includes('text')) {
    const same = wordsEqual(p, a, b)
    return e.sign === '!=' ? negation(p, same) : same
  }
  if (kinds.includes('yes-no')) {
    const same = truthsEqual(p, a, b)
    return e.sign === '!=' ? negation(p, same) : same
  }
  return comparison(p, e.sign, a, b)
}

function membership(a: Column, b: Column, c: ColumnContext): Column {
  const p = c.judge.program
  if (isConst(a) && isConst(b) && b.v.k === 'words') {
    const w = a.v.k === 'word' && a.v.may?.length === 1 ? a.v.may[0]! : undefined
    return constant(!b.v.has || w === undefined ? bool(unknown, b.v.why) : b.v.has.includes(w) ? truthYes : truthNo)
  }
  const list = listOf(b)
  if (!list) return constant(bool(unknown, ['list']))
  if (list.length === 0) return constant(truthNo)
  return disjunction(
    p,
    list.map((m) => {
      const words = [a, m.v].some((x) => x.k === 'word' || (isConst(x) && x.v.k === 'word'))
      return words ? wordsEqual(p, a, m.v) : comparison(p, '==', a, m.v)
    }),
  )
}

function macro(e: Expr & { op: 'macro' }, c: ColumnContext): Column {
  const p = c.judge.program
  const list = listOf(column(e.list, c))
  if (!list) return e.macro === 'all' || e.macro === 'exists' ? constant(bool(unknown, ['list'])) : notKnown
  const each = c.judge
    .present(list)
    .map((m) => ({ m, v: column(e.body, { ...c, variables: { name: e.as, value: m.v, next: c.variables } }) }))
  switch (e.macro) {
    case 'map':
      return { k: 'list', items: each.map(({ m, v }) => ({ ...m, v })) }
    case 'filter':
      return {
        k: 'list',
        items: each.flatMap(({ m, v }): ColumnMember[] => {
          if (isConst(v) && v.v.k === 'bool' && known(v.v)) return v.v.may === yes ? [m] : []
          return isConst(v) && v.v.k === 'na' ? [] : [filtered(p, m, p.truthsOf(v))]
        }),
      }
    default:
      return quantified(
        p,
        each.map(({ m, v }) => ({ t: p.truthsOf(v), ...(m.in ? { in: m.in } : {}) })),
        e.macro,
      )
  }
}

export function tableColumn(table: Table, args: readonly Column[], c: ColumnContext): Column {
  let variables = c.variables
  table.given.forEach((name, i) => {
    variables = { name, value: args[i]!, next: variables }
  })
  const inner: ColumnContext = { ...c, variables }
  const match = firstMatch(table, inner)
  const outputs = (k: number): Column =>
    match === 'na'
      ? constant(na(nothing))
      : select(
          c.judge.program,
          match,
          table.rules.map((r) => () => column(r.out[k]!, inner)),
        )
  if (table.out.length === 0) return outputs(0)
  return recordOf((name) => outputs(table.out.indexOf(name)))
}
