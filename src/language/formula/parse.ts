import { Environment, ParseError } from '@marcbachmann/cel-js'
import { Exact } from '../exact.ts'
import type { Text } from '../text.ts'
import type { CompareSign, Span } from './tree.ts'

/** A formula as written, before names have a meaning. */
export type Syntax = Span &
  (
    | { readonly k: 'number'; readonly value: Exact }
    | { readonly k: 'string'; readonly value: string }
    | { readonly k: 'yes-no'; readonly value: boolean }
    | { readonly k: 'name'; readonly name: string }
    | { readonly k: 'member'; readonly of: Syntax; readonly name: string; readonly nameStart: number }
    | { readonly k: 'index'; readonly of: Syntax; readonly arg: Syntax }
    | { readonly k: 'list'; readonly items: readonly Syntax[] }
    | { readonly k: 'not' | 'negate'; readonly arg: Syntax }
    | { readonly k: 'and' | 'or'; readonly args: readonly Syntax[] }
    | { readonly k: 'arith'; readonly sign: '+' | '-' | '*' | '/' | '%'; readonly a: Syntax; readonly b: Syntax }
    | { readonly k: 'compare'; readonly sign: CompareSign; readonly a: Syntax; readonly b: Syntax }
    | { readonly k: 'in'; readonly a: Syntax; readonly b: Syntax }
    | { readonly k: 'if'; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax }
    | { readonly k: 'call'; readonly name: string; readonly args: readonly Syntax[] }
    | { readonly k: 'method'; readonly name: string; readonly of: Syntax; readonly args: readonly Syntax[] }
  )

export interface FormulaProblem extends Span {
  readonly code: string
  readonly text: Text
  readonly expected?: string
  readonly got?: string
  readonly next?: Text
}

/** The fences: a formula beyond them is refused before it can cost anything. */
export const limits = { characters: 2000, nodes: 500, depth: 60, listItems: 200, arguments: 32, loops: 3 }

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  limits: {
    maxAstNodes: limits.nodes,
    maxDepth: limits.depth,
    maxListElements: limits.listItems,
    maxCallArguments: limits.arguments,
    maxMapEntries: 0,
  },
})

interface RawNode {
  readonly op: string
  readonly args: unknown
  readonly start: number
  readonly end: number
}

/** Reads CEL syntax (the grammar is the library's, the meaning is ours). */
export function parseFormula(text: string): { syntax: Syntax } | { problems: FormulaProblem[] } {
  const whole = { start: 0, end: text.length }
  if (text.length > limits.characters) {
    return refuse({
      ...whole,
      code: 'formula-too-long',
      text: { zh: '公式过长', en: 'The formula is too long' },
      expected: `≤ ${limits.characters}`,
      got: `${text.length}`,
    })
  }
  const wide = /[\u3000\uff01-\uff5e]/.exec(text.replace(/"[^"]*"|'[^']*'/g, (s) => ' '.repeat(s.length)))
  if (wide) {
    return refuse({
      start: wide.index,
      end: wide.index + 1,
      code: 'full-width',
      text: { zh: `公式中有全角字符“${wide[0]}”`, en: `There is a full-width character "${wide[0]}" in the formula` },
      next: { zh: '改用半角字符', en: 'use the half-width character' },
    })
  }
  if (/[!-]{60}/.test(text.replace(/\s/g, ''))) return refuse({ ...whole, ...tooDeep })
  try {
    const ast = environment.parse(text).ast as unknown as RawNode
    return { syntax: new Reader(text).read(ast, 0) }
  } catch (e) {
    if (e instanceof Refusal) return refuse(e.problem)
    if (e instanceof RangeError) return refuse({ ...whole, ...tooDeep })
    if (e instanceof ParseError) return refuse(syntaxProblem(e, text))
    throw e
  }
}

const tooDeep = { code: 'formula-too-deep', text: { zh: '公式嵌套过深', en: 'The formula is nested too deeply' } }

function refuse(p: FormulaProblem) {
  return { problems: [p] }
}

class Refusal extends Error {
  readonly problem: FormulaProblem
  constructor(p: FormulaProblem) {
    super(p.code)
    this.problem = p
  }
}

function syntaxProblem(e: ParseError, text: string): FormulaProblem {
  const range = (e as { range?: { start: number; end: number } }).range
  const summary = (e as { summary?: string }).summary ?? e.message
  const start = range?.start ?? 0
  return {
    start,
    end: range?.end ?? text.length,
    code: 'formula-syntax',
    text: { zh: '公式写法有误', en: `The formula cannot be read: ${summary}` },
    ...(writingHint(text, start) ?? {}),
  }
}

function writingHint(text: string, at: number): { next: Text } | undefined {
  const rest = text.slice(at).trimStart()
  if (/^=[^=]/.test(rest) && !/[<>=!]\s*$/.test(text.slice(0, at)))
    return { next: { zh: '相等写作 ==', en: 'write == for equality' } }
  if (/^(and|or|not)\b/.test(rest)) return { next: { zh: '写作 && 、|| 、!', en: 'write &&, || and !' } }
  if (/^\.\d/.test(rest)) return { next: { zh: '小数写作 0.99', en: 'write 0.99, with the zero' } }
  return undefined
}

class Reader {
  private readonly text: string
  private count = 0

  constructor(text: string) {
    this.text = text
  }

  read(node: RawNode, loops: number): Syntax {
    if (++this.count > limits.nodes) throw new Refusal({ start: node.start, end: node.end, ...tooDeep })
    const span = this.span(node)
    const args = node.args as readonly unknown[]
    const sub = (x: unknown, l = loops) => this.read(x as RawNode, l)
    switch (node.op) {
      case 'value':
        return this.literal(node, span)
      case 'id':
        return { k: 'name', name: node.args as unknown as string, ...span }
      case '.': {
        const name = args[1] as string
        return { k: 'member', of: sub(args[0]), name, nameStart: this.text.lastIndexOf(name, node.end), ...span }
      }
      case '[]':
        return { k: 'index', of: sub(args[0]), arg: sub(args[1]), ...span }
      case 'list':
        return { k: 'list', items: args.map((a) => sub(a)), ...span }
      case '!_':
        return { k: 'not', arg: sub(node.args), ...span }
      case '-_':
        return { k: 'negate', arg: sub(node.args), ...span }
      case '&&':
      case '||':
        return { k: node.op === '&&' ? 'and' : 'or', args: this.flatten(node, node.op, loops), ...span }
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return { k: 'arith', sign: node.op, a: sub(args[0]), b: sub(args[1]), ...span }
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=':
        return { k: 'compare', sign: node.op, a: sub(args[0]), b: sub(args[1]), ...span }
      case 'in':
        return { k: 'in', a: sub(args[0]), b: sub(args[1]), ...span }
      case '?:':
        return { k: 'if', test: sub(args[0]), yes: sub(args[1]), no: sub(args[2]), ...span }
      case 'call':
        return { k: 'call', name: args[0] as string, args: (args[1] as unknown[]).map((a) => sub(a)), ...span }
      case 'rcall': {
        const name = args[0] as string
        const loop = ['all', 'exists', 'filter', 'map'].includes(name) ? loops + 1 : loops
        if (loop > limits.loops) {
          throw new Refusal({
            ...span,
            code: 'too-many-loops',
            text: { zh: '循环嵌套过多', en: 'Too many nested loops' },
            expected: `≤ ${limits.loops}`,
          })
        }
        return { k: 'method', name, of: sub(args[1]), args: (args[2] as unknown[]).map((a) => sub(a, loop)), ...span }
      }
      default:
        throw new Refusal({
          ...span,
          code: 'not-in-the-language',
          text: {
            zh: `公式语言中没有这种写法（${node.op}）`,
            en: `The formula language does not have this (${node.op})`,
          },
        })
    }
  }

  private flatten(node: RawNode, op: string, loops: number): Syntax[] {
    const args = node.args as RawNode[]
    return args.flatMap((a) => (a.op === op ? this.flatten(a, op, loops) : [this.read(a, loops)]))
  }

  private literal(node: RawNode, span: Span): Syntax {
    const value = node.args as unknown
    if (typeof value === 'boolean') return { k: 'yes-no', value, ...span }
    if (typeof value === 'string') return { k: 'string', value, ...span }
    if (typeof value === 'bigint' || typeof value === 'number') {
      const source = this.text.slice(node.start, node.end)
      const exact = /^0[xX]/.test(source) ? Exact.whole(BigInt(source)) : Exact.parse(source.replace(/[uU]$/, ''))
      if (exact) return { k: 'number', value: exact, ...span }
      throw new Refusal({
        ...span,
        code: 'number-too-large',
        text: { zh: '数字过长或过大', en: 'The number is too long or too large' },
        expected: '≤ 400',
      })
    }
    throw new Refusal({
      ...span,
      code: 'not-in-the-language',
      text: { zh: '公式语言中没有空值与字节串', en: 'The formula language has no null and no bytes' },
    })
  }

  /** The library leaves grouping brackets out of spans: take them back in, so that every span reads alone as what it means. */
  private span(node: RawNode): Span {
    let { start, end } = node
    if (node.op === 'value' || node.op === 'id' || node.op === 'list') return { start, end }
    const args = node.args as readonly unknown[]
    const first = Array.isArray(args) ? (node.op === 'rcall' ? args[1] : args[0]) : undefined
    if (first && typeof first === 'object' && 'start' in first) {
      start = Math.min(start, this.widened(first as RawNode).start)
    }
    const last =
      Array.isArray(args) && node.op !== 'call' && node.op !== 'rcall' && node.op !== '.' && node.op !== '[]'
        ? args.at(-1)
        : !Array.isArray(args)
          ? args
          : undefined
    if (last && typeof last === 'object' && 'end' in last) end = Math.max(end, this.widened(last as RawNode).end)
    return { start, end }
  }

  /** A child's own span with the grouping brackets directly around it. */
  private widened(node: RawNode): Span {
    let { start, end } = this.span(node)
    for (;;) {
      let a = start - 1
      let b = end
      while (/\s/.test(this.text[a] ?? '')) a--
      while (/\s/.test(this.text[b] ?? '')) b++
      const grouping = this.text[a] === '(' && this.text[b] === ')' && !/[A-Za-z0-9_]/.test(this.text[a - 1] ?? '')
      if (!grouping) return { start, end }
      start = a
      end = b + 1
    }
  }
}
