import { parseDocument } from 'yaml'
import type { Reading } from './reading.ts'

/** Front matter longer than this is not read: whether it has a label cannot be told. */
const MAX_FRONT = 32 * 1024

const START = /^\uFEFF?---[ \t]*\r?\n/

/** YAML front matter between two lines of three hyphens at the very start. Values are kept as they are written: `001` stays `001`. */
export function readMarkdown(text: string): Reading {
  const front = frontMatter(text)
  if (front === undefined) return { entries: [], intact: !START.test(text.slice(0, 100)) || text.length <= MAX_FRONT }
  const map = failsafe(front)
  if (typeof map !== 'object' || map === null) return { entries: [], intact: true }
  const entries = Object.entries(map).map(([key, value]) => ({
    place: 'front-matter',
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  return { entries, intact: true }
}

/** The text below the front matter. */
export function bodyOf(text: string): string {
  const front = frontMatter(text)
  return front === undefined
    ? text
    : text.slice(text.indexOf(front) + front.length).replace(/^\r?\n---[ \t]*\r?\n?/, '')
}

/** YAML in which every scalar is text; undefined for what is no YAML or has aliases. */
export function failsafe(text: string): unknown {
  try {
    const document = parseDocument(text, { schema: 'failsafe', strict: true, uniqueKeys: true, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 })
  } catch {
    return undefined
  }
}

function frontMatter(text: string): string | undefined {
  const start = START.exec(text.slice(0, 100))
  if (!start) return undefined
  const rest = text.slice(start[0].length, start[0].length + MAX_FRONT)
  const end = /\r?\n---[ \t]*(?:\r?\n|$)/.exec(rest)
  return end ? rest.slice(0, end.index) : undefined
}
