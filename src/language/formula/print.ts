import type { Syntax } from './parse.ts'

const strength: Record<string, number> = {
  if: 1,
  or: 2,
  and: 3,
  compare: 4,
  in: 4,
  add: 5,
  multiply: 6,
  unary: 7,
  postfix: 8,
}

/** A formula as text again; parsing the text gives the same tree. */
export function printFormula(s: Syntax): string {
  return print(s)
}

function rank(s: Syntax): number {
  switch (s.k) {
    case 'if':
    case 'or':
    case 'and':
    case 'compare':
    case 'in':
      return strength[s.k]!
    case 'arith':
      return s.sign === '+' || s.sign === '-' ? strength['add']! : strength['multiply']!
    case 'not':
    case 'negate':
      return strength['unary']!
    default:
      return strength['postfix']!
  }
}

function print(s: Syntax): string {
  const own = rank(s)
  const sub = (c: Syntax, atLeast: number) => (rank(c) >= atLeast ? print(c) : `(${print(c)})`)
  switch (s.k) {
    case 'number':
      return s.value.toString()
    case 'string':
      return JSON.stringify(s.value)
    case 'yes-no':
      return String(s.value)
    case 'name':
      return s.name
    case 'member':
      return `${sub(s.of, own)}.${s.name}`
    case 'index':
      return `${sub(s.of, own)}[${print(s.arg)}]`
    case 'list':
      return `[${s.items.map(print).join(', ')}]`
    case 'not':
      return `!${sub(s.arg, own)}`
    case 'negate':
      return `-${s.arg.k === 'number' ? `(${print(s.arg)})` : sub(s.arg, own + 1)}`
    case 'and':
      return s.args.map((a) => sub(a, own + 1)).join(' && ')
    case 'or':
      return s.args.map((a) => sub(a, own + 1)).join(' || ')
    case 'arith':
      return `${sub(s.a, own)} ${s.sign} ${sub(s.b, own + 1)}`
    case 'compare':
      return `${sub(s.a, own + 1)} ${s.sign} ${sub(s.b, own + 1)}`
    case 'in':
      return `${sub(s.a, own + 1)} in ${sub(s.b, own + 1)}`
    case 'if':
      return `${sub(s.test, own + 1)} ? ${sub(s.yes, own + 1)} : ${sub(s.no, own)}`
    case 'call':
      return `${s.name}(${s.args.map(print).join(', ')})`
    case 'method':
      return `${sub(s.of, own)}.${s.name}(${s.args.map(print).join(', ')})`
  }
}
