import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { publicationBundleQuery, publicationQuery, sessionQuery } from '../api/queries.ts'
import { save } from '../report/download.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Loaded, Loading } from '../ui/states.tsx'
import { Checked } from '../verify/checked.tsx'
import { useWords } from '../words/words.ts'
import { Standing } from './standing.tsx'

const ReportView = lazy(async () => ({ default: (await import('../report/report-view.tsx')).ReportView }))

/** A published result: what the register says of it, and the report itself, verified here. */
export function PublicationPage() {
  const { id } = useParams({ from: '/register/$id' })
  const { t, say, time } = useWords()
  const publication = useQuery(publicationQuery(id))
  const bundle = useQuery(publicationBundleQuery(id))
  const session = useQuery(sessionQuery)
  return (
    <Loaded query={publication}>
      {(p) => (
        <Page
          title={say(p.subject.title)}
          lead={`${p.subject.version} · ${say(p.standard.title)} ${p.standard.edition}`}
          actions={
            <>
              {session.data?.principal?.permissions.includes('inspection.order') && (
                <ButtonLink to="/inspections/new" search={{ publication: id }} variant="default">
                  {t('register/inspect')}
                </ButtonLink>
              )}
              <Button
                disabled={!bundle.data}
                onClick={() => bundle.data && save(bundle.data, `${p.subject.id.replaceAll('/', '-')}.plumb`)}
              >
                {t('register/bundle')}
              </Button>
            </>
          }
        >
          <Pairs
            of={[
              [t('register/status'), <Standing key="s" status={p.status} />],
              [t('report/reason'), p.statusReason],
              [t('register/organization'), say(p.organization)],
              [t('register/performer'), `${say(p.performer)} · ${t(`kindOf/${p.kind}`)}`],
              [t('report/validity'), [p.validFrom, p.validUntil].filter(Boolean).join(' – ')],
              [t('register/published'), time(p.publishedAt)],
              [t('register/changed'), p.changedAt === p.publishedAt ? undefined : time(p.changedAt)],
            ]}
          />
          <Loaded query={bundle} lines={8}>
            {(bytes) => (
              <Suspense fallback={<Loading />}>
                <ReportView bytes={bytes}>
                  <Checked bytes={bytes} />
                </ReportView>
              </Suspense>
            )}
          </Loaded>
        </Page>
      )}
    </Loaded>
  )
}
