import { Exact } from '../exact.ts'
import { anyNumber, type NumberType, type Type } from '../types.ts'

/** Units are labels: unlabelled numbers (literals, counts) fit any unit, two different labels never meet. */
export function joinUnits(a: string | undefined, b: string | undefined): string | undefined | 'clash' {
  if (a === undefined) return b
  if (b === undefined || a === b) return a
  return 'clash'
}

/** The type that covers both, or undefined if they have nothing in common. */
export function joinTypes(a: Type, b: Type): Type | undefined {
  if (a.k === 'any') return b
  if (b.k === 'any') return a
  if (a.k === 'number' && b.k === 'number') return joinNumbers(a, b)
  if (a.k === 'word' && b.k === 'word') {
    return a.words && b.words ? { k: 'word', words: [...new Set([...a.words, ...b.words])] } : { k: 'word' }
  }
  if ((a.k === 'word' && b.k === 'text') || (a.k === 'text' && b.k === 'word')) return { k: 'text' }
  if (a.k === 'node' && b.k === 'node') return { k: 'node', ids: [...new Set([...a.ids, ...b.ids])] }
  if (a.k === 'list' && b.k === 'list') {
    const of = joinTypes(a.of, b.of)
    return of && { k: 'list', of }
  }
  if (a.k === 'words' && b.k === 'words') return { k: 'words', words: [...new Set([...a.words, ...b.words])] }
  if (a.k === 'record' && b.k === 'record') return a.fields === b.fields ? a : undefined
  if (a.k === 'item' && b.k === 'item') return a.each === b.each ? a : undefined
  return a.k === b.k ? a : undefined
}

function joinNumbers(a: NumberType, b: NumberType): NumberType | undefined {
  const unit = joinUnits(a.unit, b.unit)
  if (unit === 'clash') return undefined
  const scale = a.scale === b.scale ? a.scale : undefined
  return {
    k: 'number',
    lo: a.lo.compare(b.lo) <= 0 ? a.lo : b.lo,
    hi: a.hi.compare(b.hi) >= 0 ? a.hi : b.hi,
    ...(unit ? { unit } : {}),
    ...(scale ? { scale } : {}),
    ...(a.integer && b.integer ? { integer: true } : {}),
  }
}

export function plainNumber(unit?: string): NumberType {
  return unit ? { ...anyNumber, unit } : anyNumber
}

export function wholeNumber(): NumberType {
  return { k: 'number', lo: Exact.zero, hi: Exact.infinity, integer: true }
}
