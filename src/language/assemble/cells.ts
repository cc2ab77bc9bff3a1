import { Exact } from '../exact.ts'
import { nearestName } from '../names.ts'
import type { Cell, Scale } from '../standard.ts'
import { nameType, type Type } from '../types.ts'
import type { Path, Report } from './report.ts'

const comparison = /^(<=|>=|==|!=|<|>)\s*(\S+)$/
const interval = /^([[(])\s*([^.\s]+(?:\.\d+)?)\s*\.\.\s*(\S+?)\s*([\])])$/

/** A cell of a rule, read by the type of its input. */
export function buildCell(
  shape: string | string[],
  type: Type,
  path: Path,
  scales: ReadonlyMap<string, Scale>,
  report: Report,
): Cell {
  if (Array.isArray(shape)) {
    const cells = shape.map((s, i) => buildCell(s, type, [...path, i], scales, report))
    return cells.every((c) => c.kind === 'words')
      ? { kind: 'words', words: cells.flatMap((c) => c.words) }
      : { kind: 'either', cells }
  }
  const text = shape.trim()
  if (text === 'any') return { kind: 'any' }
  const bad = (expected: string, valid: readonly string[] = []): Cell => {
    const near = nearestName(text, valid)
    report.error(
      path,
      'bad-cell',
      { zh: '单元格与其输入不符', en: 'The cell does not fit its input' },
      {
        expected,
        got: text,
        next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
      },
    )
    return { kind: 'any' }
  }
  switch (type.k) {
    case 'yes-no':
      if (['true', 'yes'].includes(text)) return { kind: 'yes-no', is: true }
      if (['false', 'no'].includes(text)) return { kind: 'yes-no', is: false }
      return bad('true, false, any')
    case 'word':
      return type.words && !type.words.includes(text)
        ? bad(type.words.join(', '), type.words)
        : { kind: 'words', words: [text] }
    case 'text':
      return { kind: 'words', words: [text] }
    case 'number': {
      const scale = type.scale ? scales.get(type.scale) : undefined
      const number = (s: string) => scale?.levels.find((l) => l.id === s)?.number ?? (scale ? undefined : limit(s))
      const valid = scale?.levels.map((l) => l.id) ?? []
      const range = interval.exec(text)
      if (range) {
        const lo = number(range[2]!)
        const hi = number(range[3]!)
        if (!lo || !hi || lo.compare(hi) > 0) return bad('[5..15)', valid)
        return { kind: 'between', lo, hi, loOpen: range[1] === '(', hiOpen: range[4] === ')' }
      }
      const compare = comparison.exec(text)
      const value = number(compare ? compare[2]! : text)
      if (!value)
        return bad(scale ? `${valid.join(', ')}, ">= ${valid[1] ?? valid[0]}"` : '5, ">= 3", "[5..15)"', valid)
      return { kind: 'compare', sign: (compare?.[1] ?? '==') as '>=', limit: value }
    }
    case 'any':
      return { kind: 'any' }
    default:
      return bad(`any (${nameType(type)})`)
  }
}

function limit(text: string): Exact | undefined {
  return text === 'inf' ? Exact.infinity : text === '-inf' ? Exact.minusInfinity : Exact.parse(text)
}

/** The type of a function table's parameter, from the words or numbers that its column is compared with. */
export function inferType(cells: readonly (string | string[])[], scales: ReadonlyMap<string, Scale>): Type | undefined {
  const words = cells
    .flat()
    .map((c) => c.trim())
    .filter((c) => c !== 'any')
  if (words.length === 0) return undefined
  if (words.every((w) => ['true', 'false', 'yes', 'no'].includes(w))) return { k: 'yes-no' }
  const bare = words.map((w) => comparison.exec(w)?.[2] ?? w)
  if (bare.every((w) => interval.test(w) || limit(w) !== undefined))
    return { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity }
  for (const scale of scales.values()) {
    const ids = scale.levels.map((l) => l.id)
    if (bare.every((w) => ids.includes(w))) {
      return {
        k: 'number',
        scale: scale.id,
        lo: scale.levels[0]!.number,
        hi: scale.levels.at(-1)!.number,
        integer: true,
      }
    }
  }
  return { k: 'word', words: [...new Set(words)] }
}
