import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { standardsQuery } from '../api/queries.ts'
import { AuthorityTag } from '../ui/authority.tsx'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

export function Standards() {
  const { t, say } = useWords()
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const standards = useQuery(standardsQuery(all))
  return (
    <Page title={t('standards/title')} lead={t('standards/lead')}>
      <Group align="flex-end">
        <TextInput
          type="search"
          label={t('standards/search')}
          value={wanted}
          onChange={(e) => setWanted(e.currentTarget.value)}
          style={{ flex: '1 1 16rem' }}
          maw={420}
        />
        <Checkbox label={t('standards/all')} checked={all} onChange={(e) => setAll(e.currentTarget.checked)} mb={8} />
      </Group>
      <Loaded query={standards}>
        {(rows) => {
          const found = rows.filter((s) =>
            `${s.id} ${s.title.zh} ${s.title.en}`.toLowerCase().includes(wanted.toLowerCase()),
          )
          if (found.length === 0) return <Empty title={t('standards/empty')} />
          return (
            <Stack component="ul" className="plain" gap="xs">
              {found.map((s) => (
                <li key={s.hash} className="sheet">
                  <Group justify="space-between" gap="xs">
                    <div style={{ flex: '1 1 18rem' }}>
                      <TextLink to="/standards/$hash" params={{ hash: s.hash }} fw={600}>
                        {say(s.title)}
                      </TextLink>
                      <Text size="sm" c="dimmed">
                        <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{s.id}</span> ·{' '}
                        {t('standards/edition')} {s.edition}
                        {all && ` · ${t(s.current ? 'standards/current' : 'standards/earlier')}`}
                      </Text>
                    </div>
                    <AuthorityTag authority={s.authority} />
                  </Group>
                </li>
              ))}
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}
