import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { IndustrySnapshot } from '../../../src/monitoring/publication/snapshot.ts'
import { ask } from '../api/client.ts'
import { industriesQuery, sessionQuery } from '../api/queries.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { More } from '../ui/more.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Head } from './head.tsx'
import { IndustryView } from './industry-view.tsx'
import { opened } from './opened.ts'

/** Snapshots that offices published, and a file of one's own to look at or to publish. */
export function Industries() {
  const { t, say, time } = useWords()
  const list = useInfiniteQuery(industriesQuery)
  const [file, setFile] = useState<{ text: string; read: IndustrySnapshot }>()
  const [fault, setFault] = useState<Error>()
  const take = async (given: File | undefined) => {
    if (!given) return
    try {
      const text = await given.text()
      setFile({ text, read: opened(text) })
      setFault(undefined)
    } catch (e) {
      setFile(undefined)
      setFault(e as Error)
    }
  }
  if (file) return <Preview {...file} onClose={() => setFile(undefined)} />
  return (
    <Page title={t('industry/title')} lead={t('industry/lead')}>
      <Loaded query={list}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.items)
          if (all.length === 0) return <Empty title={t('industry/empty')} text={t('industry/emptyText')} />
          return (
            <Listing
              name={t('industry/title')}
              of={all}
              keyOf={(row) => row.id}
              columns={[
                {
                  head: t('industry/title'),
                  of: (row) => (
                    <TextLink to="/industry/$id" params={{ id: row.id }}>
                      {say(row.title)}
                    </TextLink>
                  ),
                },
                { head: t('industry/asOf'), of: (row) => row.asOf, whole: true },
                { head: t('industry/organization'), of: (row) => say(row.organization) },
                { head: t('industry/standard'), of: (row) => `${row.standard.id} ${row.standard.edition}` },
                { head: t('industry/published'), of: (row) => time(row.publishedAt), whole: true },
              ]}
            />
          )
        }}
      </Loaded>
      <More of={list} />
      <Section title={t('industry/open')}>
        <Stack gap="sm">
          <DropZone
            text={t('industry/drop')}
            hint={t('industry/dropHint')}
            choose={t('industry/open')}
            multiple={false}
            accept=".json,application/json"
            onFiles={(files) => void take(files[0]?.file)}
          />
          {fault && <Problems error={fault} />}
        </Stack>
      </Section>
    </Page>
  )
}

/** A file that is read here and sent nowhere, unless it is published. */
function Preview({ text, read, onClose }: { text: string; read: IndustrySnapshot; onClose: () => void }) {
  const { t, say } = useWords()
  const session = useQuery(sessionQuery)
  const navigate = useNavigate()
  const publish = useDoing((snapshot: string, key) => ask('POST /industry', { body: { snapshot }, key }), {
    touches: [['industry']],
    done: ({ id }) => void navigate({ to: '/industry/$id', params: { id } }),
  })
  const may = session.data?.principal?.permissions.includes('industry.publish')
  return (
    <Page
      title={say(read.title)}
      lead={<Text span>{t('industry/dropHint')}</Text>}
      actions={
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('industry/close')}
          </Button>
          {may && (
            <Confirm
              label={t('industry/publish')}
              text={t('industry/publishAsk')}
              loading={publish.isPending}
              variant="filled"
              onYes={() => publish.mutate(text)}
            />
          )}
        </Group>
      }
    >
      {publish.isError && <Problems error={publish.error} />}
      <Head of={read} />
      <IndustryView of={read} />
    </Page>
  )
}
