import { failsafe } from './formats/markdown.ts'
import type { Entry } from './formats/reading.ts'
import { type FieldName, type FoundLabel, fieldNames, type Spelling } from './params.ts'

const MAX_LABEL = 16 * 1024
const MAX_KEPT = 2000
/** Blocks that hold free text: a label in one of them names itself. */
const COMMENTS = new Set([
  'comment',
  'usercomment',
  'imagedescription',
  'xpcomment',
  'description',
  'keywords',
  'subject',
])

type Fields = Readonly<Record<string, unknown>>

/** Every label among the entries, read leniently; how each is spelt is kept, for the judgement is strict. */
export function labelsIn(entries: readonly Entry[]): FoundLabel[] {
  return entries.flatMap((entry) => {
    const own = entry.key.slice(Math.max(entry.key.lastIndexOf(':'), entry.key.lastIndexOf('.')) + 1)
    if (own.toLowerCase() === 'aigc') {
      const spelling: Spelling[] = [
        ...(own === 'AIGC' ? [] : ['key-case' as const]),
        ...(own === entry.key ? [] : ['prefix' as const]),
      ]
      return [labelOf(entry, entry.value, spelling)]
    }
    const inner = COMMENTS.has(own.toLowerCase()) || isComment(entry) ? named(entry.value) : undefined
    return inner === undefined ? [] : [labelOf(entry, inner, ['wrapped'])]
  })
}

function isComment({ place, key }: Entry): boolean {
  return (place === 'riff:INFO' && key === 'ICMT') || /^\xa9(?:cmt|des|inf)$/.test(key) || key === 'desc'
}

/** The label text in a comment that says `{"AIGC": …}` or `AIGC: {…}`. */
function named(comment: string): string | undefined {
  if (comment.length > MAX_LABEL || !/aigc/i.test(comment)) return undefined
  const after = /^\s*AIGC\s*[:=]\s*(?=\{)/i.exec(comment)
  return after ? comment.slice(after[0].length) : /^\s*\{/.test(comment) ? comment : undefined
}

function labelOf({ place, key }: Entry, text: string, given: readonly Spelling[]): FoundLabel {
  const spelling = new Set(given)
  const object = objectOf(text, spelling)
  if (object === undefined) spelling.add('unreadable')
  const fields: Partial<Record<FieldName, string>> = {}
  for (const [name, value] of Object.entries(object ?? {})) {
    const known = fieldNames.find((f) => f.toLowerCase() === name.toLowerCase())
    if (known === undefined) spelling.add('other-fields')
    else if (typeof value === 'string' || typeof value === 'number') {
      if (known !== name) spelling.add('field-case')
      if (typeof value === 'number') spelling.add('number')
      fields[known] = String(value).slice(0, MAX_KEPT)
    }
  }
  return { place, key, text: text.slice(0, MAX_KEPT), fields, spelling: [...spelling].sort() }
}

/** A JSON object, also as a text inside a text or under a key of its own; otherwise what a YAML reader makes of it (single quotes, bare words). */
function objectOf(given: string, spelling: Set<Spelling>): Fields | undefined {
  if (given.length > MAX_LABEL) return undefined
  let value = parsed(given.trim(), spelling)
  for (let depth = 0; depth < 3; depth++) {
    if (typeof value === 'string' && depth > 0) return undefined
    if (typeof value === 'string') {
      spelling.add('nested-text')
      value = parsed(value.trim(), spelling)
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const fields = value as Fields
    const [only, ...more] = Object.keys(fields)
    if (only?.toLowerCase() !== 'aigc' || more.length > 0) return fields
    spelling.add('wrapped')
    if (only !== 'AIGC') spelling.add('key-case')
    value = fields[only]
    if (typeof value === 'string') value = parsed(value.trim(), spelling)
  }
  return undefined
}

function parsed(text: string, spelling: Set<Spelling>): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (!text.startsWith('{')) return undefined
    spelling.add('not-json')
    return failsafe(text)
  }
}
