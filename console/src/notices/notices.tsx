import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import { noticesQuery } from '../api/queries.ts'
import type { Notice } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { More } from '../ui/more.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** What the organization is told of without asking, newest first. */
export function Notices() {
  const { t } = useWords()
  const list = useInfiniteQuery(noticesQuery)
  const all = list.data?.pages.flatMap((p) => p.items)
  return (
    <Page title={t('notices/title')} lead={t('notices/lead')}>
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading />}
      {all?.length === 0 && <Empty title={t('notices/empty')} />}
      {all && all.length > 0 && (
        <Stack component="ul" className="plain" gap="xs">
          {all.map((n) => (
            <li key={n.id} className="sheet">
              <One of={n} />
            </li>
          ))}
        </Stack>
      )}
      <More of={list} />
    </Page>
  )
}

function One({ of: n }: { of: Notice }) {
  const { t, say, time, colon } = useWords()
  const read = useDoing((_: 'read', key) => ask('POST /notices/:id/read', { params: { id: n.id }, key }), {
    touches: [['notices']],
  })
  return (
    <Group justify="space-between" gap="sm">
      <div style={{ flex: '1 1 16rem' }}>
        <Text fw={n.readAt ? 400 : 650}>
          {t(`notices/${n.kind}`)}
          {n.about.deadline && ` · ${t(`notices/of-${n.about.deadline}`)}`}
          {colon}
          {say(n.about.title)}
        </Text>
        <Text size="sm" c="dimmed">
          {n.readAt === null && `${t('notices/unread')} · `}
          {n.due && `${t('notices/due')} ${n.due} · `}
          {time(n.at)}
        </Text>
        {read.isError && <Problems error={read.error} />}
      </div>
      <Group gap="xs">
        <Opening of={n} />
        {n.readAt === null && (
          <Button size="xs" variant="default" loading={read.isPending} onClick={() => read.mutate('read')}>
            {t('notices/read')}
          </Button>
        )}
      </Group>
    </Group>
  )
}

/** The nearest that it is about. */
function Opening({ of: { about, kind } }: { of: Notice }) {
  const { t } = useWords()
  const label = t('notices/open')
  const inspection = kind.startsWith('inspection-')
    ? about.request
    : kind.startsWith('action-')
      ? about.assessment
      : undefined
  if (inspection)
    return (
      <ButtonLink to="/inspections/$id" params={{ id: inspection }} size="xs" variant="light">
        {label}
      </ButtonLink>
    )
  if (about.project)
    return (
      <ButtonLink to="/projects/$id" params={{ id: about.project }} size="xs" variant="light">
        {label}
      </ButtonLink>
    )
  if (about.report)
    return (
      <ButtonLink to="/reports/$id" params={{ id: about.report }} size="xs" variant="light">
        {label}
      </ButtonLink>
    )
  if (about.assessment)
    return (
      <ButtonLink to="/assessments/$id" params={{ id: about.assessment }} size="xs" variant="light">
        {label}
      </ButtonLink>
    )
  return (
    <ButtonLink to="/requests" size="xs" variant="light">
      {label}
    </ButtonLink>
  )
}
