import { Text } from '@mantine/core'
import { sampleLines } from '../../../src/exchange/text/samples.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'

export function Needed({ view }: { view: View }) {
  const { t } = useWords()
  const lines = sampleLines(view)
  if (lines.length === 0) return null
  return (
    <Section title={t('report/samples')}>
      <Text size="sm" c="dimmed">
        {view.words.missing.samplesIntro}
      </Text>
      <ul className="held">
        {lines.map((l) => (
          <li key={l.path}>
            {l.name}
            {view.words.colon}
            {l.sizes.join(view.words.comma)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
