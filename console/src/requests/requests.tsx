import { Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { requestsQuery } from '../api/queries.ts'
import { useMay } from '../shell/principal.ts'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { NewRequest } from './new-request.tsx'
import { RequestList } from './request-list.tsx'

/** What was asked of laboratories, and what a laboratory was asked. */
export function Requests() {
  const { t } = useWords()
  const may = useMay()
  const { subject } = useSearch({ from: '/inside/requests' })
  const sides = [
    ...(may('request.answer') ? (['received'] as const) : []),
    ...(may('request.send') ? (['sent'] as const) : []),
  ]
  return (
    <Page title={t('requests/title')}>
      <Stack gap="xl">
        {may('request.send') && <NewRequest subject={subject} />}
        <Tabs defaultValue={sides[0] ?? 'sent'} keepMounted={false}>
          <Tabs.List mb="md">
            {sides.map((side) => (
              <Tabs.Tab key={side} value={side}>
                {t(`requests/${side}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {sides.map((side) => (
            <Tabs.Panel key={side} value={side}>
              <Side side={side} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </Page>
  )
}

function Side({ side }: { side: 'sent' | 'received' }) {
  const { t } = useWords()
  const requests = useQuery({
    ...requestsQuery(side),
    // inspections have a page of their own
    select: (all) => all.filter((r) => r.kind === 'commission'),
  })
  return (
    <Loaded query={requests}>
      {(all) =>
        all.length === 0 ? (
          <Empty
            title={t(side === 'sent' ? 'requests/emptySent' : 'requests/emptyReceived')}
            {...(side === 'sent' ? { text: t('requests/emptyText') } : {})}
          />
        ) : (
          <RequestList of={all} side={side} />
        )
      }
    </Loaded>
  )
}
