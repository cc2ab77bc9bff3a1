import { Exact } from './exact.ts'

/** What a value can be. A level is a number with a scale; a one-of and an id are words. */
export type Type =
  | NumberType
  | { readonly k: 'yes-no' }
  | { readonly k: 'word'; readonly words?: readonly string[] }
  | { readonly k: 'words'; readonly words: readonly string[] }
  | { readonly k: 'text' }
  | { readonly k: 'date'; readonly open?: boolean }
  | { readonly k: 'time'; readonly open?: boolean }
  | { readonly k: 'list'; readonly of: Type; readonly size?: number }
  | RecordType
  | { readonly k: 'node'; readonly ids: readonly string[] }
  | { readonly k: 'item'; readonly each: string; readonly base: Type }
  | { readonly k: 'any' }

export interface NumberType {
  readonly k: 'number'
  readonly unit?: string
  readonly scale?: string
  readonly integer?: boolean
  readonly lo: Exact
  readonly hi: Exact
}

export interface RecordType {
  readonly k: 'record'
  readonly fields: ReadonlyMap<string, Type>
}

export const anyNumber: NumberType = { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity }
export const yesNo: Type = { k: 'yes-no' }
export const anyType: Type = { k: 'any' }

export function numberType(
  lo: Exact,
  hi: Exact,
  more: { unit?: string; scale?: string; integer?: boolean } = {},
): NumberType {
  return { k: 'number', lo, hi, ...more }
}

/** A type in the words of the language, for diagnostics. */
export function nameType(t: Type): string {
  switch (t.k) {
    case 'number':
      return t.scale ? `level of ${t.scale}` : t.unit ? `number (${t.unit})` : 'number'
    case 'word':
      return t.words ? `word (${t.words.slice(0, 6).join(', ')}${t.words.length > 6 ? ', …' : ''})` : 'word'
    case 'words':
      return 'some-of'
    case 'list':
      return `list of ${nameType(t.of)}`
    case 'node':
      return t.ids.length === 1 ? `node ${t.ids[0]}` : 'node'
    case 'item':
      return `item of ${t.each}`
    default:
      return t.k
  }
}
