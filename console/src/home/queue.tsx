import { useQuery } from '@tanstack/react-query'
import { requestsQuery } from '../api/queries.ts'
import { RequestList } from '../requests/request-list.tsx'
import { TextLink } from '../ui/links.tsx'
import { Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** Requests that nobody has answered yet, and those whose assessments are opened from here: they lie with who asked. */
export function Queue() {
  const { t } = useWords()
  const received = useQuery({
    ...requestsQuery('received'),
    select: (all) => all.filter((r) => r.kind === 'commission'),
  })
  const accepted = received.data?.filter((r) => r.state === 'accepted').slice(0, 8) ?? []
  return (
    <>
      <Section title={t('home/queue')} aside={<TextLink to="/requests">{t('shell/requests')}</TextLink>}>
        <Loaded query={received}>
          {(all) => {
            const waiting = all.filter((r) => r.state === 'sent')
            return waiting.length === 0 ? (
              <Empty title={t('home/queueEmpty')} />
            ) : (
              <RequestList of={waiting} side="received" />
            )
          }}
        </Loaded>
      </Section>
      {accepted.length > 0 && (
        <Section title={t('home/accepted')}>
          <RequestList of={accepted} side="received" />
        </Section>
      )}
    </>
  )
}
