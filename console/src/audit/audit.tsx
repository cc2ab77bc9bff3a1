import { Button, Code, Group, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { auditQuery } from '../api/queries.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Mark } from '../ui/marks.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { firstFault } from './chain.ts'

/** The chain of what was done, checked again in this browser. */
export function Audit() {
  const { t, time } = useWords()
  const { org } = usePrincipal()
  const [after, setAfter] = useState<readonly number[]>([0])
  const entries = useQuery(auditQuery(after.at(-1)!))
  return (
    <Page title={t('audit/title')} lead={t('audit/lead')}>
      <Loaded query={entries}>
        {(all) => {
          if (all.length === 0 && after.length === 1) return <Empty title={t('audit/empty')} />
          const fault = firstFault(org, all)
          return (
            <>
              <Text role="status">
                {fault === undefined ? (
                  <Mark kind="good">{t('audit/chainGood', { n: all.length })}</Mark>
                ) : (
                  <Mark kind="bad">{t('audit/chainBad', { n: fault })}</Mark>
                )}
              </Text>
              <div className="scroll">
                <Table aria-label={t('audit/title')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th className="num">#</Table.Th>
                      <Table.Th>{t('audit/at')}</Table.Th>
                      <Table.Th>{t('audit/what')}</Table.Th>
                      <Table.Th>{t('audit/details')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {all.map((e) => {
                      const { what, ...rest } = bodyOf(e.body)
                      return (
                        <Table.Tr key={e.seq}>
                          <Table.Td className="num">{e.seq}</Table.Td>
                          <Table.Td style={{ whiteSpace: 'nowrap' }}>{time(e.at)}</Table.Td>
                          <Table.Td>
                            <Code>{String(what ?? '')}</Code>
                          </Table.Td>
                          <Table.Td>
                            {Object.entries(rest).map(([k, v]) => (
                              <Text key={k} size="sm">
                                <Text span c="dimmed" size="sm">
                                  {k}
                                </Text>{' '}
                                {typeof v === 'string' ? v : JSON.stringify(v)}
                              </Text>
                            ))}
                          </Table.Td>
                        </Table.Tr>
                      )
                    })}
                  </Table.Tbody>
                </Table>
              </div>
              <Group>
                <Button variant="default" disabled={after.length === 1} onClick={() => setAfter(after.slice(0, -1))}>
                  {t('audit/older')}
                </Button>
                <Button
                  variant="default"
                  disabled={all.length === 0}
                  onClick={() => setAfter([...after, all.at(-1)!.seq])}
                >
                  {t('audit/newer')}
                </Button>
              </Group>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function bodyOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return { what: body }
  }
}
