import { useInfiniteQuery } from '@tanstack/react-query'
import { backTestsQuery } from '../api/queries.ts'
import type { BackTestRow } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Mark, type MarkKind } from '../ui/marks.tsx'
import { More } from '../ui/more.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** What was asked of the registered evidence, newest first. */
export function BackTests() {
  const { t } = useWords()
  const query = useInfiniteQuery(backTestsQuery)
  const begin = <ButtonLink to="/back-tests/new">{t('backTests/begin')}</ButtonLink>
  return (
    <Page title={t('backTests/title')} lead={t('backTests/lead')} actions={begin}>
      <Loaded query={query}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.items)
          if (all.length === 0) return <Empty title={t('backTests/empty')} text={t('backTests/emptyText')} />
          return (
            <>
              <List of={all} />
              <More of={query} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function List({ of }: { of: readonly BackTestRow[] }) {
  const { t, say, time } = useWords()
  const names = useNames()
  return (
    <Listing
      name={t('backTests/title')}
      of={of}
      keyOf={(row) => row.id}
      columns={[
        {
          head: t('backTests/draft'),
          of: (row) => (
            <TextLink to="/back-tests/$id" params={{ id: row.id }}>
              {say(row.draft.title)} {row.draft.edition}
            </TextLink>
          ),
        },
        { head: t('backTests/from'), of: (row) => names.standard(row.from) },
        { head: t('backTests/reports'), of: (row) => row.reports ?? '–', number: true },
        { head: t('backTests/when'), of: (row) => time(row.createdAt), whole: true },
        { head: t('backTests/state'), of: (row) => <State of={row} />, whole: true },
      ]}
    />
  )
}

const marks: Readonly<Record<BackTestRow['state'], MarkKind>> = {
  queued: 'open',
  running: 'open',
  done: 'good',
  failed: 'bad',
  stopped: 'soft',
}

export function State({ of: { state } }: { of: Pick<BackTestRow, 'state'> }) {
  const { t } = useWords()
  return <Mark kind={marks[state]}>{t(`backTests/${state}`)}</Mark>
}
