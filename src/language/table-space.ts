import { Exact } from './exact.ts'
import type { Cell } from './standard.ts'
import type { Type } from './types.ts'

/**
 * The inputs of a decision table, cut into the finest pieces that its cells can tell apart ("atoms").
 * With them a table can be read exactly when inputs are only known to lie in a set: which rules may be the first to match,
 * and whether some input matches none. The same cut finds overlaps and holes when a standard is loaded.
 */
export type Atom =
  | {
      readonly kind: 'interval'
      readonly lo: Exact
      readonly hi: Exact
      readonly loOpen: boolean
      readonly hiOpen: boolean
    }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'yes-no'; readonly is: boolean }
  /** everything that no cell names: text and dates can only meet `any` */
  | { readonly kind: 'rest' }

export interface Axis {
  readonly atoms: readonly Atom[]
  /** for each rule, the atoms that its cell accepts, as bits */
  readonly accepts: readonly bigint[]
}

export interface TableSpace {
  readonly axes: readonly Axis[]
}

/** @param cells one row a rule, one column an input; @param levels the numbers of a level's scale, by input */
export function tableSpace(
  rules: readonly (readonly Cell[])[],
  inputs: readonly Type[],
  levels: readonly (readonly Exact[] | undefined)[],
): TableSpace {
  return {
    axes: inputs.map((type, column) => {
      const cells = rules.map((r) => r[column] ?? { kind: 'any' as const })
      const atoms = cut(type, cells, levels[column])
      return { atoms, accepts: cells.map((cell) => mask(atoms, (atom) => accepts(cell, atom))) }
    }),
  }
}

export function mask(atoms: readonly Atom[], test: (a: Atom) => boolean): bigint {
  let bits = 0n
  for (const [i, atom] of atoms.entries()) if (test(atom)) bits |= 1n << BigInt(i)
  return bits
}

export interface Reach {
  /** rules that may be the first to match, in order */
  readonly rules: readonly number[]
  /** one combination of atoms that no rule matches, if there is one */
  readonly hole?: readonly Atom[]
}

const maxBoxes = 4096

/** Which rules can be the first match when each input lies somewhere in the given atoms. */
export function reach(space: TableSpace, possible: readonly bigint[]): Reach {
  // a value outside every atom meets no rule
  if (possible.includes(0n)) return { rules: [], hole: [] }
  let boxes: (readonly bigint[])[] = [possible]
  const rules: number[] = []
  const count = space.axes[0]?.accepts.length ?? 0
  for (let rule = 0; rule < count && boxes.length > 0; rule++) {
    const rest: (readonly bigint[])[] = []
    let hit = false
    for (const box of boxes) {
      const inside = box.map((bits, axis) => bits & space.axes[axis]!.accepts[rule]!)
      if (inside.some((b) => b === 0n)) {
        rest.push(box)
        continue
      }
      hit = true
      // what is left of the box, as disjoint boxes: outside on one axis, inside on the axes before it
      for (let axis = 0; axis < box.length; axis++) {
        const outside = box[axis]! & ~space.axes[axis]!.accepts[rule]!
        if (outside !== 0n) rest.push(box.map((bits, i) => (i < axis ? inside[i]! : i === axis ? outside : bits)))
      }
    }
    if (hit) rules.push(rule)
    boxes = rest.length > maxBoxes ? [possible] : rest
  }
  const left = boxes[0]
  return left ? { rules, hole: left.map((bits, axis) => space.axes[axis]!.atoms[lowestBit(bits)]!) } : { rules }
}

function lowestBit(bits: bigint): number {
  let i = 0
  while ((bits & 1n) === 0n) {
    bits >>= 1n
    i++
  }
  return i
}

/** Two rules that some input satisfies both of. */
export function overlap(space: TableSpace): readonly [number, number] | undefined {
  const count = space.axes[0]?.accepts.length ?? 0
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (space.axes.every((axis) => (axis.accepts[a]! & axis.accepts[b]!) !== 0n)) return [a, b]
    }
  }
  return undefined
}

function cut(type: Type, cells: readonly Cell[], levels: readonly Exact[] | undefined): Atom[] {
  if (type.k === 'yes-no') return [true, false].map((is) => ({ kind: 'yes-no', is }))
  if (type.k === 'word' || type.k === 'text') {
    const words = new Set<string>(type.k === 'word' ? type.words : [])
    for (const w of cells.flatMap(wordsOf)) words.add(w)
    const atoms: Atom[] = [...words].map((word) => ({ kind: 'word', word }))
    return type.k === 'word' && type.words ? atoms : [...atoms, { kind: 'rest' }]
  }
  if (type.k !== 'number') return [{ kind: 'rest' }]
  if (levels) return levels.map((n) => ({ kind: 'interval', lo: n, hi: n, loOpen: false, hiOpen: false }))
  const cuts = sortedLimits(cells)
  const atoms: Atom[] = []
  let from = Exact.minusInfinity
  for (const c of cuts) {
    atoms.push(
      { kind: 'interval', lo: from, hi: c, loOpen: true, hiOpen: true },
      { kind: 'interval', lo: c, hi: c, loOpen: false, hiOpen: false },
    )
    from = c
  }
  atoms.push({ kind: 'interval', lo: from, hi: Exact.infinity, loOpen: true, hiOpen: true })
  return atoms.filter((a) => meets(a, type.lo, type.hi, type.integer === true))
}

/** Whether some number (whole number) of [lo..hi] lies in the atom. */
export function meets(atom: Atom, lo: Exact, hi: Exact, integer: boolean): boolean {
  if (atom.kind !== 'interval') return false
  const below = atom.hi.compare(lo)
  const above = atom.lo.compare(hi)
  if (below < 0 || (below === 0 && atom.hiOpen && lo.finite) || above > 0 || (above === 0 && atom.loOpen && hi.finite))
    return false
  if (!integer) return true
  // the first whole number in both, if the atom or the range has a lower end; one without has whole numbers enough
  const [own, asked] = [atom.loOpen ? atom.lo.floor().plus(Exact.one) : atom.lo.ceil(), lo.ceil()]
  const first = own.compare(asked) > 0 ? own : asked
  if (!first.finite) return true
  return first.compare(hi) <= 0 && (atom.hiOpen ? first.compare(atom.hi) < 0 : first.compare(atom.hi) <= 0)
}

/** The limits that a column's cells name, sorted, and for every interval between and at them the first rule that accepts it (-1: none). */
export function thresholds(cells: readonly Cell[]): {
  readonly cuts: readonly Exact[]
  readonly rules: readonly number[]
} {
  const cuts = sortedLimits(cells)
  const slots: Atom[] = []
  let from = Exact.minusInfinity
  for (const c of [...cuts, Exact.infinity]) {
    slots.push({ kind: 'interval', lo: from, hi: c, loOpen: true, hiOpen: true })
    if (c.finite) slots.push({ kind: 'interval', lo: c, hi: c, loOpen: false, hiOpen: false })
    from = c
  }
  return { cuts, rules: slots.map((slot) => cells.findIndex((cell) => accepts(cell, slot))) }
}

function sortedLimits(cells: readonly Cell[]): Exact[] {
  return [
    ...new Map(
      cells
        .flatMap(limitsOf)
        .filter((n) => n.finite)
        .map((n) => [n.toString(), n]),
    ).values(),
  ].sort((a, b) => a.compare(b))
}

function wordsOf(cell: Cell): readonly string[] {
  return cell.kind === 'words' ? cell.words : cell.kind === 'either' ? cell.cells.flatMap(wordsOf) : []
}

function limitsOf(cell: Cell): Exact[] {
  if (cell.kind === 'compare') return [cell.limit]
  if (cell.kind === 'between') return [cell.lo, cell.hi]
  return cell.kind === 'either' ? cell.cells.flatMap(limitsOf) : []
}

export function accepts(cell: Cell, atom: Atom): boolean {
  switch (cell.kind) {
    case 'any':
      return true
    case 'either':
      return cell.cells.some((c) => accepts(c, atom))
    case 'words':
      return atom.kind === 'word' && cell.words.includes(atom.word)
    case 'yes-no':
      return atom.kind === 'yes-no' && atom.is === cell.is
    case 'between': {
      if (atom.kind !== 'interval') return false
      const low = atom.lo.compare(cell.lo)
      const high = atom.hi.compare(cell.hi)
      return (
        (low > 0 || (low === 0 && (!cell.loOpen || atom.loOpen))) &&
        (high < 0 || (high === 0 && (!cell.hiOpen || atom.hiOpen)))
      )
    }
    case 'compare': {
      if (atom.kind !== 'interval') return false
      const low = atom.lo.compare(cell.limit)
      const high = atom.hi.compare(cell.limit)
      switch (cell.sign) {
        case '>':
          return low > 0 || (low === 0 && atom.loOpen)
        case '>=':
          return low >= 0
        case '<':
          return high < 0 || (high === 0 && atom.hiOpen)
        case '<=':
          return high <= 0
        case '==':
          return low === 0 && high === 0
        case '!=':
          return !(low === 0 && high === 0)
      }
    }
  }
}

/** An atom in the words of the table, to show a hole. */
export function showAtom(atom: Atom): string {
  if (atom.kind === 'word') return atom.word
  if (atom.kind === 'yes-no') return String(atom.is)
  if (atom.kind === 'rest') return 'any'
  if (atom.lo.equals(atom.hi)) return atom.lo.toString()
  return `${atom.loOpen ? '(' : '['}${atom.lo}..${atom.hi}${atom.hiOpen ? ')' : ']'}`
}
