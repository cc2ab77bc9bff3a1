import { type Place, type Problem, problem } from '../language/problem.ts'
import { byCodeUnit } from './bytes.ts'
import type { JsonValue } from './canonical.ts'
import { childPointer } from './pointer.ts'

/** The first place where two JSON values differ. A side that has nothing there is absent. */
export interface Difference {
  /** JSON pointer (RFC 6901); the empty text is the whole value */
  readonly pointer: string
  readonly left?: JsonValue
  readonly right?: JsonValue
}

/** Walks both values in canonical order (sorted keys, ascending indexes) and stops at the first difference. */
export function firstDifference(left: JsonValue, right: JsonValue, pointer = ''): Difference | undefined {
  if (isList(left) && isList(right)) return firstIn([...Array(Math.max(left.length, right.length)).keys()])
  if (isMap(left) && isMap(right))
    return firstIn([...new Set([...Object.keys(left), ...Object.keys(right)])].sort(byCodeUnit))
  return Object.is(left, right) || left === right ? undefined : { pointer, left, right }

  function firstIn(keys: readonly (string | number)[]): Difference | undefined {
    for (const key of keys) {
      const at = childPointer(pointer, key)
      const [l, r] = [field(left, key), field(right, key)]
      if (l === undefined && r === undefined) continue
      if (r === undefined) return { pointer: at, left: l! }
      if (l === undefined) return { pointer: at, right: r }
      const found = firstDifference(l, r, at)
      if (found) return found
    }
    return undefined
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isMap(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function field(value: JsonValue, key: string | number): JsonValue | undefined {
  return Object.hasOwn(value as object, key) ? (value as Record<string | number, JsonValue>)[key] : undefined
}

/** A difference for people: what was computed again is expected, what the bundle holds is got. */
export function differenceProblem(
  code: string,
  difference: Difference,
  place: Place,
  what: { readonly zh: string; readonly en: string },
): Problem {
  const at = difference.pointer || '/'
  const [zh, en] =
    difference.left === undefined
      ? [`${at} 处报告包缺少一项`, `the bundle lacks what belongs at ${at}`]
      : difference.right === undefined
        ? [`${at} 处报告包多出一项`, `the bundle holds something at ${at} that does not belong there`]
        : [`${at} 处的值不同`, `the values at ${at} differ`]
  return problem(
    code,
    { zh: `${what.zh}：${zh}`, en: `${what.en}: ${en}` },
    {
      place: { ...place, path: at },
      expected: shown(difference.right),
      got: shown(difference.left),
    },
  )
}

/** Long values are cut to 120 characters (code points). */
function shown(value: JsonValue | undefined): string {
  if (value === undefined) return '—'
  const characters = [...JSON.stringify(value)]
  return characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : characters.join('')
}
