import { Exact } from '../exact.ts'
import { nearestName } from '../names.ts'
import { anyType, type NumberType, nameType, type Type, yesNo } from '../types.ts'
import type { Checker } from './check.ts'
import { joinTypes, plainNumber, wholeNumber } from './join.ts'
import type { Expr, Span } from './tree.ts'

interface Signature {
  readonly text: string
  readonly least: number
  readonly most: number
  /** the result type, or what was expected of which argument */
  type(args: readonly Expr[], checker: Checker): Type | { readonly arg: number; readonly expected: string }
}

const nodes = (t: Type) => t.k === 'list' && (t.of.k === 'node' || t.of.k === 'any')

/** The type of what a list holds, as numbers: a node counts with its level, else its value, else satisfied as 1 and 0. */
function itemNumber(t: Type, checker: Checker): Type | undefined {
  if (t.k === 'number' || t.k === 'any') return t
  if (t.k === 'yes-no') return wholeNumber()
  if (t.k !== 'node') return undefined
  let type: Type | undefined
  for (const id of t.ids) {
    const own = [
      checker.scope.property(id, 'level'),
      checker.scope.property(id, 'value'),
      checker.scope.property(id, 'satisfied'),
    ].find((p) => !('why' in p))
    const one = own && !('why' in own) ? itemNumber(own, checker) : undefined
    if (!one) return undefined
    type = type ? joinTypes(type, one) : one
    if (!type) return undefined
  }
  return type ?? anyType
}

const extreme: Signature['type'] = (args, checker) => {
  const first = args[0]!.type
  if (args.length === 1 && first.k === 'list') {
    if (first.of.k === 'date' || first.of.k === 'time') return { k: first.of.k }
    const t = itemNumber(first.of, checker)
    return t ? (t.k === 'number' ? level(t) : anyType) : { arg: 0, expected: 'list of numbers' }
  }
  let type: Type = first
  for (const [i, a] of args.entries()) {
    if (a.type.k === 'any') return anyType
    if (a.type.k !== 'number' && a.type.k !== 'date' && a.type.k !== 'time') return { arg: i, expected: 'number' }
    const joined = joinTypes(type, a.type)
    if (!joined) return { arg: i, expected: nameType(type) }
    type = joined
  }
  return type.k === 'number' ? level(type) : { k: type.k as 'date' | 'time' }
}

/** An extreme of levels of one scale is a level of it; its type need not keep the members' bounds. */
function level(t: NumberType): NumberType {
  return { ...plainNumber(t.unit), ...(t.scale ? { scale: t.scale } : {}), ...(t.integer ? { integer: true } : {}) }
}

const total: Signature['type'] = (args, checker) => {
  const t = args[0]!.type
  if (t.k === 'any') return anyType
  const of = t.k === 'list' ? itemNumber(t.of, checker) : undefined
  return of ? plainNumber(of.k === 'number' ? of.unit : undefined) : { arg: 0, expected: 'list of numbers' }
}

const ofNumber =
  (result: (t: NumberType) => Type): Signature['type'] =>
  (args) => {
    const t = args[0]!.type
    return t.k === 'any' ? anyType : t.k === 'number' ? result(t) : { arg: 0, expected: 'number' }
  }

const whole = (e: Expr | undefined) =>
  e === undefined ||
  (e.op === 'number' && e.value.whole) ||
  (e.op === 'negate' && e.arg.op === 'number' && e.arg.value.whole)

export const functions: Readonly<Record<string, Signature>> = {
  min: { text: 'min(list) or min(a, b, …)', least: 1, most: 32, type: extreme },
  max: { text: 'max(list) or max(a, b, …)', least: 1, most: 32, type: extreme },
  sum: { text: 'sum(list)', least: 1, most: 1, type: total },
  mean: { text: 'mean(list)', least: 1, most: 1, type: total },
  weight: {
    text: 'weight(nodes)',
    least: 1,
    most: 1,
    type: ([a]) =>
      a!.type.k === 'any' || nodes(a!.type)
        ? { ...plainNumber(), lo: Exact.zero }
        : { arg: 0, expected: 'list of nodes' },
  },
  met: {
    text: 'met(of) or met(of, level)',
    least: 1,
    most: 2,
    type: ([a, b], checker) => {
      if (a!.type.k !== 'any' && !nodes(a!.type)) return { arg: 0, expected: 'list of nodes' }
      if (b && b.type.k !== 'any' && (b.type.k !== 'number' || !b.type.scale)) return { arg: 1, expected: 'level' }
      if (a!.type.k === 'list' && a!.type.of.k === 'node') {
        for (const id of a!.type.of.ids)
          if ('why' in checker.scope.property(id, 'satisfied')) return { arg: 0, expected: 'list of requirements' }
      }
      return yesNo
    },
  },
  known: { text: 'known(x)', least: 1, most: 1, type: () => yesNo },
  ranked: {
    text: 'ranked(nodes)',
    least: 1,
    most: 1,
    type: ([a]) => (a!.type.k === 'any' ? anyType : nodes(a!.type) ? a!.type : { arg: 0, expected: 'list of nodes' }),
  },
  floor: { text: 'floor(x)', least: 1, most: 1, type: ofNumber((t) => ({ ...plainNumber(t.unit), integer: true })) },
  ceil: { text: 'ceil(x)', least: 1, most: 1, type: ofNumber((t) => ({ ...plainNumber(t.unit), integer: true })) },
  round: {
    text: 'round(x, digits)',
    least: 1,
    most: 2,
    type: (args) =>
      whole(args[1])
        ? ofNumber((t) => plainNumber(t.unit))(args, undefined as never)
        : { arg: 1, expected: 'a whole number, written out' },
  },
  log10: { text: 'log10(x)', least: 1, most: 1, type: ofNumber(() => plainNumber()) },
  sqrt: { text: 'sqrt(x)', least: 1, most: 1, type: ofNumber(() => plainNumber()) },
  date: {
    text: 'date(year, month, day)',
    least: 3,
    most: 3,
    type: (args) => firstWrong(args, 'number') ?? { k: 'date' },
  },
  dateOf: { text: 'dateOf(time)', least: 1, most: 1, type: (args) => firstWrong(args, 'time') ?? { k: 'date' } },
  year: { text: 'year(date)', least: 1, most: 1, type: (args) => firstWrong(args, 'date') ?? wholeNumber() },
  days: { text: 'days(n)', least: 1, most: 1, type: (args) => firstWrong(args, 'number') ?? plainNumber('d') },
  hours: { text: 'hours(n)', least: 1, most: 1, type: (args) => firstWrong(args, 'number') ?? plainNumber('h') },
  addMonths: {
    text: 'addMonths(date, n)',
    least: 2,
    most: 2,
    type: ([a, b]) =>
      firstWrong([a!], 'date') ??
      (b!.type.k === 'number' || b!.type.k === 'any' ? { k: 'date' } : { arg: 1, expected: 'number' }),
  },
  addWorkdays: {
    text: 'addWorkdays(date, n)',
    least: 2,
    most: 2,
    type: ([a, b]) =>
      firstWrong([a!], 'date') ??
      (b!.type.k === 'number' || b!.type.k === 'any' ? { k: 'date' } : { arg: 1, expected: 'number' }),
  },
  gaps: {
    text: 'gaps(dates)',
    least: 1,
    most: 1,
    type: ([a]) =>
      a!.type.k === 'any'
        ? anyType
        : a!.type.k === 'list' && (a!.type.of.k === 'date' || a!.type.of.k === 'any')
          ? { k: 'list', of: plainNumber('d') }
          : { arg: 0, expected: 'list of dates' },
  },
}

function firstWrong(args: readonly Expr[], kind: Type['k']): { arg: number; expected: string } | undefined {
  const i = args.findIndex((a) => a.type.k !== kind && a.type.k !== 'any')
  return i >= 0 ? { arg: i, expected: kind } : undefined
}

/** Functions whose digits are computed only until a rounding is fixed, so they may stand only inside one. */
export const irrational: ReadonlySet<string> = new Set(['log10', 'sqrt'])
export const rounding: ReadonlySet<string> = new Set(['round', 'floor', 'ceil'])

export function checkCall(checker: Checker, name: string, args: readonly Expr[], at: Span): Expr {
  const span = { start: at.start, end: at.end }
  const fn = Object.hasOwn(functions, name) ? functions[name] : undefined
  const made = (type: Type): Expr => ({ op: 'call', fn: name, args, type, ...span })
  if (!fn) {
    const near = nearestName(name, Object.keys(functions))
    checker.report(
      at,
      'unknown-function',
      { zh: `没有名为“${name}”的函数`, en: `There is no function named "${name}"` },
      {
        expected: Object.keys(functions).join(', '),
        got: name,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    )
    return made(anyType)
  }
  if (args.length < fn.least || args.length > fn.most) {
    checker.report(
      at,
      'arguments',
      { zh: '参数个数不符', en: 'The number of arguments is wrong' },
      { expected: fn.text, got: String(args.length) },
    )
    return made(anyType)
  }
  const type = fn.type(args, checker)
  if ('arg' in type) {
    checker.wrongType(args[type.arg]!, `${type.expected}: ${fn.text}`)
    return made(anyType)
  }
  return made(type)
}
