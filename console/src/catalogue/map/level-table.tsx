import { Anchor, Table, Text } from '@mantine/core'
import { levels } from '../../../../src/catalogue/edition.ts'
import type { Cell } from '../../../../src/catalogue/system-map.ts'
import { useWords } from '../../words/words.ts'
import { type Rows, RowsButton } from './rows-button.tsx'
import { StandingWords } from './standing-bar.tsx'

/** Class by level. */
export function LevelTable({
  cells,
  onOpen,
  onClass,
}: {
  cells: readonly Cell[]
  onOpen: (rows: Rows) => void
  onClass: (code: string) => void
}) {
  const { t, say } = useWords()
  const shown = levels.filter((level) => cells.some((c) => c.byLevel.has(level)))
  const top = Math.min(...cells.map((c) => c.depth))
  return (
    <div className="scroll">
      <Table aria-label={t('catalogue/map')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th style={{ minWidth: '12rem' }}>{t('catalogue/class')}</Table.Th>
            <Table.Th className="num">{t('catalogue/total')}</Table.Th>
            <Table.Th style={{ minWidth: '11rem' }}>{t('catalogue/byStanding')}</Table.Th>
            {shown.map((level) => (
              <Table.Th key={level} className="num">
                {t(`levelOf/${level}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cells.map(({ class: own, depth, editions, counts, byLevel, byStanding }) => {
            const name = `${own.code} ${say(own.title)}`
            return (
              <Table.Tr key={own.code}>
                <Table.Th scope="row" fw={depth === top ? 700 : 400} pl={8 + (depth - top) * 16}>
                  <Anchor component="button" type="button" inherit ta="start" onClick={() => onClass(own.code)}>
                    {name}
                  </Anchor>
                  {own.known !== 'seen' && (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {t(`knownAs/${own.known}`)}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td className="num">
                  <RowsButton rows={{ name, of: editions }} onOpen={onOpen}>
                    {`${counts.editions} / ${counts.series}`}
                  </RowsButton>
                </Table.Td>
                <Table.Td>{editions.length > 0 ? <StandingWords of={byStanding} /> : t('catalogue/empty')}</Table.Td>
                {shown.map((level) => (
                  <Table.Td key={level} className="num">
                    <RowsButton
                      rows={{
                        name: `${name}, ${t(`levelOf/${level}`)}`,
                        of: editions.filter((e) => e.level === level),
                      }}
                      onOpen={onOpen}
                    >
                      {byLevel.get(level) ?? 0}
                    </RowsButton>
                  </Table.Td>
                ))}
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}
