import type { Framework } from '../../crosswalk/framework.ts'
import type { MappingSet } from '../../crosswalk/mapping.ts'
import { type Problem, type ProblemDetails, problem } from '../../language/problem.ts'

/** What a file of another format gave: what could be read, and one problem for each piece that could not. */
export interface Imported {
  readonly frameworks: readonly Framework[]
  readonly sets: readonly MappingSet[]
  readonly problems: readonly Problem[]
}

export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Everything of an object but these keys; nothing where nothing is left. */
export function rest(object: Json, ...known: readonly string[]): { kept: Json } | Record<string, never> {
  const left = Object.entries(object).filter(([key, value]) => !known.includes(key) && value !== undefined)
  return left.length === 0 ? {} : { kept: Object.fromEntries(left) }
}

/** A piece of a file that is left out. */
export const rowProblem = (
  file: string,
  at: Pick<ProblemDetails, 'expected' | 'got'> & { line?: number; path?: string },
) =>
  problem(
    'crosswalk-row',
    { zh: '这一行读不懂，没有导入', en: 'This row is not understood and was left out' },
    {
      place: {
        file,
        ...(at.line === undefined ? {} : { line: at.line }),
        ...(at.path === undefined ? {} : { path: at.path }),
      },
      expected: at.expected,
      got: at.got?.slice(0, 200),
    },
  )
