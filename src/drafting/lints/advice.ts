import { type Problem, type ProblemDetails, warning } from '../../language/problem.ts'
import { placeIn, placeOf, type Raw, type RawText, sourceOffset } from '../../language/source.ts'
import type { Text } from '../../language/text.ts'
import type { Clause } from '../clauses.ts'
import type { Read } from '../draft.ts'

/** What the wording of a draft should be looked at for. It never stops anything: people decide. */
export interface Advice {
  readonly problem: Problem
  /** id of the clause, if it is about one */
  readonly clause?: string
  /** in the file, UTF-16 units; `end` behind the last */
  readonly range: { readonly start: number; readonly end: number }
}

type Details = Omit<ProblemDetails, 'place'> & { next: Text }

/** About a stretch of some words; offsets within those words. */
export function aboutWords(read: Read, span: Span, code: string, text: Text, more: Details): Advice {
  const { raw, clause, field, lang } = read
  const path = `${clause.path}.${field}.${lang}`
  return { ...aboutText(raw, span, path, code, text, more), clause: clause.id }
}

interface Span {
  readonly start: number
  readonly end: number
}

/** About a stretch of any text of the file. */
export function aboutText(
  raw: RawText,
  { start, end }: Span,
  path: string,
  code: string,
  text: Text,
  more: Details,
): Advice {
  const last = sourceOffset(raw, Math.max(start, end - 1))
  const range = { start: sourceOffset(raw, start), end: Math.min(last + 1, raw.at.end) }
  const got = more.got ?? raw.text.slice(start, end)
  return { problem: warning(code, text, { ...more, got, place: { ...placeIn(raw, start), path } }), range }
}

/** About a whole clause, or one of its keys. */
export function aboutClause(clause: Clause, key: string | undefined, code: string, text: Text, more: Details): Advice {
  const at: Raw =
    (key === undefined ? undefined : clause.raw.entries.get(key)) ?? clause.raw.entries.get('id') ?? clause.raw
  const path = key === undefined ? clause.path : `${clause.path}.${key}`
  return {
    problem: warning(code, text, { ...more, place: { ...placeOf(at.at), path } }),
    clause: clause.id,
    range: { start: at.at.start, end: at.at.end },
  }
}

/** How a clause is called: its number, else its id. */
export const called = ({ number, id }: Clause): string => number ?? id
