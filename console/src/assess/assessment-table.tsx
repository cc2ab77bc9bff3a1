import type { Assessment } from '../api/types.ts'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'
import { useNames } from './names.ts'

export function AssessmentTable({ of, caption }: { of: readonly Assessment[]; caption: string }) {
  const { t, time } = useWords()
  const names = useNames()
  return (
    <Listing
      name={caption}
      of={of}
      keyOf={(a) => a.id}
      columns={[
        {
          head: t('assess/system'),
          of: (a) => (
            <TextLink to="/assessments/$id" params={{ id: a.id }}>
              {names.system(a.subject)}
            </TextLink>
          ),
        },
        { head: t('assess/standard'), of: (a) => names.standard(a.standard) },
        { head: t('assess/kind'), of: (a) => t(`kindOf/${a.kind}`) },
        { head: t('assess/stateFilter'), of: (a) => <AssessmentState of={a} /> },
        { head: t('assess/updated'), whole: true, of: (a) => time(a.updatedAt) },
      ]}
    />
  )
}
