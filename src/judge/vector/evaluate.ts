import { Exact } from '../../language/exact.ts'
import type { Expr } from '../../language/formula/tree.ts'
import type { Table } from '../../language/standard.ts'
import { addMonths, addWorkdays, civil, dayNumber } from '../dates.ts'
import { equal } from '../equality.ts'
import { arith, compare, negate, not } from '../ranges.ts'
import { bool, known, na, nothing, num, truthNo, truthYes, unknown, type Value, whyOf, word, yes } from '../values.ts'
import {
  type Column,
  type ColumnFrame,
  type ColumnMember,
  constant,
  isConst,
  listOf,
  NA,
  NO,
  Program,
  UNKNOWN,
  YES,
} from './columns.ts'
import type { ColumnContext } from './context.ts'
import { count, extreme, filtered, mean, quantified, sum, type WeighedColumn } from './lists.ts'
import {
  arithmetic,
  choice,
  comparison,
  conjunction,
  disjunction,
  halfEven,
  mergedNa,
  negation,
  number,
  truthsEqual,
  unary,
  wordsEqual,
} from './operators.ts'
import { firstMatch, select } from './tables.ts'

const notKnown: Column = constant({ k: 'num', lo: Exact.minusInfinity, hi: Exact.infinity, why: ['unknown'] })

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

function logic(
  parts: Column[],
  c: ColumnContext,
  fold: (p: Program, parts: readonly Column[]) => Column,
  decided: number,
): Column {
  const live = parts.filter((x) => !(isConst(x) && x.v.k === 'na'))
  if (live.length === 0) return constant(na(nothing))
  for (const x of live) if (isConst(x) && Program.truth(x.v) === decided) return x
  const rest = live.filter((x) => !(isConst(x) && Program.truth(x.v) === (decided === NO ? YES : NO)))
  if (rest.length === 0) return live[0]!
  // a part that always holds still makes the whole applicable
  const padded = rest.length < live.length ? [constant(decided === NO ? truthYes : truthNo), ...rest] : rest
  return fold(c.judge.program, padded)
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

/** Members as weighed numbers: a node counts with its level, else its value, else satisfied. */
function weighed(list: readonly ColumnMember[], c: ColumnContext): WeighedColumn[] {
  const p = c.judge.program
  return c.judge.present(list).flatMap((m): WeighedColumn[] => {
    const v = m.v.k === 'node' ? c.judge.main(m.v.id, m.v.frame) : m.v
    if (v === undefined || (isConst(v) && v.v.k === 'na')) return []
    const w = m.v.k === 'node' ? c.judge.weight(m.v.id, m.v.frame) : constant(num(Exact.one))
    const { x, na: naMask } = p.numbers(v)
    const fixed = isConst(w) ? Program.number(w.v) : p.numbers(w).x
    return [{ x, w: fixed, ...(naMask ? { na: naMask } : {}), ...(m.in ? { in: m.in } : {}) }]
  })
}

function called(e: Expr & { op: 'call' }, c: ColumnContext): Column {
  const p = c.judge.program
  if (e.fn === 'known') return knownColumn(column(e.args[0]!, c), c)
  const args = e.args.map((a) => column(a, c))
  const [a, b] = args as [Column, Column?]
  const list = () => listOf(a)
  const numbersOf = (f: (items: readonly WeighedColumn[]) => Column): Column => {
    const items = list()
    if (!items) return notKnown
    const w = weighed(items, c)
    return w.length === 0 ? constant(na(['empty list'])) : f(w)
  }
  switch (e.fn) {
    case 'min':
    case 'max': {
      const how = e.fn
      if (e.args[0]!.type.k === 'list') return numbersOf((w) => extreme(p, w, how))
      // between arguments, what does not apply absorbs; it is left out of lists only
      const all = args.map((x) => p.numbers(x))
      const best = extreme(
        p,
        all.map(({ x }) => ({ x, w: 1 })),
        how,
      ) as Column & { k: 'num' }
      return number(
        best.x,
        all.reduce<Uint8Array | undefined>((na, m) => mergedNa(p, na, m.na), undefined),
      )
    }
    case 'sum': {
      const items = list()
      return items ? sum(p, weighed(items, c)) : notKnown
    }
    case 'mean':
      return numbersOf((w) => mean(p, w))
    case 'weight': {
      const items = list()
      return items
        ? sum(
            p,
            weighed(items, c).map((m) => ({ ...m, x: typeof m.w === 'number' ? p.constant(m.w) : m.w, w: 1 })),
          )
        : notKnown
    }
    case 'size': {
      if (isConst(a) && a.v.k === 'words')
        return constant(a.v.has ? num(Exact.whole(BigInt(a.v.has.length))) : (notKnown as { v: Value }).v)
      const items = list()
      return items
        ? count(
            p,
            c.judge.present(items).map((m) => ({ ...(m.in ? { in: m.in } : {}) })),
          )
        : notKnown
    }
    case 'met':
      return met(list(), b, c)
    case 'ranked':
      return ranked(list(), c)
    case 'floor':
      return unary(p, a, Math.floor)
    case 'ceil':
      return unary(p, a, Math.ceil)
    case 'round':
      return unary(p, a, halfEven(e.args[1] === undefined ? 0 : wholeArgument(e.args[1])))
    case 'log10':
      return unary(p, a, (x) => (x > 0 ? Math.log10(x) : Number.NaN))
    case 'sqrt':
      return unary(p, a, (x) => (x >= 0 ? Math.sqrt(x) : Number.NaN))
    case 'days':
    case 'hours':
      return a
    case 'dateOf':
      return unary(p, a, (h) => Math.floor(h / 24))
    case 'year':
      return unary(p, a, (d) => (Number.isFinite(d) ? civil(d).year : d))
    case 'addMonths':
      return binary(p, a, b!, (d, n) => (Number.isFinite(d) && Number.isFinite(n) ? addMonths(d, Math.floor(n)) : d))
    case 'addWorkdays':
      return binary(p, a, b!, (d, n) =>
        Number.isFinite(d) && Number.isFinite(n) ? addWorkdays(d, Math.floor(n), c.judge.leaves.calendar) : d,
      )
    case 'date':
      return constantDate(args)
    case 'gaps': {
      const items = list()
      if (!items || items.some((m) => m.in)) return notKnown
      return { k: 'list', items: items.slice(1).map((m, i) => ({ v: arithmetic(p, '-', m.v, items[i]!.v) })) }
    }
    default:
      throw new Error(`no function ${e.fn}`)
  }
}

function wholeArgument(e: Expr): number {
  return e.op === 'negate' ? -wholeArgument(e.arg) : e.op === 'number' ? e.value.toNumber() : 0
}

function binary(p: Program, a: Column, b: Column, f: (x: number, y: number) => number): Column {
  const { x, na: naA } = p.numbers(a)
  const { x: y, na: naB } = p.numbers(b)
  const out = p.num()
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]!, y[i]!)
  })
  return number(out, mergedNa(p, naA, naB))
}

function constantDate(args: readonly Column[]): Column {
  const parts = args.map((a) => (isConst(a) ? Program.number(a.v) : Number.NaN))
  const day = dayNumber(parts[0]!, parts[1]!, parts[2]!)
  return day === undefined || Number.isNaN(day) ? notKnown : constant(num(Exact.whole(BigInt(day))))
}

function knownColumn(a: Column, c: ColumnContext): Column {
  const p = c.judge.program
  if (isConst(a)) return a.v.k === 'na' ? a : constant(known(a.v) ? truthYes : truthNo)
  const t = p.bits()
  if (a.k === 'num') {
    const { x, na: mask } = a
    p.step((n) => {
      for (let i = 0; i < n; i++) t[i] = mask?.[i] ? NA : Number.isNaN(x[i]!) ? NO : YES
    })
  } else if (a.k === 'word') {
    p.step((n) => {
      for (let i = 0; i < n; i++) t[i] = a.w[i] === -2 ? NA : a.w[i]! < 0 ? NO : YES
    })
  } else {
    const from = p.truthsOf(a)
    p.step((n) => {
      for (let i = 0; i < n; i++) t[i] = from[i] === NA ? NA : from[i] === UNKNOWN ? NO : YES
    })
  }
  return { k: 'bool', t }
}

function met(list: readonly ColumnMember[] | undefined, level: Column | undefined, c: ColumnContext): Column {
  if (!list) return constant(bool(unknown, ['list']))
  const p = c.judge.program
  const parts = c.judge.present(list).flatMap((m): Column[] => {
    if (m.v.k !== 'node') return []
    const node = c.judge.standard.nodes.get(m.v.id)!
    if (
      level &&
      node.at &&
      isConst(level) &&
      level.v.k === 'num' &&
      compare('<=', num(node.at.level.number), level.v) !== yes
    )
      return []
    const satisfied = c.judge.node(m.v.id, m.v.frame).satisfied
    if (!satisfied) return []
    const conditions: Column[] = []
    if (node.says) conditions.push(binding(c.judge.property(m.v.id, m.v.frame, 'says'), c))
    if (m.in) conditions.push({ k: 'bool', t: m.in })
    // not asked: as if it were not written
    return [conditions.reduce<Column>((s, asked) => whereAsked(p, asked, s), satisfied)]
  })
  return logic(parts, c, conjunction, NO)
}

function binding(says: Column, c: ColumnContext): Column {
  const p = c.judge.program
  return logic(
    [wordsEqual(p, says, constant(word('shall'))), wordsEqual(p, says, constant(word('none')))],
    c,
    disjunction,
    YES,
  )
}

function whereAsked(p: Program, asked: Column, satisfied: Column): Column {
  const a = p.truthsOf(asked)
  const s = p.truthsOf(satisfied)
  const t = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) t[i] = a[i] === YES ? s[i]! : a[i] === UNKNOWN && s[i] !== YES ? UNKNOWN : NA
  })
  return { k: 'bool', t }
}

function ranked(list: readonly ColumnMember[] | undefined, c: ColumnContext): Column {
  if (!list) return notKnown
  const p = c.judge.program
  const members = c.judge.present(list)
  const items = weighed(members, c)
  const codes = members.map((m) => p.code((m.v as { id: string }).id))
  const values = items.map(() => p.num())
  const ids = items.map(() => new Int32Array(1024))
  const order = items.map((_, i) => i)
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      // what this lane's list does not have stands behind all that it has, in no place
      const out = items.map((m) => (m.in?.[i] ?? YES) === NO || m.in?.[i] === NA || m.na?.[i] === 1)
      order.sort((a, b) => Number(out[a]) - Number(out[b]) || (out[a] ? 0 : items[b]!.x[i]! - items[a]!.x[i]!) || a - b)
      const lost = items.some((m, k) => !out[k] && (m.in?.[i] === UNKNOWN || Number.isNaN(m.x[i]!)))
      order.forEach((from, place) => {
        values[place]![i] = lost || out[from] ? Number.NaN : items[from]!.x[i]!
        ids[place]![i] = lost || out[from] ? -1 : codes[from]!
      })
    }
  })
  return {
    k: 'list',
    items: values.map((x, place) => ({
      v: { k: 'record', field: (name) => (name === 'id' ? { k: 'word', w: ids[place]! } : { k: 'num', x }) },
    })),
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
  const made = new Map<string, Column>()
  return {
    k: 'record',
    field: (name) => {
      const seen = made.get(name)
      if (seen) return seen
      const out = outputs(table.out.indexOf(name))
      made.set(name, out)
      return out
    },
  }
}
