import { Text } from '@mantine/core'
import { factName } from '../../../src/exchange/text/reasons.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import { Section } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'

export function Declared({ view }: { view: View }) {
  const { t } = useWords()
  const { facts } = view.report.subject
  const { words } = view
  const asked = [...view.standard.facts.keys()]
  if (asked.length === 0) return null
  const show = (value: unknown): string =>
    value === undefined || value === null
      ? words.facts.unknown
      : typeof value === 'boolean' || value === 'yes' || value === 'no'
        ? words.truth[value === true || value === 'yes' ? 'true' : 'false']!
        : Array.isArray(value)
          ? value.map(show).join(words.comma)
          : typeof value === 'object'
            ? JSON.stringify(value)
            : String(value)
  return (
    <Section title={t('report/facts')}>
      <Text size="sm" c="dimmed" mb="xs">
        {words.facts.note}
      </Text>
      <Pairs of={asked.map((name) => [factName(view, name), show(facts[name])] as const)} />
    </Section>
  )
}
