import type { Lang } from '../language/text.ts'

/** `--lang`, else the locale; Chinese locales read Chinese, all others English. */
export function chosenLanguage(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Lang {
  const at = argv.findIndex((a) => a === '--lang' || a.startsWith('--lang='))
  const word = at < 0 ? undefined : argv[at]!.includes('=') ? argv[at]!.split('=')[1] : argv[at + 1]
  // any other word is refused later, in the language of the locale
  const given = word === 'zh' || word === 'en' ? word : undefined
  // an empty variable counts as unset (POSIX, 8.2)
  const locale = given || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}

export type Say = (zh: string, en: string) => string

export function sayer(lang: Lang): Say {
  return (zh, en) => (lang === 'zh' ? zh : en)
}
