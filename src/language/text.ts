/** A sentence for people, in Chinese and English. Either may be missing in a standard; screens then show the other. */
export interface Text {
  readonly zh?: string
  readonly en?: string
}

export type Lang = 'zh' | 'en'

/** The sentence in the reader's language, else in the other one, else empty. */
export function say(text: Text | string | undefined, lang: Lang): string {
  if (text === undefined) return ''
  if (typeof text === 'string') return text
  return (lang === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? ''
}
