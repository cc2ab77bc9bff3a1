import { type Document, isMap, parseDocument } from 'yaml'
import type { Declared } from '../../../src/judge/evidence.ts'

/** What the form shows of a subject file. */
export interface SubjectForm {
  readonly id: string
  readonly version: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly facts: Readonly<Record<string, Declared>>
  readonly endpoint: { readonly url: string; readonly model: string; readonly key: string }
}

export const emptyText = 'id: ""\ntitle: { zh: "", en: "" }\nversion: ""\n'

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** undefined where the text is no YAML map: the form waits until it is. */
export function formOf(text: string): SubjectForm | undefined {
  const doc = parsed(text)
  if (!doc) return undefined
  const said = doc.toJS() as Record<string, unknown>
  const title = said['title']
  const titles = (typeof title === 'object' && title !== null ? title : { zh: title }) as Record<string, unknown>
  const access = (said['access'] ?? {}) as { endpoint?: Record<string, unknown> }
  return {
    id: word(said['id']),
    version: word(said['version']),
    title: { zh: word(titles['zh']), en: word(titles['en']) },
    facts: (said['facts'] ?? {}) as SubjectForm['facts'],
    endpoint: {
      url: word(access.endpoint?.['url']),
      model: word(access.endpoint?.['model']),
      key: word(access.endpoint?.['key']),
    },
  }
}

/** The text with one value set, its comments and everything else kept; undefined takes the value out. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const doc = parsed(text)
  if (!doc) return text
  if (value === undefined || (value === '' && path[0] === 'access')) {
    if (doc.hasIn(path)) doc.deleteIn(path)
  } else {
    for (const [depth] of path.slice(1).entries()) opened(doc, path.slice(0, depth + 1))
    doc.setIn(path, value)
  }
  return doc.toString({ lineWidth: 0 })
}

export function faultOf(text: string): { readonly line: number; readonly message: string } | undefined {
  const error = parseDocument(text).errors[0]
  return error ? { line: error.linePos?.[0].line ?? 1, message: error.message.split('\n')[0]! } : undefined
}

function parsed(text: string): Document | undefined {
  const doc = parseDocument(text)
  const said = doc.errors.length === 0 ? (doc.toJS() as unknown) : undefined
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? (doc as unknown as Document) : undefined
}

/** Makes a map where there is none to set something in; a title in one language is kept as the Chinese one. */
function opened(doc: Document, path: readonly string[]): void {
  const there = doc.getIn(path, true)
  if (isMap(there)) return
  const before = doc.getIn(path)
  doc.setIn(path, doc.createNode(path[0] === 'title' && typeof before === 'string' ? { zh: before } : {}))
}
