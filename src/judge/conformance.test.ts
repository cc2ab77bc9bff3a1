import { tests } from '@bufbuild/cel-spec/testdata/conformance.js'
import { describe, expect, it } from 'vitest'
import { Exact } from '../language/exact.ts'
import { checkFormula } from '../language/formula/check.ts'
import { joinTypes } from '../language/formula/join.ts'
import type { Scope } from '../language/formula/scope.ts'
import { anyType, type Type } from '../language/types.ts'
import type { Variables } from './context.ts'
import { loaded } from './fixtures/playground.ts'
import { evaluate } from './formulas.ts'
import { open } from './judge.ts'
import { bool, no, nothing, num, type Value, word, yes } from './values.ts'

/**
 * The official conformance tests of CEL (cel-spec, conformance.js) against this dialect: CEL's grammar, with numbers that
 * are exact, without strings, maps, bytes, null and protobuf. What is accepted gives the official value; the exceptions
 * below are the definition of the difference.
 */

interface Given {
  readonly int64Value?: string | number
  readonly uint64Value?: string | number
  readonly doubleValue?: string | number
  readonly boolValue?: boolean
  readonly stringValue?: string
  readonly listValue?: { readonly values?: readonly Given[] }
}
interface Test {
  readonly original: {
    readonly name: string
    readonly expr: string
    readonly value?: Given
    readonly evalError?: unknown
    readonly bindings?: Record<string, { readonly value?: Given }>
    readonly container?: string
  }
}
interface Suite {
  readonly name: string
  readonly suites?: readonly Suite[]
  readonly tests?: readonly Test[]
}

function readValue(g: Given): { value: Value; type: Type } | undefined {
  const number = g.int64Value ?? g.uint64Value ?? g.doubleValue
  if (number !== undefined) {
    const x = Exact.parse(String(number))
    return x && { value: num(x), type: { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity } }
  }
  if (g.boolValue !== undefined) return { value: bool(g.boolValue ? yes : no, nothing), type: { k: 'yes-no' } }
  if (g.stringValue !== undefined) return { value: word(g.stringValue), type: { k: 'text' } }
  if (g.listValue) {
    const items = (g.listValue.values ?? []).map(readValue)
    if (items.some((i) => !i)) return undefined
    const of = items.reduce<Type | undefined>((t, i) => t && joinTypes(t, i!.type), anyType)
    return (
      of && {
        value: {
          k: 'list',
          items: items.map((i) => ({ value: i!.value, in: yes, why: nothing })),
          open: false,
          why: nothing,
          of,
        },
        type: { k: 'list', of },
      }
    )
  }
  return undefined
}

const standard = loaded([])
const session = open(standard, {
  facts: {},
  measures: {},
  findings: {},
  assessment: { date: '2026-01-01', party: 'first' },
})

type Verdict = 'same' | 'refused' | 'fault' | 'differs' | 'types only'

function show(v: Value): string {
  if (v.k === 'num') return v.lo.equals(v.hi) ? v.lo.toString() : 'unknown'
  if (v.k === 'bool') return ['', 'false', 'true', 'unknown'][v.may]!
  if (v.k === 'word') return v.may?.length === 1 ? JSON.stringify(v.may[0]) : 'unknown'
  if (v.k === 'list')
    return v.open ? 'unknown' : `[${v.items.map((m) => (m.in === yes ? show(m.value) : 'unknown')).join(', ')}]`
  return v.k
}

function run(t: Test): { verdict: Verdict; got: string } {
  if (!session.ok) throw new Error('the playground opens')
  if (t.original.value === undefined && t.original.evalError === undefined) return { verdict: 'types only', got: '' }
  const types = new Map<string, Type>()
  let variables: Variables | undefined
  for (const [name, b] of Object.entries(t.original.bindings ?? {})) {
    const v = b.value && readValue(b.value)
    if (!v) return { verdict: 'refused', got: 'a binding that this language does not have' }
    types.set(name, v.type)
    variables = { name, value: v.value, next: variables }
  }
  const scope: Scope = {
    resolve: (n) => (types.has(n) ? { is: 'variable', type: types.get(n)! } : undefined),
    names: () => types.keys(),
    property: () => ({ why: 'none' }),
    itemNode: () => undefined,
    itemNames: () => [],
    scaleNumber: () => undefined,
    report: () => undefined,
  }
  const expr = checkFormula(t.original.expr, scope)
  if (!expr) return { verdict: 'refused', got: 'refused' }
  const got = show(evaluate(expr, { ...session.value.context(session.value.session.root, 'point'), variables }))
  const wanted = t.original.value && readValue(t.original.value)
  if (t.original.evalError !== undefined) return { verdict: got.includes('unknown') ? 'fault' : 'differs', got }
  return { verdict: wanted && show(wanted.value) === got ? 'same' : 'differs', got }
}

function* all(s: Suite, path: string): Generator<{ name: string; test: Test }> {
  for (const sub of s.suites ?? []) yield* all(sub, `${path}${sub.name}/`)
  for (const test of s.tests ?? []) yield { name: path + test.original.name, test }
}

const noOverflow = 'whole numbers have no 64-bit end'
const noInfinity = 'there is no NaN and no infinity: division by nothing is unknown'
const differences: Record<string, string> = {
  'comparisons/eq_literal/not_eq_double_nan': noInfinity,
  'comparisons/ne_literal/ne_double_nan': noInfinity,
  'comparisons/ne_literal/not_ne_double_nan': noInfinity,
  'fp_math/fp_math/divide_zero': noInfinity,
  'fp_math/fp_math/fp_overflow_negative': 'numbers do not overflow to infinity',
  'fp_math/fp_math/fp_overflow_positive': 'numbers do not overflow to infinity',
  'fp_math/fp_math/fp_underflow': 'numbers do not underflow to nothing',
  'integer_math/int64_math/int64_min_negate': noOverflow,
  'integer_math/int64_math/int64_min_negate_div': noOverflow,
  'integer_math/int64_math/int64_min_negate_mul': noOverflow,
  'integer_math/int64_math/int64_overflow_add_negative': noOverflow,
  'integer_math/int64_math/int64_overflow_mul_negative': noOverflow,
  'integer_math/int64_math/int64_overflow_mul_positive': noOverflow,
  'integer_math/int64_math/int64_overflow_negative': noOverflow,
  'integer_math/int64_math/int64_overflow_positive': noOverflow,
  'integer_math/int64_math/int64_overflow_sub_positive': noOverflow,
  'namespace/namespace/self_eval_container_lookup': 'the test sets a container; there are none here',
  'namespace/namespace/self_eval_container_lookup_unchecked': 'the test sets a container; there are none here',
}

describe('the official CEL tests', () => {
  const results = [...all(tests as unknown as Suite, '')].map(({ name, test }) => ({ name, test, ...run(test) }))
  const count = (v: Verdict) => results.filter((r) => r.verdict === v).length

  it('what is accepted gives the official value, but for the differences of this dialect', () => {
    const found = results.filter((r) => r.verdict === 'differs')
    const unlisted = found
      .filter((r) => !Object.hasOwn(differences, r.name))
      .map(
        (r) =>
          `${r.name}: ${r.test.original.expr} is ${r.got}, not ${JSON.stringify(r.test.original.value ?? 'an error')}`,
      )
    expect(unlisted).toEqual([])
    expect(found.map((r) => r.name).sort()).toEqual(Object.keys(differences).sort())
  })

  it('and there is enough of it', () => {
    expect({
      tests: results.length,
      same: count('same'),
      fault: count('fault'),
      refused: count('refused'),
      differs: count('differs'),
      typesOnly: count('types only'),
    }).toEqual({ tests: 2344, same: 259, fault: 14, refused: 1812, differs: 18, typesOnly: 241 })
  })
})
