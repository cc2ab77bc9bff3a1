import { type Lang, say, type Text } from './text.ts'

/** Where something stands: a file, and in it a line and column (both from 1), or a path of keys. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly path?: string
}

/**
 * What is wrong, as a value. It is made where it is found and rendered where it is read.
 * `error` stops the work, `warning` is lint.
 */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly text: Text
  readonly place?: Place
  readonly expected?: string
  readonly got?: string
  /** what the reader can do next */
  readonly next?: Text
}

export interface ProblemDetails {
  place?: Place | undefined
  expected?: string | undefined
  got?: string | undefined
  next?: Text | undefined
}

/** An error with a code such as `unknown-name`; the sentence is given in both languages. */
export function problem(code: string, text: Text, details: ProblemDetails = {}): Problem {
  return make('error', code, text, details)
}

export function warning(code: string, text: Text, details: ProblemDetails = {}): Problem {
  return make('warning', code, text, details)
}

function make(severity: Problem['severity'], code: string, text: Text, d: ProblemDetails): Problem {
  return {
    code,
    severity,
    text,
    ...(d.place ? { place: d.place } : {}),
    ...(d.expected !== undefined ? { expected: d.expected } : {}),
    ...(d.got !== undefined ? { got: d.got } : {}),
    ...(d.next ? { next: d.next } : {}),
  }
}

export function isError(p: Problem): boolean {
  return p.severity === 'error'
}

const words = {
  expected: { zh: '应为', en: 'expected' },
  got: { zh: '实为', en: 'got' },
  next: { zh: '下一步', en: 'next' },
}

/** One problem as lines of text: `file:line:column code: sentence`, then what was expected and the next step. */
export function renderProblem(p: Problem, lang: Lang): string {
  const { file, line, column, path } = p.place ?? {}
  const at = [file, line, column].filter((x) => x !== undefined).join(':')
  const where = [at, path].filter(Boolean).join(' ')
  const lines = [`${where ? `${where}: ` : ''}${p.code}: ${say(p.text, lang)}`]
  if (p.expected !== undefined) lines.push(`  ${say(words.expected, lang)}: ${p.expected}`)
  if (p.got !== undefined) lines.push(`  ${say(words.got, lang)}: ${p.got}`)
  if (p.next) lines.push(`  ${say(words.next, lang)}: ${say(p.next, lang)}`)
  return lines.join('\n')
}

/** Thrown only at the edge, to carry problems out of callbacks that cannot return them. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => renderProblem(p, 'en')).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}

/** Either a value or the reasons why there is none. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function done<T>(value: T, warnings: readonly Problem[] = []): Outcome<T> {
  return { ok: true, value, warnings }
}

export function failed<T>(...problems: readonly Problem[]): Outcome<T> {
  return { ok: false, problems }
}
