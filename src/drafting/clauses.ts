import type { Raw, RawMap, RawText } from '../language/source.ts'
import type { Part } from '../language/standard.ts'
import type { Lang } from '../language/text.ts'

/** Words of a clause as they stand in the file. */
export interface Words {
  readonly field: 'title' | 'text' | 'note'
  readonly lang: Lang
  readonly raw: RawText
}

/** A clause as it is written, whether or not the standard around it can be loaded. */
export interface Clause {
  readonly id: string
  /** printed number, such as `5.2` */
  readonly number?: string
  readonly part: Part
  readonly parent?: string
  /** keys from the root, joined by points */
  readonly path: string
  readonly raw: RawMap
  readonly words: readonly Words[]
}

const parts: readonly Part[] = ['requirements', 'indicators', 'results']
const fields = ['title', 'text', 'note'] as const
const han = /\p{Script=Han}/u

/** Clauses of a file in written order, each before its parts. What is no clause (no id, no map) is left to the loader. */
export function clausesOf(root: Raw): readonly Clause[] {
  const out: Clause[] = []
  const visit = (raw: Raw | undefined, part: Part, path: string, parent: string | undefined) => {
    if (raw?.kind !== 'list') return
    raw.items.forEach((item, n) => {
      const id = textAt(item, 'id')
      if (item.kind !== 'map' || id === undefined) return
      const at = `${path}.${n}`
      const number = textAt(item, 'clause')
      out.push({
        id,
        ...(number !== undefined ? { number } : {}),
        part,
        ...(parent !== undefined ? { parent } : {}),
        path: at,
        raw: item,
        words: fields.flatMap((field) => wordsAt(item, field).map((w) => ({ field, ...w }))),
      })
      visit(item.entries.get('of'), part, `${at}.of`, id)
    })
  }
  if (root.kind === 'map') for (const part of parts) visit(root.entries.get(part), part, part, undefined)
  return out
}

/** The texts at a key: one by language, or one alone whose letters tell which it is. */
export function wordsAt(raw: Raw, key: string): readonly { readonly lang: Lang; readonly raw: RawText }[] {
  const value = raw.kind === 'map' ? raw.entries.get(key) : undefined
  if (value?.kind === 'text') return [{ lang: han.test(value.text) ? 'zh' : 'en', raw: value }]
  if (value?.kind !== 'map') return []
  return (['zh', 'en'] as const).flatMap((lang) => {
    const text = value.entries.get(lang)
    return text?.kind === 'text' ? [{ lang, raw: text }] : []
  })
}

export function textAt(raw: Raw, key: string): string | undefined {
  const value = raw.kind === 'map' ? raw.entries.get(key) : undefined
  return value?.kind === 'text' ? value.text : undefined
}
