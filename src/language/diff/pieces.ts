import { canonicalText } from '../canonical.ts'
import type { Form, Standard } from '../standard.ts'

export type FormMap = { readonly [key: string]: Form }

/** What a standard is made of, for comparing: each piece is named, and holds its own fields only. */
export type Kind = 'heading' | 'source' | 'fact' | 'measure' | 'scale' | 'table' | 'clause'

export interface Piece {
  readonly kind: Kind
  /** id in the standard; for a heading its key */
  readonly id: string
  /** of a node, `of` holds ids: its parts are pieces of their own */
  readonly form: Form
  /** of a node: the list it stands in */
  readonly part?: NodeList
  /** of a node: the node it is written in */
  readonly parent?: string
}

export const nodeLists = ['requirements', 'indicators', 'results'] as const
export type NodeList = (typeof nodeLists)[number]
export const sections = {
  sources: 'source',
  facts: 'fact',
  measures: 'measure',
  scales: 'scale',
  tables: 'table',
} as const

/** The pieces of a standard by `kind id`, in written order. */
export function piecesOf(standard: Standard): ReadonlyMap<string, Piece> {
  const out = new Map<string, Piece>()
  const put = (p: Piece) => out.set(`${p.kind} ${p.id}`, p)
  const node = (form: FormMap, part: NodeList, parent?: string): string => {
    const id = text(form['id'])
    const of = listAt(form, 'of')
    const ids = of.map((child) => (typeof child === 'string' ? child : text(mapOf(child)['id'])))
    put({
      kind: 'clause',
      id,
      part,
      form: of.length > 0 ? { ...form, of: ids } : form,
      ...(parent === undefined ? {} : { parent }),
    })
    for (const child of of) if (typeof child !== 'string') node(mapOf(child), part, id)
    return id
  }
  for (const [key, value] of Object.entries(mapOf(standard.form))) {
    if (Object.hasOwn(sections, key)) {
      const kind = sections[key as keyof typeof sections]
      for (const [id, form] of Object.entries(mapOf(value))) put({ kind, id, form })
    } else if ((nodeLists as readonly string[]).includes(key)) {
      const ids = (value as readonly Form[]).map((n) => node(mapOf(n), key as NodeList))
      // the first result is the headline, and ties are broken in written order
      put({ kind: 'heading', id: key, form: ids })
    } else put({ kind: 'heading', id: key, form: value })
  }
  return out
}

export function mapOf(form: Form | undefined): FormMap {
  return typeof form === 'object' && !Array.isArray(form) ? (form as FormMap) : {}
}

export function listAt(form: FormMap, key: string): readonly Form[] {
  const value = form[key]
  return Array.isArray(value) ? value : []
}

export function text(form: Form | undefined): string {
  return form === undefined ? '' : typeof form === 'string' ? form : canonicalText(form)
}

export function sameForm(a: Form | undefined, b: Form | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b))
}
