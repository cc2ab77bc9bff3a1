import { known, no, type Value, yes } from '../values.ts'
import { Rounding } from './rounding.ts'

/**
 * Columns of float64: one lane a draw, or a subject. They inform (shares of grades, back-tests, statistics), they never decide.
 * An unknown number is NaN. Truth is two bits, "surely, maybe": 0 no, 1 unknown, 3 yes; not applicable is 7, which "and" passes over.
 */
export const lanes = 1024

export const NO = 0
export const UNKNOWN = 1
export const YES = 3
export const NA = 7

export type Column =
  | { readonly k: 'const'; readonly v: Value }
  | { readonly k: 'num'; readonly x: Float64Array; readonly na?: Uint8Array }
  /** `applies`: no lane is ever not applicable */
  | { readonly k: 'bool'; readonly t: Uint8Array; readonly applies?: true }
  | { readonly k: 'word'; readonly w: Int32Array }
  | { readonly k: 'list'; readonly items: readonly ColumnMember[] }
  | { readonly k: 'record'; field(name: string): Column }
  | { readonly k: 'node'; readonly id: string; readonly frame: ColumnFrame }
  | { readonly k: 'item'; readonly frame: ColumnFrame; readonly base: Column }

export interface ColumnMember {
  readonly v: Column
  /** whether the lane has this item; absent: every lane */
  readonly in?: Uint8Array
}

/** A place of judgement, as in the exact evaluator. */
export interface ColumnFrame {
  readonly parent?: ColumnFrame
  readonly owner?: string
  readonly as?: string
  readonly item?: Column
  /** the same place in an exact session, when there is one */
  readonly exact?: unknown
  readonly nodes: Map<string, ColumnNode>
  readonly lists: Map<string, Column>
}

export interface ColumnNode {
  /** absent: applies in every lane */
  readonly applies?: Uint8Array
  /** the node applies in no lane */
  readonly never?: boolean
  readonly value?: Column
  readonly level?: Column
  readonly satisfied?: Column
}

/** What is done for each block, in order. Buffers are made once; running a block allocates nothing. */
export class Program {
  private readonly steps: ((n: number) => void)[] = []
  private readonly constants = new Map<number, Float64Array>()
  private readonly truths = new Map<number, Uint8Array>()
  private readonly words: string[] = []
  /** there when lanes near a boundary are to be marked; asked for before anything is compiled */
  rounding?: Rounding

  followRounding(): Rounding {
    this.rounding = new Rounding((run) => this.step(run), lanes)
    return this.rounding
  }

  step(run: (n: number) => void): void {
    this.steps.push(run)
  }

  run(n: number): void {
    for (const s of this.steps) s(n)
  }

  num(): Float64Array {
    return new Float64Array(lanes)
  }

  bits(): Uint8Array {
    return new Uint8Array(lanes)
  }

  code(word: string): number {
    const at = this.words.indexOf(word)
    if (at >= 0) return at
    this.words.push(word)
    return this.words.length - 1
  }

  word(code: number): string | undefined {
    return this.words[code]
  }

  /** The number of a constant, NaN if it is not known. */
  static number(v: Value): number {
    if (v.k === 'num') return known(v) ? v.lo.toNumber() : Number.NaN
    if (v.k === 'bool') return v.may === yes ? 1 : v.may === no ? 0 : Number.NaN
    return Number.NaN
  }

  static truth(v: Value): number {
    return v.k === 'bool' && known(v) ? (v.may === yes ? YES : NO) : v.k === 'na' ? NA : UNKNOWN
  }

  constant(x: number): Float64Array {
    const key = Number.isNaN(x) ? Number.MAX_VALUE : x
    const seen = this.constants.get(key)
    if (seen) return seen
    const made = new Float64Array(lanes).fill(x)
    this.constants.set(key, made)
    return made
  }

  truth(t: number): Uint8Array {
    const seen = this.truths.get(t)
    if (seen) return seen
    const made = new Uint8Array(lanes).fill(t)
    this.truths.set(t, made)
    return made
  }

  /** A constant filled in; two constants with the same float64 may differ, so each has its own buffer where that matters. */
  private valued(v: Value): Float64Array {
    const n = Program.number(v)
    if (!this.rounding) return this.constant(n)
    const x = new Float64Array(lanes).fill(n)
    if (v.k === 'num' && known(v)) this.rounding.constant(x, v.lo)
    if (v.k === 'bool') this.rounding.put(x, { mag: 1, err: 0, decimal: true })
    return x
  }

  /** Any column as numbers; yes and no count one and nothing. */
  numbers(c: Column): { x: Float64Array; na?: Uint8Array } {
    if (c.k === 'num') return c
    if (c.k === 'const')
      return c.v.k === 'na' ? { x: this.constant(Number.NaN), na: this.truth(1) } : { x: this.valued(c.v) }
    if (c.k === 'bool') {
      const x = this.num()
      this.rounding?.put(x, { mag: 1, err: 0, decimal: true })
      const { t } = c
      if (c.applies) {
        this.step((n) => {
          for (let i = 0; i < n; i++) x[i] = t[i] === YES ? 1 : t[i] === NO ? 0 : Number.NaN
        })
        return { x }
      }
      const na = this.bits()
      this.step((n) => {
        for (let i = 0; i < n; i++) {
          const v = t[i]!
          x[i] = v === YES ? 1 : v === NO ? 0 : Number.NaN
          na[i] = v === NA ? 1 : 0
        }
      })
      return { x, na }
    }
    return { x: this.constant(Number.NaN) }
  }

  truthsOf(c: Column): Uint8Array {
    if (c.k === 'bool') return c.t
    return this.truth(c.k === 'const' ? Program.truth(c.v) : UNKNOWN)
  }

  /** Words as codes: -1 unknown, -2 not applicable. */
  codes(c: Column): Int32Array {
    if (c.k === 'word') return c.w
    const v = c.k === 'const' ? c.v : undefined
    const code = v?.k === 'word' && v.may?.length === 1 ? this.code(v.may[0]!) : v?.k === 'na' ? -2 : -1
    return new Int32Array(lanes).fill(code)
  }
}

/** Whether the truth of a column can be "not applicable" in some lane. */
export function alwaysApplies(c: Column): boolean {
  return c.k === 'const'
    ? c.v.k !== 'na'
    : c.k === 'bool'
      ? c.applies === true
      : c.k === 'num'
        ? c.na === undefined
        : false
}

export function isConst(c: Column): c is Column & { k: 'const' } {
  return c.k === 'const'
}

/** A list of constants as a list of columns; an unknown list stays a constant. */
export function listOf(c: Column): readonly ColumnMember[] | undefined {
  if (c.k === 'list') return c.items
  if (c.k !== 'const' || c.v.k !== 'list' || c.v.open) return undefined
  return c.v.items.filter((m) => m.in === yes).map((m) => ({ v: { k: 'const', v: m.value } }))
}

/** Lanes in which a column does not apply. */
export function naMask(p: Program, c: Column): Uint8Array | undefined {
  if (c.k === 'num') return c.na
  if (c.k !== 'bool' && c.k !== 'word') return undefined
  const out = p.bits()
  if (c.k === 'bool')
    p.step((n) => {
      for (let i = 0; i < n; i++) out[i] = c.t[i] === NA ? 1 : 0
    })
  else
    p.step((n) => {
      for (let i = 0; i < n; i++) out[i] = c.w[i] === -2 ? 1 : 0
    })
  return out
}

export function constant(v: Value): Column {
  return { k: 'const', v }
}

/** A record whose fields are made when first asked for, and once: what nobody asks costs nothing. */
export function recordOf(make: (name: string) => Column): Column {
  const made = new Map<string, Column>()
  return {
    k: 'record',
    field: (name) => {
      const column = made.get(name) ?? make(name)
      made.set(name, column)
      return column
    },
  }
}
