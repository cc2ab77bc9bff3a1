import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { bundleQuery } from '../api/queries.ts'
import { Page } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'
import { Picker } from './picker.tsx'
import { SideBySide } from './side-by-side.tsx'

type Side = 'first' | 'second'

/** Two reports beside each other, each from the server or from a file. */
export function Compare() {
  const { t } = useWords()
  const search = useSearch({ from: '/inside/compare' })
  const navigate = useNavigate()
  const [files, setFiles] = useState<{ readonly [K in Side]?: Uint8Array }>({})
  const first = useQuery({ ...bundleQuery(search.first ?? ''), enabled: !!search.first && !files.first })
  const second = useQuery({ ...bundleQuery(search.second ?? ''), enabled: !!search.second && !files.second })
  const bytes = { first: files.first ?? first.data, second: files.second ?? second.data }
  const picker = (side: Side) => (
    <Picker
      label={t(`compare/${side}`)}
      value={files[side] ? '' : (search[side] ?? '')}
      loading={side === 'first' ? first.isFetching : second.isFetching}
      onReport={(id) => {
        setFiles(({ [side]: _, ...rest }) => rest)
        void navigate({ to: '/compare', search: { ...search, [side]: id || undefined }, replace: true })
      }}
      onFile={(file) => void file.arrayBuffer().then((b) => setFiles((now) => ({ ...now, [side]: new Uint8Array(b) })))}
    />
  )
  return (
    <Page title={t('compare/title')} lead={t('compare/lead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {picker('first')}
        {picker('second')}
      </SimpleGrid>
      {bytes.first && bytes.second ? (
        <SideBySide first={bytes.first} second={bytes.second} />
      ) : (
        <Text c="dimmed">{t('compare/choose')}</Text>
      )}
    </Page>
  )
}
