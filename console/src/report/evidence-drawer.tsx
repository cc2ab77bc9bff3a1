import { Drawer, Stack, Table, Text } from '@mantine/core'
import { showNumber } from '../../../src/exchange/text/numbers.ts'
import { inputAs } from '../../../src/exchange/text/values.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import type { Estimate, Quantity } from '../../../src/judge/evidence.ts'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'

/** What one measure rests on: method, sample, bounds, errors of the set-up. */
export function EvidenceDrawer({
  view,
  measure,
  onClose,
}: {
  view: View
  measure: string | undefined
  onClose: () => void
}) {
  const { t, say, number } = useWords()
  const m = view.report.measures.find((one) => one.measure === measure)
  const { words } = view
  return (
    <Drawer
      opened={m !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={m && (say(view.standard.measures.get(m.measure)?.title) || m.measure)}
      closeButtonProps={{ 'aria-label': t('shell/close') }}
    >
      {m && (
        <Stack>
          <Pairs
            of={[
              [words.measurements.instrument, `${m.instrument} ${m.version}`],
              [words.measurements.source, m.method.source],
              [t('report/n'), number(m.n)],
              [words.result.evidence, words.evidenceClass[m.evidence]],
              [words.measurements.planned, number(m.items.planned)],
              [words.measurements.answered, number(m.items.answered)],
              ...Object.entries(m.items.errors).map(
                ([code, n]) => [`${t('report/errors')}: ${code}`, number(n)] as const,
              ),
            ]}
          />
          {m.invalid && <Text>{say(m.invalid.text)}</Text>}
          <Table aria-label={t('report/quantity')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('report/quantity')}</Table.Th>
                <Table.Th className="num">{t('report/value')}</Table.Th>
                <Table.Th>{t('report/bounds')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {Object.entries(m.quantities).map(([name, q]) => (
                <Row key={name} view={view} name={`${m.measure}.${name}`} of={q} />
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      )}
    </Drawer>
  )
}

function Row({ view, name, of: q }: { view: View; name: string; of: Quantity }) {
  const as = inputAs(view, name)
  const show = (value: unknown) =>
    value === null || value === undefined ? view.words.notKnown : showNumber(String(value), as).text
  const estimate = typeof q === 'object' && q !== null && !Array.isArray(q) ? (q as Estimate) : undefined
  const value = estimate
    ? show(estimate.value)
    : Array.isArray(q)
      ? view.words.items(String(q.length))
      : typeof q === 'boolean'
        ? view.words.truth[q ? 'true' : 'false']!
        : show(q)
  return (
    <Table.Tr>
      <Table.Td>
        <code>{name.split('.')[1]}</code>
        {estimate?.n !== undefined && (
          <Text size="xs" c="dimmed">
            n = {estimate.n}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="num">{value}</Table.Td>
      <Table.Td>
        {estimate?.bounds?.map((b) => (
          <div key={b.confidence}>
            {view.words.measurements.boundsAt(showNumber(b.confidence, 'ratio').text, show(b.lower), show(b.upper))}
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  )
}
