import { useCallback } from 'react'
import { useWords } from '../words/words.ts'

/** A value of a snapshot: a number, `*` where it is withheld, nothing where there is no such cell. */
export type Shown = number | '*' | undefined

export const shownOf = (text: string | undefined): Shown =>
  text === undefined ? undefined : text === '*' ? '*' : Number(text)

/** Large amounts whole, small ones to three digits; the exact value is in the file. */
export function useShown(): (value: Shown, as?: 'share') => string {
  const { lang } = useWords()
  return useCallback(
    (value, as) => {
      if (value === undefined) return '–'
      if (value === '*') return '*'
      const tag = lang === 'zh' ? 'zh-CN' : 'en'
      if (as === 'share') return value.toLocaleString(tag, { style: 'percent', maximumFractionDigits: 1 })
      const many = Math.abs(value) >= 1000
      return value.toLocaleString(tag, many ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
    },
    [lang],
  )
}
