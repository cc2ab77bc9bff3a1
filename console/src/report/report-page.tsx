import { Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { bundleQuery, reportQuery } from '../api/queries.ts'
import { useNames } from '../assess/names.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Verdict } from '../ui/marks.tsx'
import { Page } from '../ui/page.tsx'
import { Loaded, Loading } from '../ui/states.tsx'
import { Checked } from '../verify/checked.tsx'
import { useWords } from '../words/words.ts'
import { Attested } from './attested.tsx'
import { save } from './download.ts'
import { FullReport } from './full-report.tsx'
import { ReportView } from './report-view.tsx'

const Elsewhere = lazy(async () => ({ default: (await import('./elsewhere/elsewhere.tsx')).Elsewhere }))

export function ReportPage() {
  const { id } = useParams({ from: '/inside/reports/$id' })
  const { tab = 'report', ...asked } = useSearch({ from: '/inside/reports/$id' })
  const navigate = useNavigate({ from: '/reports/$id' })
  const { t, say, time } = useWords()
  const names = useNames()
  const report = useQuery(reportQuery(id))
  const bundle = useQuery(bundleQuery(id))
  return (
    <Loaded query={report}>
      {(r) => (
        <Page
          title={say(r.subject.title)}
          lead={
            <>
              {r.subject.version} ·{' '}
              <TextLink to="/standards/$hash" params={{ hash: r.standard }} underline="always">
                {names.standard(r.standard)}
              </TextLink>{' '}
              · {time(r.createdAt)} · <Verdict verdict={r.verdict} /> ·{' '}
              <TextLink to="/assessments/$id" params={{ id: r.assessment }} underline="always">
                {t('shell/assessments')}
              </TextLink>
            </>
          }
          actions={
            <>
              <Button
                disabled={!bundle.data}
                onClick={() =>
                  bundle.data && save(bundle.data, `${r.subject.id.replaceAll('/', '-')}-${r.subject.version}.plumb`)
                }
              >
                {t('report/bundle')}
              </Button>
              <ButtonLink to="/compare" search={{ first: id }} variant="default">
                {t('report/compareWith')}
              </ButtonLink>
            </>
          }
        >
          <Loaded query={bundle} lines={10}>
            {(bytes) => (
              <Tabs
                value={tab}
                onChange={(to) => void navigate({ search: to && to !== 'report' ? { tab: to } : {}, replace: true })}
                keepMounted={false}
              >
                <Tabs.List mb="md">
                  <Tabs.Tab value="report">{t('report/title')}</Tabs.Tab>
                  <Tabs.Tab value="full">{t('report/full')}</Tabs.Tab>
                  <Tabs.Tab value="elsewhere">{t('elsewhere/title')}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="report">
                  <ReportView bytes={bytes}>
                    <Checked bytes={bytes} />
                    <Attested of={r} />
                  </ReportView>
                </Tabs.Panel>
                <Tabs.Panel value="full">
                  <FullReport bytes={bytes} />
                </Tabs.Panel>
                <Tabs.Panel value="elsewhere">
                  <Suspense fallback={<Loading />}>
                    <Elsewhere
                      bytes={bytes}
                      asked={asked}
                      ask={(changed) => {
                        // what was taken back is left out of the address
                        const kept = Object.entries({ ...asked, ...changed }).filter(([, v]) => v !== undefined)
                        void navigate({ search: { ...Object.fromEntries(kept), tab }, replace: true })
                      }}
                    />
                  </Suspense>
                </Tabs.Panel>
              </Tabs>
            )}
          </Loaded>
        </Page>
      )}
    </Loaded>
  )
}
