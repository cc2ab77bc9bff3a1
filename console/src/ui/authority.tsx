import { Badge } from '@mantine/core'
import { wordsOf } from '../../../src/exchange/text/words.ts'
import type { Authority } from '../../../src/language/standard.ts'
import { useWords } from '../words/words.ts'

/** How near an encoding is to the official text; the sentences are those of the reports. */
export function AuthorityBanner({ authority }: { authority: Authority }) {
  const { lang, t } = useWords()
  return (
    <div className={`banner a-${authority}`} role="note">
      <strong>{t(`authority/${authority}`)}</strong>
      {wordsOf(lang).authority.banner[authority]}
    </div>
  )
}

export function AuthorityTag({ authority }: { authority: string }) {
  const { t } = useWords()
  const known: Authority = authority === 'official' || authority === 'public-draft' ? authority : 'reference-profile'
  return (
    <Badge
      variant="outline"
      color={known === 'official' ? 'plumb' : 'yellow.9'}
      tt="none"
      fw={500}
      style={{ color: 'var(--mantine-color-text)' }}
    >
      {t(`authority/${known}`)}
    </Badge>
  )
}
