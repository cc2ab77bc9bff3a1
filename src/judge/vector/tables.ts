import type { Cell, Table } from '../../language/standard.ts'
import { thresholds } from '../../language/table-space.ts'
import { everything } from '../ranges.ts'
import { na, no, nothing, num, word, yes } from '../values.ts'
import { type Column, constant, isConst, lanes, NA, NO, naMask, Program, UNKNOWN, YES } from './columns.ts'
import type { ColumnContext } from './context.ts'
import { comparison, conjunction, disjunction, wordsEqual } from './operators.ts'

/** The first rule that matches, lane by lane: -1 unknown or none, -2 not applicable (`lost`: some lane may be); a plain number when all lanes agree. */
export type Matched = number | { readonly rows: Int32Array; readonly lost: boolean }

export function firstMatch(table: Table, c: ColumnContext): Matched | 'na' {
  const p = c.judge.program
  const inputs = table.inputs.map((i) => c.judge.column(i, c))
  const only = inputs[0]
  if (inputs.length === 1 && only?.k === 'num' && !only.na) return { rows: byThreshold(p, table, only.x), lost: false }
  // an input that some rule asks for and that does not apply makes the whole not apply
  const asked = inputs.filter((_, axis) => table.rules.some((r) => r.cells[axis]!.kind !== 'any'))
  if (asked.some((x) => isConst(x) && x.v.k === 'na')) return 'na'
  const lost = asked.flatMap((x) => naMask(p, x) ?? [])
  const conditions: (Column | 'always' | 'never')[] = []
  for (const rule of table.rules) {
    if (table.inputs.length === 0) {
      const test = rule.test ? c.judge.column(rule.test, c) : 'always'
      if (test === 'always') conditions.push(test)
      else if (isConst(test)) {
        const t = Program.truth(test.v)
        conditions.push(t === YES ? 'always' : t === UNKNOWN ? test : 'never')
      } else conditions.push(test)
    } else {
      const cells = rule.cells.flatMap((cell, i) => (cell.kind === 'any' ? [] : [cellColumn(cell, inputs[i]!, p)]))
      const fixed = cells.filter(isConst)
      if (fixed.some((x) => Program.truth(x.v) === NA)) return 'na'
      if (fixed.some((x) => Program.truth(x.v) === NO)) conditions.push('never')
      else {
        const open = cells.filter((x) => !(isConst(x) && Program.truth(x.v) === YES))
        conditions.push(open.length === 0 ? 'always' : conjunction(p, open))
      }
    }
    if (conditions.at(-1) === 'always') break
  }
  const first = conditions.findIndex((x) => x !== 'never')
  if (lost.length === 0 && first < 0) return -1
  if (lost.length === 0 && conditions[first] === 'always') return first
  const matched = new Int32Array(lanes)
  const tests = conditions.map((x) => (x === 'always' ? p.truth(YES) : x === 'never' ? p.truth(NO) : p.truthsOf(x)))
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      let found = -1
      for (let r = 0; r < tests.length; r++) {
        const t = tests[r]![i]!
        if (t === NO || t === NA) continue
        found = t === YES ? r : -1
        break
      }
      matched[i] = found
    }
  })
  if (lost.length > 0) {
    p.step((n) => {
      for (let i = 0; i < n; i++) if (lost.some((na) => na[i])) matched[i] = -2
    })
  }
  return { rows: matched, lost: lost.length > 0 }
}

/** One number against limits: a search instead of one comparison a rule. */
function byThreshold(p: Program, table: Table, x: Float64Array): Int32Array {
  const { cuts, rules } = thresholds(table.rules.map((r) => r.cells[0]!))
  const limits = Float64Array.from(cuts, (c) => c.toNumber())
  const slots = Int32Array.from(rules)
  p.rounding?.comparedTo(x, cuts)
  const matched = new Int32Array(lanes)
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      const v = x[i]!
      let k = 0
      while (k < limits.length && v > limits[k]!) k++
      matched[i] = Number.isNaN(v) ? -1 : slots[2 * k + (k < limits.length && v === limits[k] ? 1 : 0)]!
    }
  })
  return matched
}

/** The chosen rule's output, lane by lane. */
export function select(p: Program, matched: Matched, outputs: readonly (() => Column)[]): Column {
  if (typeof matched === 'number') return matched >= 0 ? outputs[matched]!() : constant(everything(['no rule']))
  const { rows: match, lost } = matched
  const made = outputs.map((o) => o())
  const words = made.some((m) => m.k === 'word' || (isConst(m) && m.v.k === 'word'))
  const truths = made.some((m) => m.k === 'bool' || (isConst(m) && m.v.k === 'bool'))
  if (words) {
    const codes = made.map((m) => p.codes(m))
    const w = new Int32Array(lanes)
    p.step((n) => {
      for (let i = 0; i < n; i++) w[i] = match[i]! < 0 ? match[i]! : codes[match[i]!]![i]!
    })
    return { k: 'word', w }
  }
  if (truths) {
    const all = made.map((m) => p.truthsOf(m))
    const t = p.bits()
    p.step((n) => {
      for (let i = 0; i < n; i++) t[i] = match[i] === -2 ? NA : match[i]! < 0 ? UNKNOWN : all[match[i]!]![i]!
    })
    return { k: 'bool', t }
  }
  const x = p.num()
  if (!lost && made.every((m) => isConst(m) && m.v.k === 'num')) {
    p.rounding?.pick(
      x,
      made.map((m) => p.numbers(m).x),
    )
    const points = Float64Array.from(made, (m) => Program.number((m as Column & { k: 'const' }).v))
    p.step((n) => {
      for (let i = 0; i < n; i++) x[i] = match[i]! < 0 ? Number.NaN : points[match[i]!]!
    })
    return { k: 'num', x }
  }
  const all = made.map((m) => p.numbers(m))
  p.rounding?.pick(
    x,
    all.map((m) => m.x),
  )
  p.step((n) => {
    for (let i = 0; i < n; i++) x[i] = match[i]! < 0 ? Number.NaN : all[match[i]!]!.x[i]!
  })
  if (!lost && all.every((m) => !m.na)) return { k: 'num', x }
  const absent = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) absent[i] = match[i] === -2 || (match[i]! >= 0 && all[match[i]!]!.na?.[i]) ? 1 : 0
  })
  return { k: 'num', x, na: absent }
}

function cellColumn(cell: Cell, input: Column, p: Program): Column {
  if (isConst(input) && input.v.k === 'na') return constant(na(nothing))
  switch (cell.kind) {
    case 'any':
      return constant({ k: 'bool', may: yes, why: nothing })
    case 'yes-no': {
      if (isConst(input)) {
        const t = Program.truth(input.v)
        return constant({ k: 'bool', may: t === UNKNOWN ? 3 : (t === YES) === cell.is ? yes : no, why: nothing })
      }
      const from = p.truthsOf(input)
      const t = p.bits()
      const is = cell.is ? YES : NO
      p.step((n) => {
        for (let i = 0; i < n; i++)
          t[i] = from[i] === UNKNOWN ? UNKNOWN : from[i] === NA ? NA : from[i] === is ? YES : NO
      })
      return { k: 'bool', t }
    }
    case 'words':
      return joined(
        p,
        cell.words.map((w) =>
          isConst(input) ? constant(sameWord(input, w)) : wordsEqual(p, input, constant(word(w))),
        ),
      )
    case 'compare':
      return comparison(p, cell.sign, input, constant(num(cell.limit)))
    case 'between':
      return conjunction(p, [
        comparison(p, cell.loOpen ? '>' : '>=', input, constant(num(cell.lo))),
        comparison(p, cell.hiOpen ? '<' : '<=', input, constant(num(cell.hi))),
      ])
    case 'either':
      return joined(
        p,
        cell.cells.map((x) => cellColumn(x, input, p)),
      )
  }
}

function joined(p: Program, parts: readonly Column[]): Column {
  const sure = parts.find((x) => isConst(x) && Program.truth(x.v) === YES)
  if (sure) return sure
  return parts.every((x) => isConst(x) && Program.truth(x.v) === NO) ? parts[0]! : disjunction(p, parts)
}

function sameWord(input: Column & { k: 'const' }, w: string) {
  const may = input.v.k === 'word' ? input.v.may : undefined
  return {
    k: 'bool' as const,
    may: !may ? (3 as const) : may.length === 1 ? (may[0] === w ? yes : no) : may.includes(w) ? (3 as const) : no,
    why: nothing,
  } as const
}
