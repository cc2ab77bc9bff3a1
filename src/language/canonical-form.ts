import { Exact } from './exact.ts'
import { parseFormula } from './formula/parse.ts'
import { printFormula } from './formula/print.ts'
import type { StandardShape } from './shape.ts'

const formulas = new Set([
  'weight',
  'when',
  'says',
  'each',
  'holds',
  'value',
  'at-most',
  'at-least',
  'add',
  'set',
  'needs',
  'score',
  'in',
])
const numbers = new Set(['minimum', 'confidence', 'number', 'integer', 'ratio', 'size', 'months', 'round', 'guarded'])
const cells = new Set(['rules', 'columns', 'grid'])
const words = new Set(['title', 'text', 'note', 'because', 'sources', 'clause', 'id', 'edition'])

/**
 * What a standard says, free of how it is written: numbers in canonical decimals (0.80 is 0.8), formulas printed from
 * their trees, keys in no order (RFC 8785 sorts them). Two files with the same canonical form are the same standard.
 */
export function canonicalForm(shape: StandardShape): unknown {
  return canon(shape, 'text')
}

type Mode = 'text' | 'formula' | 'number' | 'cell' | 'word'

function canon(value: unknown, mode: Mode): unknown {
  if (typeof value === 'string')
    return mode === 'formula'
      ? formulaText(value)
      : mode === 'number'
        ? numberText(value)
        : mode === 'cell'
          ? cellText(value)
          : value
  if (Array.isArray(value)) return value.map((v) => canon(v, mode))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [
          k,
          canon(
            v,
            mode === 'word' || words.has(k)
              ? 'word'
              : formulas.has(k)
                ? 'formula'
                : numbers.has(k)
                  ? 'number'
                  : cells.has(k)
                    ? 'cell'
                    : mode,
          ),
        ]),
    )
  }
  return value
}

function numberText(text: string): string {
  return Exact.parse(text)?.toString() ?? text.trim().replace(/\s+/g, ' ')
}

const bareWord = /^[\p{L}\p{N}_-]+$/u
const compared = /^(<=|>=|==|!=|<|>)\s*(\S+)$/
const interval = /^([[(])\s*(\S+?)\s*\.\.\s*(\S+?)\s*([\])])$/

/** A cell is a word, a number, a comparison with one, an interval, or a formula. */
function cellText(text: string): string {
  const cell = text.trim()
  const compare = compared.exec(cell)
  if (compare && Exact.parse(compare[2]!)) return `${compare[1]} ${numberText(compare[2]!)}`
  const between = interval.exec(cell)
  if (between) return `${between[1]}${numberText(between[2]!)}..${numberText(between[3]!)}${between[4]}`
  return bareWord.test(cell) ? numberText(cell) : formulaText(cell)
}

function formulaText(text: string): string {
  const number = Exact.parse(text)
  if (number) return number.toString()
  const parsed = parseFormula(text)
  return 'syntax' in parsed ? printFormula(parsed.syntax) : text.trim()
}
