import { Anchor, Text } from '@mantine/core'
import type { View } from '../../../src/exchange/text/view.ts'
import { Listing } from '../ui/listing.tsx'
import { Mark } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'

export function Measurements({ view, onMeasure }: { view: View; onMeasure: (measure: string) => void }) {
  const { t, say, number } = useWords()
  const { measures } = view.report
  const { words } = view
  if (measures.length === 0) return null
  return (
    <Section title={t('report/measurements')}>
      <Listing
        name={t('report/measurements')}
        of={measures}
        keyOf={(m) => m.measure}
        columns={[
          {
            head: t('report/measure'),
            of: (m) => (
              <>
                <Anchor component="button" type="button" ta="left" onClick={() => onMeasure(m.measure)}>
                  {say(view.standard.measures.get(m.measure)?.title) || m.measure}
                </Anchor>
                <Text size="xs" c="dimmed" ff="monospace">
                  {m.instrument} {m.version}
                </Text>
              </>
            ),
          },
          {
            head: t('report/n'),
            number: true,
            of: (m) => {
              const least = view.standard.measures.get(m.measure)?.minimum
              return (
                <>
                  {number(m.n)}
                  {least !== undefined && m.n < least && (
                    <Text size="xs">
                      <Mark kind="bad">{`${words.measurements.tooSmall} (${number(least)})`}</Mark>
                    </Text>
                  )}
                </>
              )
            },
          },
          { head: words.result.evidence, of: (m) => words.evidenceClass[m.evidence] },
          {
            head: t('report/errors'),
            number: true,
            of: (m) => number(Object.values(m.items.errors).reduce((a, b) => a + b, 0)),
          },
        ]}
      />
    </Section>
  )
}
