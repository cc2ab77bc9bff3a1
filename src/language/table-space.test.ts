import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exact } from './exact.ts'
import type { Cell } from './standard.ts'
import { type Atom, mask, meets, overlap, reach, tableSpace } from './table-space.ts'
import type { Type } from './types.ts'

const x = (n: number) => Exact.ratio(BigInt(n), 2n)
const half = fc.integer({ min: -4, max: 8 })

/** A number input from -2 to 4 in steps of a half, a word, a yes-no, a level. */
const kinds = ['number', 'integer', 'word', 'yes-no', 'level', 'text'] as const
type Kind = (typeof kinds)[number]
const levels = [1, 2, 3, 4].map((n) => Exact.whole(BigInt(n)))
const types: Record<Kind, Type> = {
  number: { k: 'number', lo: x(-4), hi: x(8) },
  integer: { k: 'number', lo: x(-4), hi: x(8), integer: true },
  word: { k: 'word', words: ['p', 'q', 'r'] },
  'yes-no': { k: 'yes-no' },
  level: { k: 'number', lo: levels[0]!, hi: levels[3]!, scale: 'S', integer: true },
  text: { k: 'text' },
}

type Point = Exact | string | boolean
/** points that tell every atom from every other: thresholds lie on halves, so quarters lie between them */
const points: Record<Kind, readonly Point[]> = {
  number: Array.from({ length: 25 }, (_, i) => Exact.ratio(BigInt(i - 8), 4n)),
  integer: Array.from({ length: 7 }, (_, i) => Exact.whole(BigInt(i - 2))),
  word: ['p', 'q', 'r'],
  'yes-no': [true, false],
  level: levels,
  text: ['p', 'q', 'something else'],
}

const compare = fc.record({
  kind: fc.constant('compare' as const),
  sign: fc.constantFrom('<', '<=', '>', '>=', '==', '!=' as const),
  limit: half.map(x),
})
const between = fc.tuple(half, half, fc.boolean(), fc.boolean()).map(([a, b, loOpen, hiOpen]) => ({
  kind: 'between' as const,
  lo: x(Math.min(a, b)),
  hi: x(Math.max(a, b)),
  loOpen,
  hiOpen,
}))
const numberCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  compare,
  between,
  fc
    .array(fc.oneof(compare, between), { minLength: 1, maxLength: 2 })
    .map((cells) => ({ kind: 'either' as const, cells })),
)
const levelCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.record({
    kind: fc.constant('compare' as const),
    sign: fc.constantFrom('<', '<=', '>', '>=', '==', '!=' as const),
    limit: fc.constantFrom(...levels),
  }),
)
const wordCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.subarray(['p', 'q', 'r'], { minLength: 1 }).map((words) => ({ kind: 'words' as const, words })),
)
const cellOf: Record<Kind, fc.Arbitrary<Cell>> = {
  number: numberCell,
  integer: numberCell,
  word: wordCell,
  'yes-no': fc.oneof(
    fc.constant({ kind: 'any' as const }),
    fc.boolean().map((is) => ({ kind: 'yes-no' as const, is })),
  ),
  level: levelCell,
  text: fc.oneof(
    fc.constant({ kind: 'any' as const }),
    fc.subarray(['p', 'q'], { minLength: 1 }).map((words) => ({ kind: 'words' as const, words })),
  ),
}

/** What a cell means, said again in the simplest way. */
function holds(cell: Cell, p: Point): boolean {
  switch (cell.kind) {
    case 'any':
      return true
    case 'either':
      return cell.cells.some((c) => holds(c, p))
    case 'words':
      return cell.words.includes(p as string)
    case 'yes-no':
      return cell.is === p
    case 'between': {
      const [low, high] = [(p as Exact).compare(cell.lo), (p as Exact).compare(cell.hi)]
      return (cell.loOpen ? low > 0 : low >= 0) && (cell.hiOpen ? high < 0 : high <= 0)
    }
    case 'compare': {
      const c = (p as Exact).compare(cell.limit)
      return { '<': c < 0, '<=': c <= 0, '>': c > 0, '>=': c >= 0, '==': c === 0, '!=': c !== 0 }[cell.sign]
    }
  }
}

function atomsOf(atoms: readonly Atom[], p: Point, integer: boolean): bigint {
  if (typeof p === 'boolean') return mask(atoms, (a) => a.kind === 'yes-no' && a.is === p)
  if (typeof p === 'string')
    return mask(
      atoms,
      (a) =>
        (a.kind === 'word' && a.word === p) ||
        (a.kind === 'rest' && !atoms.some((b) => b.kind === 'word' && b.word === p)),
    )
  return mask(atoms, (a) => meets(a, p, p, integer))
}

const table = fc
  .array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 })
  .chain((columns) =>
    fc
      .array(fc.tuple(...columns.map((k) => cellOf[k])), { minLength: 1, maxLength: 6 })
      .map((rules) => ({ columns, rules: rules as Cell[][] })),
  )

function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((row) => list.map((v) => [...row, v])), [[]])
}

describe('a table as a space of atoms, against brute force over points', () => {
  it('a point lies in exactly one atom, and the first rule that holds is the only one in reach', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), ({ columns, rules }, random) => {
        const space = tableSpace(
          rules,
          columns.map((k) => types[k]),
          columns.map((k) => (k === 'level' ? levels : undefined)),
        )
        for (let i = 0; i < 12; i++) {
          const point = columns.map((k) => points[k][random.next().value! % points[k].length]!)
          const possible = space.axes.map((axis, a) =>
            atomsOf(axis.atoms, point[a]!, columns[a] === 'integer' || columns[a] === 'level'),
          )
          for (const bits of possible) expect(bits !== 0n && (bits & (bits - 1n)) === 0n, 'one atom').toBe(true)
          const first = rules.findIndex((r) => r.every((cell, a) => holds(cell, point[a]!)))
          const got = reach(space, possible)
          expect(got.rules).toEqual(first < 0 ? [] : [first])
          expect(got.hole !== undefined).toBe(first < 0)
        }
      }),
      { numRuns: 1500, seed: 8 },
    )
  })

  it('over the whole space: rules in reach, holes and overlaps are those of some point', () => {
    fc.assert(
      fc.property(table, ({ columns, rules }) => {
        const space = tableSpace(
          rules,
          columns.map((k) => types[k]),
          columns.map((k) => (k === 'level' ? levels : undefined)),
        )
        const all = product(columns.map((k) => points[k]))
        const firsts = new Set(all.map((p) => rules.findIndex((r) => r.every((cell, a) => holds(cell, p[a]!)))))
        const got = reach(
          space,
          space.axes.map((a) => (1n << BigInt(a.atoms.length)) - 1n),
        )
        expect(new Set(got.rules)).toEqual(new Set([...firsts].filter((f) => f >= 0)))
        expect(got.hole !== undefined).toBe(firsts.has(-1))
        const twice = rules.some((a, i) =>
          rules.some(
            (b, j) =>
              j > i && all.some((p) => a.every((c, k) => holds(c, p[k]!)) && b.every((c, k) => holds(c, p[k]!))),
          ),
        )
        expect(overlap(space) !== undefined).toBe(twice)
      }),
      { numRuns: 400, seed: 9 },
    )
  })

  it('with ranges: every rule that some point inside matches first is in reach, and no other', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), ({ columns, rules }, random) => {
        const pick = (k: Kind): Point[] => {
          const [a, b] = [random.next().value! % points[k].length, random.next().value! % points[k].length]
          return points[k].slice(Math.min(a, b), Math.max(a, b) + 1)
        }
        const inside = columns.map(pick)
        const space = tableSpace(
          rules,
          columns.map((k) => types[k]),
          columns.map((k) => (k === 'level' ? levels : undefined)),
        )
        const possible = space.axes.map((axis, a) =>
          inside[a]![0] instanceof Exact
            ? mask(axis.atoms, (atom) =>
                meets(atom, inside[a]![0] as Exact, inside[a]!.at(-1) as Exact, columns[a] !== 'number'),
              )
            : inside[a]!.reduce((bits, p) => bits | atomsOf(axis.atoms, p, false), 0n),
        )
        const firsts = new Set(
          product(inside).map((p) => rules.findIndex((r) => r.every((cell, a) => holds(cell, p[a]!)))),
        )
        const got = reach(space, possible)
        expect(new Set(got.rules)).toEqual(new Set([...firsts].filter((f) => f >= 0)))
        expect(got.hole !== undefined).toBe(firsts.has(-1))
      }),
      { numRuns: 800, seed: 10 },
    )
  })

  it('a word that the table cannot know meets no rule, and the search ends', () => {
    const space = tableSpace([[{ kind: 'words', words: ['p'] }]], [{ k: 'word', words: ['p'] }], [undefined])
    expect(reach(space, [0n])).toEqual({ rules: [], hole: [] })
  })
})
