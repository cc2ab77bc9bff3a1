import { Anchor, Table, Text } from '@mantine/core'
import type { View } from '../../../src/exchange/text/view.ts'
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
      <div className="scroll">
        <Table aria-label={t('report/measurements')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('report/measure')}</Table.Th>
              <Table.Th className="num">{t('report/n')}</Table.Th>
              <Table.Th>{words.result.evidence}</Table.Th>
              <Table.Th className="num">{t('report/errors')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {measures.map((m) => {
              const least = view.standard.measures.get(m.measure)?.minimum
              return (
                <Table.Tr key={m.measure}>
                  <Table.Td>
                    <Anchor component="button" type="button" ta="left" onClick={() => onMeasure(m.measure)}>
                      {say(view.standard.measures.get(m.measure)?.title) || m.measure}
                    </Anchor>
                    <Text size="xs" c="dimmed" ff="monospace">
                      {m.instrument} {m.version}
                    </Text>
                  </Table.Td>
                  <Table.Td className="num">
                    {number(m.n)}
                    {least !== undefined && m.n < least && (
                      <Text size="xs">
                        <Mark kind="bad">{`${words.measurements.tooSmall} (${number(least)})`}</Mark>
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{words.evidenceClass[m.evidence]}</Table.Td>
                  <Table.Td className="num">
                    {number(Object.values(m.items.errors).reduce((a, b) => a + b, 0))}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </div>
    </Section>
  )
}
