import { Exact } from '../exact.ts'
import { nearestName } from '../names.ts'
import type { Text } from '../text.ts'
import { anyType, nameType, type Type, yesNo } from '../types.ts'
import { checkCall, irrational, rounding } from './functions.ts'
import { joinTypes, plainNumber, wholeNumber } from './join.ts'
import { arith, compare, membership, sayWhich } from './operators.ts'
import { type FormulaProblem, parseFormula, type Syntax } from './parse.ts'
import type { Meaning, Scope } from './scope.ts'
import { type Expr, type Macro, type NodeProperty, nodeProperties, parts, type Span } from './tree.ts'

/**
 * Reads and checks one formula: every name resolved, every sub-expression typed, all problems at once (reported to the scope).
 * Undefined if there is any problem.
 */
export function checkFormula(text: string, scope: Scope): Expr | undefined {
  const parsed = parseFormula(text)
  if ('problems' in parsed) {
    for (const p of parsed.problems) scope.report(p)
    return undefined
  }
  let sound = true
  const watching: Scope = Object.create(scope, {
    report: {
      value: (p: FormulaProblem) => {
        sound = false
        scope.report(p)
      },
    },
  }) as Scope
  const expr = new Checker(watching, new Map()).check(parsed.syntax)
  for (const e of outsideRounding(expr)) {
    watching.report({
      start: e.start,
      end: e.end,
      code: 'irrational',
      text: {
        zh: '对数与平方根只能写在 round、floor 或 ceil 之内',
        en: 'log10 and sqrt may stand only inside round, floor or ceil',
      },
      next: { zh: '写明保留几位小数', en: 'say how many digits are kept' },
    })
  }
  return sound ? { ...expr, text } : undefined
}

/** Irrational numbers have no last digit, so a verdict may not rest on one that nobody rounds. */
function* outsideRounding(e: Expr): Generator<Expr> {
  if (e.op === 'call' && rounding.has(e.fn)) return
  if (e.op === 'call' && irrational.has(e.fn)) yield e
  for (const p of parts(e)) yield* outsideRounding(p)
}

export class Checker {
  readonly scope: Scope
  private readonly variables: ReadonlyMap<string, Type>

  constructor(scope: Scope, variables: ReadonlyMap<string, Type>) {
    this.scope = scope
    this.variables = variables
  }

  report(at: Span, code: string, text: Text, more: { expected?: string; got?: string; next?: Text } = {}): void {
    this.scope.report({ start: at.start, end: at.end, code, text, ...more })
  }

  /** A list literal written where one is expected, such as in `[P1, C2]`. */
  check(s: Syntax): Expr {
    const span = { start: s.start, end: s.end }
    const bad = (): Expr => ({ op: 'word', value: '', type: anyType, ...span })
    switch (s.k) {
      case 'number':
        return {
          op: 'number',
          value: s.value,
          type: s.value.whole
            ? { ...wholeNumber(), lo: s.value, hi: s.value }
            : { k: 'number', lo: s.value, hi: s.value },
          ...span,
        }
      case 'string':
        return { op: 'word', value: s.value, type: { k: 'word', words: [s.value] }, ...span }
      case 'yes-no':
        return { op: 'yes-no', value: s.value, type: yesNo, ...span }
      case 'name':
        return this.name(s, bad)
      case 'member':
        return this.member(s, bad)
      case 'index':
        return this.index(s, bad)
      case 'list':
        return this.list(s)
      case 'not':
        return { op: 'not', arg: this.wanted(s.arg, 'yes-no'), type: yesNo, ...span }
      case 'negate': {
        const arg = this.wanted(s.arg, 'number')
        return { op: 'negate', arg, type: arg.type.k === 'number' ? plainNumber(arg.type.unit) : anyType, ...span }
      }
      case 'and':
      case 'or':
        return { op: s.k, args: s.args.map((a) => this.wanted(a, 'yes-no')), type: yesNo, ...span }
      case 'arith':
        return arith(this, s)
      case 'compare':
        return compare(this, s)
      case 'in':
        return membership(this, s)
      case 'if':
        return this.choice(s)
      case 'call':
        return this.call(s, bad)
      case 'method':
        return this.method(s, bad)
    }
  }

  wanted(s: Syntax, kind: 'yes-no' | 'number'): Expr {
    const e = this.check(s)
    if (e.type.k !== kind && e.type.k !== 'any') this.wrongType(e, kind === 'number' ? 'number' : 'yes-no')
    return e
  }

  wrongType(e: Expr, expected: string): void {
    const node = e.type.k === 'node' && e.op === 'node'
    this.report(
      e,
      'wrong-type',
      { zh: '类型不符', en: 'This has the wrong type' },
      {
        expected,
        got: nameType(e.type),
        ...(node ? { next: sayWhich } : {}),
      },
    )
  }

  private lookUp(name: string): Meaning | undefined {
    const variable = this.variables.get(name)
    return variable ? { is: 'variable', type: variable } : this.scope.resolve(name)
  }

  private name(s: Syntax & { k: 'name' }, bad: () => Expr): Expr {
    const span = { start: s.start, end: s.end }
    const m = this.lookUp(s.name)
    switch (m?.is) {
      case undefined: {
        const near = nearestName(s.name, [...this.variables.keys(), ...this.scope.names()])
        this.report(
          s,
          'unknown-name',
          { zh: `没有名为“${s.name}”的事物`, en: `Nothing here is named "${s.name}"` },
          {
            got: s.name,
            ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
          },
        )
        return bad()
      }
      case 'variable':
        return { op: 'variable', name: s.name, type: m.type, ...span }
      case 'own':
        return { op: 'own', what: m.what, type: m.type, ...span }
      case 'subject':
        return { op: 'subject', type: m.type, ...span }
      case 'measure':
        return { op: 'measure', measure: m.measure, type: m.type, ...span }
      case 'level':
        return {
          op: 'number',
          value: m.number,
          type: { k: 'number', lo: m.number, hi: m.number, scale: m.scale, integer: m.number.whole },
          ...span,
        }
      case 'node':
        return { op: 'node', id: m.id, type: { k: 'node', ids: [m.id] }, ...span }
      case 'table':
        if (m.given.length > 0) {
          this.report(
            s,
            'table-needs-arguments',
            { zh: `表“${s.name}”须带参数使用`, en: `The table "${s.name}" is used with arguments` },
            { expected: `${s.name}(${m.given.map((g) => g.name).join(', ')})` },
          )
          return bad()
        }
        return { op: 'table', table: m.table, args: [], type: m.type, ...span }
      case 'assessment':
        this.report(s, 'wrong-type', {
          zh: '请写 assessment.date 或 assessment.party',
          en: 'Say assessment.date or assessment.party',
        })
        return bad()
    }
  }

  private member(s: Syntax & { k: 'member' }, bad: () => Expr): Expr {
    const span = { start: s.start, end: s.end }
    const nameSpan = { start: s.nameStart, end: s.nameStart + s.name.length }
    if (s.of.k === 'name' && this.lookUp(s.of.name)?.is === 'assessment') {
      if (s.name === 'date') return { op: 'today', type: { k: 'date' }, ...span }
      if (s.name === 'party')
        return {
          op: 'party',
          type: { k: 'number', lo: Exact.one, hi: Exact.whole(3n), scale: 'party', integer: true },
          ...span,
        }
      return this.noField(nameSpan, s.name, ['date', 'party'], bad)
    }
    const of = this.check(s.of)
    const t = of.type
    if (t.k === 'any') return { op: 'field', of, name: s.name, type: anyType, ...span }
    if (t.k === 'node') return this.property(of, t.ids, s.name, nameSpan, span, bad)
    if (t.k === 'item') {
      const id = this.scope.itemNode(t.each, s.name)
      if (id) return { op: 'field', of, name: s.name, type: { k: 'node', ids: [id] }, ...span }
      const field = t.base.k === 'record' ? t.base.fields.get(s.name) : undefined
      if (field) return { op: 'field', of, name: s.name, type: field, ...span }
      return this.noField(
        nameSpan,
        s.name,
        [...this.scope.itemNames(t.each), ...(t.base.k === 'record' ? t.base.fields.keys() : [])],
        bad,
      )
    }
    if (t.k === 'record') {
      const field = t.fields.get(s.name)
      if (field) return { op: 'field', of, name: s.name, type: field, ...span }
      return this.noField(nameSpan, s.name, [...t.fields.keys()], bad)
    }
    this.report(
      nameSpan,
      'no-fields',
      { zh: `${nameType(t)} 没有字段`, en: `A ${nameType(t)} has no fields` },
      { got: s.name },
    )
    return bad()
  }

  private noField(at: Span, name: string, valid: readonly string[], bad: () => Expr): Expr {
    const near = nearestName(name, valid)
    this.report(
      at,
      'unknown-field',
      { zh: `没有名为“${name}”的字段`, en: `There is no field named "${name}"` },
      {
        expected: valid.slice(0, 12).join(', '),
        got: name,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    )
    return bad()
  }

  private property(of: Expr, ids: readonly string[], name: string, at: Span, span: Span, bad: () => Expr): Expr {
    if (!nodeProperties.includes(name as NodeProperty)) return this.noField(at, name, nodeProperties, bad)
    let type: Type | undefined
    for (const id of ids) {
      const t = this.scope.property(id, name as NodeProperty)
      if ('why' in t) {
        this.report(at, 'no-property', {
          zh: `节点“${id}”没有 .${name}`,
          en: `The node "${id}" has no .${name}: ${t.why}`,
        })
        return bad()
      }
      const scales = type?.k === 'number' && t.k === 'number' && type.scale !== t.scale
      type = type ? joinTypes(type, t) : t
      if (!type || (scales && name === 'level')) {
        this.report(
          at,
          'mixed-types',
          { zh: `这些节点的 .${name} 种类不一`, en: `These nodes do not have the same kind of .${name}` },
          { got: ids.join(', ') },
        )
        return bad()
      }
    }
    return { op: 'property', of, name: name as NodeProperty, type: type ?? anyType, ...span }
  }

  private index(s: Syntax & { k: 'index' }, bad: () => Expr): Expr {
    const of = this.check(s.of)
    if (s.arg.k !== 'number' || !s.arg.value.whole || s.arg.value.sign < 0) {
      this.report(s.arg, 'index', { zh: '序号须是从 0 起的整数', en: 'An index is a whole number from 0' })
      return bad()
    }
    if (of.type.k === 'any') return bad()
    if (of.type.k !== 'list') {
      this.wrongType(of, 'list')
      return bad()
    }
    const at = Number(s.arg.value.n)
    if (of.type.size !== undefined && at >= of.type.size) {
      this.report(
        s.arg,
        'index',
        { zh: '序号超出列表长度', en: 'The index is past the end of the list' },
        { expected: `0..${of.type.size - 1}`, got: String(at) },
      )
    }
    return { op: 'index', of, at, type: of.type.of, start: s.start, end: s.end }
  }

  private list(s: Syntax & { k: 'list' }): Expr {
    const items = s.items.map((i) => this.check(i))
    let of: Type = items[0]?.type ?? anyType
    for (const item of items.slice(1)) {
      const joined = joinTypes(of, item.type)
      if (!joined) {
        this.report(
          item,
          'mixed-list',
          { zh: '列表中混有不同类型', en: 'The list mixes types' },
          { expected: nameType(of), got: nameType(item.type) },
        )
        of = anyType
      } else of = joined
    }
    return { op: 'list', items, type: { k: 'list', of }, start: s.start, end: s.end }
  }

  private choice(s: Syntax & { k: 'if' }): Expr {
    const test = this.wanted(s.test, 'yes-no')
    const a = this.check(s.yes)
    const b = this.check(s.no)
    const type = joinTypes(a.type, b.type)
    if (!type)
      this.report(
        s,
        'mixed-branches',
        { zh: '两个分支类型不同', en: 'The two branches have different types' },
        { expected: nameType(a.type), got: nameType(b.type) },
      )
    return { op: 'if', test, yes: a, no: b, type: type ?? anyType, start: s.start, end: s.end }
  }

  private call(s: Syntax & { k: 'call' }, bad: () => Expr): Expr {
    const args = s.args.map((a) => this.check(a))
    const m = this.lookUp(s.name)
    if (m?.is === 'table') {
      if (args.length !== m.given.length) {
        this.report(
          s,
          'arguments',
          { zh: '参数个数不符', en: 'The number of arguments is wrong' },
          { expected: `${s.name}(${m.given.map((g) => g.name).join(', ')})`, got: String(args.length) },
        )
        return bad()
      }
      args.forEach((a, i) => {
        const want = m.given[i]!.type
        const numbers = a.type.k === 'number' && want.k === 'number'
        const fits = numbers
          ? want.scale === undefined || (a.type as { scale?: string }).scale === want.scale
          : joinTypes(a.type, want)
        if (!fits) this.wrongType(a, nameType(want))
      })
      return { op: 'table', table: m.table, args, type: m.type, start: s.start, end: s.end }
    }
    return checkCall(this, s.name, args, s)
  }

  private method(s: Syntax & { k: 'method' }, bad: () => Expr): Expr {
    const span = { start: s.start, end: s.end }
    const of = this.check(s.of)
    if (s.name === 'size') {
      if (s.args.length > 0) this.report(s, 'arguments', { zh: 'size() 不带参数', en: 'size() takes no arguments' })
      if (of.type.k !== 'list' && of.type.k !== 'words' && of.type.k !== 'any') this.wrongType(of, 'list')
      return { op: 'call', fn: 'size', args: [of], type: wholeNumber(), ...span }
    }
    if (!['all', 'exists', 'filter', 'map'].includes(s.name)) {
      const near = nearestName(s.name, ['all', 'exists', 'filter', 'map', 'size'])
      this.report(
        s,
        'unknown-function',
        { zh: `没有名为“${s.name}”的方法`, en: `There is no method named "${s.name}"` },
        {
          expected: 'all, exists, filter, map, size',
          got: s.name,
          ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
        },
      )
      return bad()
    }
    const [variable, body] = s.args
    if (s.args.length !== 2 || variable?.k !== 'name' || !body) {
      this.report(
        s,
        'arguments',
        { zh: '写法应为 列表.方法(x, 公式)', en: 'Written as list.method(x, formula)' },
        { expected: `${s.name}(x, …)` },
      )
      return bad()
    }
    if (of.type.k === 'any')
      return { op: 'macro', macro: s.name as Macro, list: of, as: variable.name, body: bad(), type: anyType, ...span }
    if (of.type.k !== 'list') {
      this.wrongType(of, 'list')
      return bad()
    }
    if (this.variables.has(variable.name) || this.scope.resolve(variable.name)) {
      this.report(
        variable,
        'hidden-name',
        {
          zh: `变量“${variable.name}”遮住了同名的事物`,
          en: `The variable "${variable.name}" hides something of that name`,
        },
        { next: { zh: '换一个变量名', en: 'choose another variable name' } },
      )
    }
    const inner = new Checker(this.scope, new Map([...this.variables, [variable.name, of.type.of]]))
    const checked = s.name === 'map' ? inner.check(body) : inner.wanted(body, 'yes-no')
    const type: Type =
      s.name === 'filter' ? { k: 'list', of: of.type.of } : s.name === 'map' ? { k: 'list', of: checked.type } : yesNo
    return { op: 'macro', macro: s.name as Macro, list: of, as: variable.name, body: checked, type, ...span }
  }
}
