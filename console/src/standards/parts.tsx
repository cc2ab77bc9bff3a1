import { Code, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Standard } from '../../../src/language/standard.ts'
import { nameType } from '../../../src/language/types.ts'
import { useWords } from '../words/words.ts'

function Rows({
  name,
  heads,
  rows,
}: {
  name: string
  heads: readonly string[]
  rows: readonly (readonly ReactNode[])[]
}) {
  return (
    <div className="scroll">
      <Table aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((h) => (
              <Table.Th key={h}>{h}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a standard do not move
            <Table.Tr key={i}>
              {row.map((cell, j) => (
                <Table.Td key={heads[j]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

export function Measures({ standard }: { standard: Standard }) {
  const { t, say } = useWords()
  return (
    <Rows
      name={t('standards/measures')}
      heads={[t('standards/measures'), t('standards/instrument'), t('standards/minimum')]}
      rows={[...standard.measures.values()].map((m) => [
        <span key="n">
          <Code>{m.id}</Code> {say(m.title)}
        </span>,
        m.instrument ?? m.standard ?? t('shell/none'),
        m.minimum ?? '',
      ])}
    />
  )
}

export function Facts({ standard }: { standard: Standard }) {
  const { t, say } = useWords()
  return (
    <Rows
      name={t('standards/facts')}
      heads={[t('standards/facts'), t('systems/id'), t('setUp/kind')]}
      rows={[...standard.facts].map(([id, type]) => [
        say(standard.factTitles.get(id)),
        <Code key="i">{id}</Code>,
        nameType(type),
      ])}
    />
  )
}

export function Sources({ standard }: { standard: Standard }) {
  const { t } = useWords()
  return (
    <Rows
      name={t('standards/sources')}
      heads={[t('standards/sources'), t('standards/status'), t('standards/note')]}
      rows={[...standard.sources.values()].map((s) => [s.title, s.status ?? '', s.note ?? ''])}
    />
  )
}
