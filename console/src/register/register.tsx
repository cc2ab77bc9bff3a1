import { Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { registerQuery } from '../api/queries.ts'
import { AuthorityTag } from '../ui/authority.tsx'
import { ShortHeadline } from '../ui/headline.tsx'
import { TextLink } from '../ui/links.tsx'
import { Verdict } from '../ui/marks.tsx'
import { More } from '../ui/more.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Standing } from './standing.tsx'

/** Open to everybody. */
export function Register() {
  const { t, say, colon } = useWords()
  const search = useSearch({ from: '/register' })
  const navigate = useNavigate()
  const [wanted, setWanted] = useState(search.search ?? '')
  const [asked] = useDebouncedValue(wanted.trim(), 300)
  const list = useInfiniteQuery(registerQuery(asked))
  const router = useRouter()
  useEffect(() => {
    // who has typed and is already on the way to a result is not called back
    if (router.latestLocation.pathname !== '/register') return
    void navigate({ to: '/register', search: asked ? { search: asked } : {}, replace: true })
  }, [asked, navigate, router])
  const all = list.data?.pages.flatMap((p) => p.items)
  return (
    <Page title={t('register/title')} lead={t('register/lead')}>
      <TextInput
        type="search"
        label={t('register/search')}
        value={wanted}
        onChange={(e) => setWanted(e.currentTarget.value)}
        maw={480}
      />
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading />}
      {all?.length === 0 && <Empty title={t('register/empty')} text={t('register/emptyText')} />}
      {all && all.length > 0 && (
        <Stack component="ul" className="plain" gap="xs">
          {all.map((p) => (
            <li key={p.id} className="sheet">
              <Group justify="space-between" gap="sm">
                <div style={{ flex: '1 1 18rem' }}>
                  <TextLink to="/register/$id" params={{ id: p.id }} fw={600}>
                    {say(p.subject.title)}
                  </TextLink>{' '}
                  <Text span size="sm" c="dimmed">
                    {p.subject.version}
                  </Text>
                  <Text size="sm">
                    {say(p.standard.title)} {p.standard.edition} <AuthorityTag authority={p.standard.authority} />
                  </Text>
                  <Text size="sm" c="dimmed">
                    {say(p.organization)} · {t('register/performer')}
                    {colon}
                    {say(p.performer)} · {t(`kindOf/${p.kind}`)}
                  </Text>
                </div>
                <div style={{ minWidth: '12rem' }}>
                  <ShortHeadline of={p.headline} />
                  <Verdict verdict={p.verdict} />
                  <Standing status={p.status} />
                </div>
              </Group>
            </li>
          ))}
        </Stack>
      )}
      <More of={list} />
    </Page>
  )
}
