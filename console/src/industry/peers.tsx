import { Group, NativeSelect, NumberInput, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { wordName } from '../../../src/exchange/industry/tables.ts'
import { dimensionNames, measureNames } from '../../../src/exchange/industry/words.ts'
import { peersOf } from '../../../src/monitoring/publication/peers.ts'
import type { IndustrySnapshot } from '../../../src/monitoring/publication/snapshot.ts'
import type { Measure } from '../../../src/monitoring/rows/row.ts'
import type { Dimension } from '../../../src/monitoring/tables/grouping.ts'
import { Section } from '../ui/page.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { useWords } from '../words/words.ts'
import { shownOf, useShown } from './shown.ts'

/** An enterprise beside the groups it belongs to. What it enters stays in the browser. */
export function PeersForm({ of: snapshot, period }: { of: IndustrySnapshot; period: string }) {
  const { t, say, lang } = useWords()
  const shown = useShown()
  const [words, setWords] = useState<Readonly<Partial<Record<Dimension, string>>>>({})
  const [own, setOwn] = useState<Readonly<Partial<Record<Measure, number>>>>({})
  const asked = [...new Set(snapshot.tables.flatMap(({ by }) => by))]
  const amounts = snapshot.measures.filter((m) => m !== 'enterprises')
  if (asked.length === 0 || amounts.length === 0) return null
  const choices = (d: Dimension) => [
    ...new Set(
      snapshot.tables
        .filter(({ by }) => by.includes(d))
        .flatMap(({ by, cells }) => cells.map((c) => c.at[by.indexOf(d)]!)),
    ),
  ]
  const chosen = Object.keys(words).length > 0
  const groups = chosen ? peersOf(snapshot, period, words).filter(({ by }) => by.length > 0) : []
  return (
    <Section title={t('industry/peers')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('industry/peersText')}
      </Text>
      <Group align="flex-end" gap="sm" mb="sm">
        {asked.map((d) => (
          <NativeSelect
            key={d}
            label={say(dimensionNames[d])}
            value={words[d] ?? ''}
            onChange={(e) => {
              const word = e.currentTarget.value
              setWords(({ [d]: _, ...rest }) => (word === '' ? rest : { ...rest, [d]: word }))
            }}
            data={[
              { value: '', label: '–' },
              ...choices(d).map((w) => ({ value: w, label: wordName(snapshot, d, w, lang) })),
            ]}
          />
        ))}
        {amounts.map((m) => (
          <NumberInput
            key={m}
            label={say(measureNames[m])}
            value={own[m] ?? ''}
            min={0}
            hideControls
            maw={180}
            onChange={(v) => setOwn(({ [m]: _, ...rest }) => (typeof v === 'number' ? { ...rest, [m]: v } : rest))}
          />
        ))}
      </Group>
      {chosen && groups.length === 0 && <Text>{t('industry/noGroup')}</Text>}
      {groups.length > 0 && (
        <Scroll name={t('industry/peers')}>
          <Table aria-label={t('industry/peers')} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('industry/mean')}</Table.Th>
                <Table.Th className="num">{say(measureNames.enterprises)}</Table.Th>
                {amounts.map((m) => (
                  <Table.Th key={m} className="num">
                    {say(measureNames[m])}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {Object.keys(own).length > 0 && (
                <Table.Tr>
                  <Table.Th scope="row">{t('industry/own')}</Table.Th>
                  <Table.Td />
                  {amounts.map((m) => (
                    <Table.Td key={m} className="num">
                      {shown(own[m])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              )}
              {groups.map(({ by, at, enterprises, means }) => (
                <Table.Tr key={by.join(' ')}>
                  <Table.Th scope="row">{by.map((d, i) => wordName(snapshot, d, at[i]!, lang)).join(' × ')}</Table.Th>
                  <Table.Td className="num">{shown(shownOf(enterprises))}</Table.Td>
                  {amounts.map((m) => (
                    <Table.Td key={m} className="num">
                      {means[m] === '*' ? <span title={t('industry/notShown')}>* </span> : shown(shownOf(means[m]))}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Scroll>
      )}
    </Section>
  )
}
