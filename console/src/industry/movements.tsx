import { Table } from '@mantine/core'
import type { Movement } from '../../../src/monitoring/publication/snapshot.ts'
import { Scroll } from '../ui/scroll.tsx'
import { useWords } from '../words/words.ts'
import { shownOf, useShown } from './shown.ts'

const OUT = ''

/** From which level to which: a row for where they were, a column for where they are; who stayed lies on the diagonal. */
export function Movements({
  of: { cells, from, to },
  nameOf,
  order,
}: {
  of: Movement
  nameOf: (level: string) => string
  /** levels, lowest first */
  order: readonly string[]
}) {
  const { t } = useWords()
  const shown = useShown()
  const at = new Map(cells.map((c) => [`${c.from ?? OUT} ${c.to ?? OUT}`, shownOf(c.enterprises)]))
  const used = new Set(cells.flatMap((c) => [c.from ?? OUT, c.to ?? OUT]))
  const levels = [...order.filter((l) => used.has(l)), ...[...used].filter((l) => l !== OUT && !order.includes(l)), OUT]
  const called = (level: string, none: string) => (level === OUT ? none : nameOf(level))
  return (
    <Scroll name={t('industry/movement')}>
      <Table aria-label={`${t('industry/movement')} ${from} → ${to}`} verticalSpacing={4} withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{`${from} ↓ ${to} →`}</Table.Th>
            {levels.map((l) => (
              <Table.Th key={l} className="num">
                {called(l, t('industry/gone'))}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {levels.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row">{called(row, t('industry/fresh'))}</Table.Th>
              {levels.map((column) => (
                <Table.Td key={column} className="num" data-stayed={(row === column && row !== OUT) || undefined}>
                  {row === OUT && column === OUT ? '' : shown(at.get(`${row} ${column}`) ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  )
}
