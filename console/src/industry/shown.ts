import { useWords } from '../words/words.ts'

/** A value of a snapshot: a number, `*` where it is withheld, nothing where there is no such cell. */
export type Shown = number | '*' | undefined

export const shownOf = (text: string | undefined): Shown =>
  text === undefined ? undefined : text === '*' ? '*' : Number(text)

/** Large amounts to three digits, with 万 and 亿 as Chinese readers count and K, M, B as others do. */
export function useShown(): (value: Shown, as?: 'share') => string {
  const { lang } = useWords()
  const tag = lang === 'zh' ? 'zh-CN' : 'en'
  const amount = new Intl.NumberFormat(tag, { notation: 'compact', maximumSignificantDigits: 4 })
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  return (value, as) =>
    value === undefined ? '–' : value === '*' ? '*' : as === 'share' ? share.format(value) : amount.format(value)
}
