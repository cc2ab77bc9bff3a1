import { canonicalBytes } from '../language/canonical.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { childPointer } from './pointer.ts'

/** What RFC 8785 can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

const loneSurrogate = /\p{Surrogate}/u

/** Deeper nesting than any bundle needs; it keeps hostile input from exhausting the stack. */
export const deepest = 500

/**
 * The canonical bytes (RFC 8785) of a value, or the first thing in it that JSON cannot say, with its JSON pointer.
 * Nothing is dropped or bent to fit: `undefined`, NaN, bigint, functions, dates, maps and lone surrogates are refused.
 */
export function canonical(value: unknown): Outcome<Uint8Array> {
  const found = unsayable(value, '', new Set())
  return found ? failed(found) : done(canonicalBytes(value))
}

function unsayable(value: unknown, path: string, open: Set<object>): Problem | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : refusal('canonical-number', path, String(value))
    case 'string':
      return !loneSurrogate.test(value) ? undefined : refusal('canonical-surrogate', path, JSON.stringify(value))
    case 'object':
      return value === null ? undefined : unsayableInside(value, path, open)
    default:
      return refusal('canonical-type', path, typeof value)
  }
}

function unsayableInside(value: object, path: string, open: Set<object>): Problem | undefined {
  if (open.has(value)) return refusal('canonical-cycle', path)
  if (open.size >= deepest) return refusal('canonical-depth', path, `> ${deepest}`)
  const prototype = Object.getPrototypeOf(value)
  const plain = Array.isArray(value) || prototype === Object.prototype || prototype === null
  if (!plain || 'toJSON' in value) return refusal('canonical-type', path, value.constructor?.name ?? 'object')
  open.add(value)
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
  for (const key of keys) {
    const at = childPointer(path, key)
    const found =
      (typeof key === 'string' ? unsayable(key, at, open) : undefined) ??
      unsayable((value as Record<string | number, unknown>)[key], at, open)
    if (found) return found
  }
  open.delete(value)
  return undefined
}

const refusals = {
  'canonical-number': { zh: 'JSON 不能表示 NaN 或无穷大', en: 'JSON cannot say NaN or an infinity' },
  'canonical-surrogate': {
    zh: '文本含有不成对的代理码元，不是有效的 Unicode',
    en: 'the text holds a lone surrogate and is not valid Unicode',
  },
  'canonical-type': { zh: 'JSON 不能表示这种值', en: 'JSON cannot say a value of this kind' },
  'canonical-cycle': { zh: '值包含自身，无法写成 JSON', en: 'the value contains itself and cannot be written as JSON' },
  'canonical-depth': { zh: '嵌套过深', en: 'nested too deeply' },
}

function refusal(code: keyof typeof refusals, path: string, got?: string): Problem {
  return problem(code, refusals[code], { place: { path: path || '/' }, got })
}
