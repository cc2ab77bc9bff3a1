import type { z } from 'zod'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { equalBytes, utf8Text } from './bytes.ts'
import { canonical, type JsonValue } from './canonical.ts'
import { childPointer } from './pointer.ts'

/**
 * Reads one JSON file of a bundle. Only canonical bytes (RFC 8785) are taken: then no two parsers can see two different
 * values in it (repeated keys, numbers too long for a double), and equal values are equal bytes.
 */
export function readJson(bytes: Uint8Array, file: string, line?: number): Outcome<JsonValue> {
  const place = { file, ...(line ? { line } : {}) }
  const text = utf8Text(bytes)
  if (text === undefined)
    return failed(problem('json-not-utf8', { zh: '文件不是 UTF-8 文本', en: 'the file is not UTF-8 text' }, { place }))
  let value: JsonValue
  try {
    value = JSON.parse(text)
  } catch (error) {
    return failed(
      problem(
        'json-syntax',
        { zh: '文件不是 JSON', en: 'the file is not JSON' },
        { place, got: (error as Error).message },
      ),
    )
  }
  const again = canonical(value)
  if (!again.ok) return failed(...again.problems.map((p) => ({ ...p, place: { ...place, ...p.place } })))
  if (!equalBytes(bytes, again.value))
    return failed(
      problem(
        'json-not-canonical',
        { zh: 'JSON 不是规范形式（RFC 8785）', en: 'the JSON is not in canonical form (RFC 8785)' },
        {
          place,
          next: {
            zh: '键须排序且不重复，没有空白，数字写成最短形式；请勿手工改写报告包里的文件',
            en: 'keys are sorted and never repeated, no white space, shortest numbers; do not edit the files of a bundle by hand',
          },
        },
      ),
    )
  return done(value)
}

/** A JSON file of a bundle with the shape it must have; the first deviation is named by its JSON pointer. */
export function readShaped<T>(bytes: Uint8Array, file: string, shape: z.ZodType<T>, line?: number): Outcome<T> {
  const json = readJson(bytes, file, line)
  return json.ok ? checkShape(json.value, file, shape, line) : json
}

export function checkShape<T>(value: JsonValue, file: string, shape: z.ZodType<T>, line?: number): Outcome<T> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return done(parsed.data)
  const issue = parsed.error.issues[0]
  const path = (issue?.path ?? []).reduce<string>((pointer, key) => childPointer(pointer, String(key)), '') || '/'
  return failed(
    problem(
      'json-shape',
      { zh: '文件内容与约定的结构不符', en: 'the file does not have the agreed structure' },
      { place: { file, ...(line ? { line } : {}), path }, got: issue?.message },
    ),
  )
}
