import { Stack } from '@mantine/core'
import { usePrincipal } from '../shell/principal.ts'
import { Page } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'
import { MySystems } from './my-systems.tsx'
import { Oversight } from './oversight.tsx'
import { Queue } from './queue.tsx'
import { Recent } from './recent.tsx'
import { Starts } from './starts.tsx'

/** What somebody comes here for, by the kind of their organization. */
export function Home() {
  const { t } = useWords()
  const { kind, name } = usePrincipal()
  return (
    <Page title={t('home/hello', { name })}>
      <Stack gap="xl">
        {(kind === 'company' || kind === 'regulator') && <Oversight />}
        {kind === 'company' && <MySystems />}
        {(kind === 'laboratory' || kind === 'regulator') && <Queue />}
        {kind !== 'company' && <Starts kind={kind} />}
        {kind !== 'administrator' && <Recent />}
      </Stack>
    </Page>
  )
}
