import { useInfiniteQuery } from '@tanstack/react-query'
import { assessmentsQuery } from '../api/queries.ts'
import { AssessmentTable } from '../assess/assessment-table.tsx'
import { TextLink } from '../ui/links.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

export function Recent() {
  const { t } = useWords()
  const title = t('home/recent')
  const list = useInfiniteQuery(assessmentsQuery())
  const some = list.data?.pages[0]?.items.slice(0, 8)
  return (
    <Section title={title} aside={<TextLink to="/assessments">{t('shell/assessments')}</TextLink>}>
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading lines={3} />}
      {some?.length === 0 && <Empty title={t('assess/empty')} />}
      {some && some.length > 0 && <AssessmentTable of={some} caption={title} />}
    </Section>
  )
}
