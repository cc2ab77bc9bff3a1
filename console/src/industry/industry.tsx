import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { industryQuery } from '../api/queries.ts'
import { save } from '../report/download.ts'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Head } from './head.tsx'
import { IndustryView } from './industry-view.tsx'
import { snapshotQuery } from './opened.ts'

/** A published snapshot: who published it, what it tells, and the file itself. */
export function IndustryPage() {
  const { id } = useParams({ from: '/industry/$id' })
  const { t, say, time } = useWords()
  const row = useQuery(industryQuery(id))
  const snapshot = useQuery(snapshotQuery(id))
  return (
    <Loaded query={row}>
      {(published) => (
        <Page
          title={say(published.title)}
          lead={`${say(published.organization)} · ${published.asOf}`}
          actions={
            <Button
              disabled={!snapshot.data}
              onClick={() =>
                snapshot.data &&
                save(
                  new TextEncoder().encode(JSON.stringify(snapshot.data)),
                  `industry-${published.asOf}.json`,
                  'application/json',
                )
              }
            >
              {t('industry/json')}
            </Button>
          }
        >
          <Loaded query={snapshot} lines={8}>
            {(read) => (
              <>
                <Head
                  of={read}
                  more={[
                    [t('industry/organization'), say(published.organization)],
                    [t('industry/published'), time(published.publishedAt)],
                    [
                      t('industry/follows'),
                      published.follows && (
                        <TextLink to="/industry/$id" params={{ id: published.follows }}>
                          {t('industry/follows')}
                        </TextLink>
                      ),
                    ],
                  ]}
                />
                <IndustryView key={read.hash} of={read} />
              </>
            )}
          </Loaded>
        </Page>
      )}
    </Loaded>
  )
}
