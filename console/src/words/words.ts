import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Lang, say, type Text } from '../../../src/language/text.ts'
import { sentences } from './all.ts'

const KEPT = 'plumbline.lang'
const tags: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' }

function firstLang(): Lang {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

const inOne = (lang: Lang) =>
  Object.fromEntries(
    Object.entries(sentences).map(([task, of]) => [
      task,
      Object.fromEntries(Object.entries(of).map(([name, said]) => [name, said[lang]])),
    ]),
  )

void i18next.use(initReactI18next).init({
  lng: firstLang(),
  fallbackLng: 'zh',
  resources: { zh: { translation: inOne('zh') }, en: { translation: inOne('en') } },
  // permissions such as `subject.read` are keys with a point; levels are parted by a colon instead
  keySeparator: '/',
  nsSeparator: false,
  interpolation: { escapeValue: false },
})
document.documentElement.lang = tags[i18next.language as Lang]
i18next.on('languageChanged', (lang) => {
  document.documentElement.lang = tags[lang as Lang]
})

export function setLang(lang: Lang): void {
  localStorage.setItem(KEPT, lang)
  void i18next.changeLanguage(lang)
}

/** as the API writes a text: a language that is not there may be said to be undefined */
interface Said {
  readonly zh?: string | undefined
  readonly en?: string | undefined
}

type Section = keyof typeof sentences
export type WordKey = { [S in Section]: `${S}/${Extract<keyof (typeof sentences)[S], string>}` }[Section]

/** Words of the console, and texts of standards and refusals, in the reader's language. */
export function useWords() {
  const { i18n } = useTranslation()
  const lang = i18n.language as Lang
  return {
    lang,
    t: (key: WordKey, values?: Readonly<Record<string, string | number>>): string =>
      (i18n.t as unknown as (key: string, values?: object) => string)(key, values),
    say: (text: Said | string | undefined) => say(text as Text | string | undefined, lang),
    time: (iso: string) =>
      new Intl.DateTimeFormat(tags[lang], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
    /** between a name and what it names */
    colon: lang === 'zh' ? '：' : ': ',
    number: (n: number) => n.toLocaleString(tags[lang]),
  }
}

export type Say = ReturnType<typeof useWords>
