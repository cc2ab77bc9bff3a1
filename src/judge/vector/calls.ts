import { Exact } from '../../language/exact.ts'
import type { Expr } from '../../language/formula/tree.ts'
import { addMonths, addWorkdays, civil, dayNumber } from '../dates.ts'
import { compare } from '../ranges.ts'
import { bool, known, na, num, truthNo, truthYes, unknown, type Value, word, yes } from '../values.ts'
import {
  type Column,
  type ColumnMember,
  constant,
  isConst,
  lanes,
  listOf,
  NA,
  NO,
  Program,
  UNKNOWN,
  YES,
} from './columns.ts'
import type { ColumnContext } from './context.ts'
import { count, extreme, mean, sum, type WeighedColumn } from './lists.ts'
import { logic, notKnown } from './logic.ts'
import { arithmetic, conjunction, disjunction, halfEven, mergedNa, number, unary, wordsEqual } from './operators.ts'
import { unit } from './rounding.ts'

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

/** A weight that came as a number: only a whole one is known to be what the standard says. */
function weightColumn(p: Program, w: number): Float64Array {
  if (!p.rounding) return p.constant(w)
  const x = new Float64Array(lanes).fill(w)
  if (Number.isInteger(w)) p.rounding.put(x, { mag: Math.abs(w), err: 0, decimal: true })
  else p.rounding.put(x, { mag: Math.abs(w), err: unit * Math.abs(w), decimal: false })
  return x
}

export function called(e: Expr & { op: 'call' }, c: ColumnContext): Column {
  const p = c.judge.program
  if (e.fn === 'known') return knownColumn(c.judge.column(e.args[0]!, c), c)
  const args = e.args.map((a) => c.judge.column(a, c))
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
            weighed(items, c).map((m) => ({ ...m, x: typeof m.w === 'number' ? weightColumn(p, m.w) : m.w, w: 1 })),
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
      p.rounding?.all()
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
