import { Group, useComputedColorScheme } from '@mantine/core'
import { useWords } from '../../words/words.ts'
import { colourOf, shownSaid, type Tally, tallied } from './shown.ts'

/** How many are what: in words with their colours, and as a bar that says the same. */
export function StandingBar({ of }: { of: Tally }) {
  const { t } = useWords()
  const dark = useComputedColorScheme('light') === 'dark'
  const parts = tallied(of)
  if (parts.length === 0) return <>{t('catalogue/empty')}</>
  return (
    <>
      <div className="track" aria-hidden="true" style={{ display: 'flex', gap: 1, marginBottom: 4 }}>
        {parts.map(([shown, n]) => (
          <div key={shown} style={{ flex: n, background: colourOf(shown, dark) }} />
        ))}
      </div>
      <StandingWords of={of} />
    </>
  )
}

export function StandingWords({ of }: { of: Tally }) {
  const words = useWords()
  const dark = useComputedColorScheme('light') === 'dark'
  return (
    <Group gap="xs" fz="xs">
      {tallied(of).map(([shown, n]) => (
        <span key={shown} style={{ whiteSpace: 'nowrap' }}>
          <span className="swatch" aria-hidden="true" style={{ background: colourOf(shown, dark) }} />
          {shownSaid(words, shown)} {n}
        </span>
      ))}
    </Group>
  )
}
