import { canonicalHash } from './canonical.ts'
import { Exact } from './exact.ts'
import { parseFormula, type Syntax } from './formula/parse.ts'
import { plain, type Raw, type RawMap } from './source.ts'

/** Surely at least as strict: a higher floor, a lower ceiling, more samples, shall instead of should. */
export function isTighter(key: string, old: Raw, value: Raw): boolean {
  if (key === 'level' && old.kind === 'map' && value.kind === 'map') {
    return [...value.entries].every(([k, v]) => {
      const before = old.entries.get(k)
      if (before && same(before, v)) return true
      return (
        (k === 'at-least' || k === 'at-most') && before?.kind === 'map' && v.kind === 'map' && thresholds(k, before, v)
      )
    })
  }
  if (old.kind !== 'text' || value.kind !== 'text') return false
  if (key === 'minimum') return ordered(old.text, value.text)
  if (key === 'says') return old.text !== 'shall' && value.text === 'shall'
  if (key !== 'holds') return false
  const a = parseFormula(old.text)
  const b = parseFormula(value.text)
  return 'syntax' in a && 'syntax' in b && tighterCondition(a.syntax, b.syntax)
}

/** `n/a`: the level has no condition; the canonical form writes it with spaces. */
export function asksNothing(entry: string): boolean {
  return /^n *\/ *a$/.test(entry)
}

function thresholds(kind: string, before: RawMap, now: RawMap): boolean {
  return [...before.entries].every(([level, old]) => {
    const value = now.entries.get(level)
    if (!value) return false
    if (same(old, value)) return true
    if (old.kind !== 'text' || value.kind !== 'text') return false
    if (asksNothing(old.text)) return true
    return kind === 'at-least' ? ordered(old.text, value.text) : ordered(value.text, old.text)
  })
}

function ordered(low: string, high: string): boolean {
  const a = Exact.parse(low)
  const b = Exact.parse(high)
  return a !== undefined && b !== undefined && a.compare(b) <= 0
}

/** The same condition with a stricter limit, or with more conditions joined by and. */
function tighterCondition(a: Syntax, b: Syntax): boolean {
  if (b.k === 'and') {
    const olds = a.k === 'and' ? a.args : [a]
    return olds.every((old) => b.args.some((now) => tighterCondition(old, now)))
  }
  if (a.k !== 'compare' || b.k !== 'compare' || a.sign !== b.sign) return sameSyntax(a, b)
  if (!sameSyntax(a.a, b.a)) return false
  if (a.b.k !== 'number' || b.b.k !== 'number') return sameSyntax(a.b, b.b)
  const c = b.b.value.compare(a.b.value)
  return a.sign === '>=' || a.sign === '>' ? c >= 0 : a.sign === '<=' || a.sign === '<' ? c <= 0 : c === 0
}

function sameSyntax(a: Syntax, b: Syntax): boolean {
  const strip = (_: string, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v)
  const clean = (s: Syntax) => JSON.stringify(s, strip).replace(/,?"(start|end|nameStart)":\d+/g, '')
  return clean(a) === clean(b)
}

export function same(a: Raw | undefined, b: Raw): boolean {
  return a !== undefined && canonicalHash(plain(a)) === canonicalHash(plain(b))
}
