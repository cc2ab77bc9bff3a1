import { nearestName } from '../names.ts'
import { anyType, nameType, type Type, yesNo } from '../types.ts'
import type { Checker } from './check.ts'
import { joinTypes, joinUnits, plainNumber } from './join.ts'
import type { Syntax } from './parse.ts'
import type { Expr, Span } from './tree.ts'

/** The next step for who takes a node for its value. */
export const sayWhich = {
  zh: '节点本身不是数：写 .value、.level 或 .satisfied',
  en: 'a node is not itself a number: say .value, .level or .satisfied',
}

/** Arithmetic, comparison and membership: units never mix, scales are never compared, a word that cannot be is a mistake. */

export function arith(c: Checker, s: Syntax & { k: 'arith' }): Expr {
  const a = c.check(s.a)
  const b = c.check(s.b)
  const span = { start: s.start, end: s.end }
  const make = (type: Type): Expr => ({ op: 'arith', sign: s.sign, a, b, type, ...span })
  const ta = a.type
  const tb = b.type
  if (ta.k === 'any' || tb.k === 'any') return make(anyType)
  if (s.sign === '+' && ta.k === 'list' && tb.k === 'list') {
    const of = joinTypes(ta.of, tb.of)
    if (!of) c.wrongType(b, nameType(ta))
    return make({ k: 'list', of: of ?? anyType })
  }
  if (ta.k === 'date' || ta.k === 'time' || tb.k === 'date' || tb.k === 'time') return make(calendar(c, s.sign, a, b))
  for (const e of [a, b]) {
    if (e.type.k !== 'number') {
      c.wrongType(e, 'number')
      return make(anyType)
    }
  }
  const ua = (ta as { unit?: string }).unit
  const ub = (tb as { unit?: string }).unit
  if (s.sign === '*') return make(plainNumber(ua && ub ? `${ua}·${ub}` : (ua ?? ub)))
  if (s.sign === '/') return make(plainNumber(ua === ub ? undefined : ub ? `${ua ?? '1'}/${ub}` : ua))
  const unit = joinUnits(ua, ub)
  if (unit === 'clash') unlikeUnits(c, s, ua, ub)
  return make(plainNumber(unit === 'clash' ? ua : unit))
}

function unlikeUnits(c: Checker, at: Span, a: string | undefined, b: string | undefined): void {
  c.report(
    at,
    'unlike-units',
    { zh: '单位不同，不能相加或比较', en: 'Unlike units cannot be added or compared' },
    { expected: a ?? '', got: b ?? '' },
  )
}

/** Days move dates, hours move times; the two never mix. */
function calendar(c: Checker, sign: string, a: Expr, b: Expr): Type {
  const ka = a.type.k
  const kb = b.type.k
  const step = ka === 'date' ? 'd' : 'h'
  if ((ka === 'date' || ka === 'time') && ka === kb && sign === '-') return plainNumber(step)
  if ((ka === 'date' || ka === 'time') && b.type.k === 'number' && (sign === '+' || sign === '-')) {
    if (b.type.unit === undefined || b.type.unit === step) return { k: ka }
    unlikeUnits(c, b, step, b.type.unit)
    return { k: ka }
  }
  c.report(
    { start: a.start, end: b.end },
    'calendar',
    { zh: '日期加减天数，时刻加减小时', en: 'Days are added to dates, hours to times' },
    { got: `${nameType(a.type)} ${sign} ${nameType(b.type)}` },
  )
  return anyType
}

export function compare(c: Checker, s: Syntax & { k: 'compare' }): Expr {
  for (const side of [s.a, s.b]) {
    if (side.k === 'compare') {
      c.report(
        s,
        'chained-comparison',
        { zh: '不能连续比较', en: 'Comparisons cannot be chained' },
        { next: { zh: '写作 a < b && b < c', en: 'write a < b && b < c' } },
      )
    }
  }
  const a = c.check(s.a)
  const b = c.check(s.b)
  comparable(c, s, a, b, s.sign)
  return { op: 'compare', sign: s.sign, a, b, type: yesNo, start: s.start, end: s.end }
}

function comparable(c: Checker, at: Span, a: Expr, b: Expr, sign: string): void {
  const ta = a.type
  const tb = b.type
  if (ta.k === 'any' || tb.k === 'any') return
  const equality = sign === '==' || sign === '!='
  if (ta.k === 'number' && tb.k === 'number') {
    if (ta.scale && tb.scale && ta.scale !== tb.scale) {
      c.report(
        at,
        'two-scales',
        {
          zh: `不能比较两种标度的等级（${ta.scale}，${tb.scale}）`,
          en: `Levels of two scales cannot be compared (${ta.scale}, ${tb.scale})`,
        },
        {
          next: {
            zh: '若要按序号比较，请用算术，例如 x.level - A0',
            en: 'to compare their numbers, use arithmetic, such as x.level - A0',
          },
        },
      )
    } else if (joinUnits(ta.unit, tb.unit) === 'clash') unlikeUnits(c, at, ta.unit, tb.unit)
    return
  }
  if (ta.k === tb.k && (ta.k === 'date' || ta.k === 'time')) return
  if (equality) {
    if (ta.k === 'yes-no' && tb.k === 'yes-no') return
    if ((ta.k === 'word' || ta.k === 'text') && (tb.k === 'word' || tb.k === 'text')) {
      listed(c, a, b)
      return
    }
    if (ta.k === 'words' && tb.k === 'list') {
      listedItems(c, b, ta.words)
      return
    }
    if (tb.k === 'words' && ta.k === 'list') {
      listedItems(c, a, tb.words)
      return
    }
    if (ta.k === 'words' && tb.k === 'words') return
  }
  c.report(
    at,
    'not-comparable',
    { zh: '两边不能比较', en: 'These two cannot be compared' },
    {
      got: `${nameType(ta)} ${sign} ${nameType(tb)}`,
      ...(ta.k === 'node' || tb.k === 'node' ? { next: sayWhich } : {}),
    },
  )
}

/** A word that the other side can never be is a mistake, not a condition that is always false. */
function listed(c: Checker, a: Expr, b: Expr): void {
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    if (x.op === 'word' && y.type.k === 'word' && y.type.words && !y.type.words.includes(x.value))
      unlisted(c, x, y.type.words)
  }
}

function listedItems(c: Checker, list: Expr, words: readonly string[]): void {
  for (const item of list.op === 'list' ? list.items : []) {
    if (item.op === 'word' && !words.includes(item.value)) unlisted(c, item, words)
  }
}

function unlisted(c: Checker, e: Expr & { op: 'word' }, words: readonly string[]): void {
  const near = nearestName(e.value, words)
  c.report(
    e,
    'unlisted-word',
    { zh: `“${e.value}”不在所列的词中`, en: `"${e.value}" is not one of the words listed` },
    {
      expected: words.slice(0, 12).join(', '),
      got: e.value,
      ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
    },
  )
}

export function membership(c: Checker, s: Syntax & { k: 'in' }): Expr {
  const a = c.check(s.a)
  const b = c.check(s.b)
  const made: Expr = { op: 'in', a, b, type: yesNo, start: s.start, end: s.end }
  const ta = a.type
  const tb = b.type
  if (ta.k === 'any' || tb.k === 'any') return made
  if (tb.k === 'words' && (ta.k === 'word' || ta.k === 'text')) {
    if (a.op === 'word' && !tb.words.includes(a.value)) unlisted(c, a, tb.words)
    return made
  }
  if (tb.k === 'list') {
    if (ta.k === 'word' && ta.words) listedItems(c, b, ta.words)
    if (joinTypes(ta, tb.of) && (ta.k !== 'number' || tb.of.k !== 'number' || ta.scale === tb.of.scale)) return made
  }
  c.report(
    s,
    'not-a-member',
    { zh: '“in”的左边不会在右边之中', en: 'The left of "in" can never be in the right' },
    { got: `${nameType(ta)} in ${nameType(tb)}` },
  )
  return made
}
