import type { Lang } from '../../language/text.ts'
import { en, type Words } from './en.ts'
import { zh } from './zh.ts'

export type { Words } from './en.ts'

/** The dictionary of the reader's language. */
export function wordsOf(lang: Lang): Words {
  return lang === 'zh' ? zh : en
}

/** A word of a table such as `says` or `kinds`; what the dictionary does not know stands as it is. */
export function look(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? (table[key] ?? key) : key
}
