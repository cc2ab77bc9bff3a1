import type { RequestRow } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { Due } from '../ui/due.tsx'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Mark } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'
import { standingOf } from './standing.ts'

export function InspectionList({
  of,
  name,
  isRegulator,
}: {
  of: readonly RequestRow[]
  name: string
  isRegulator: boolean
}) {
  const { t, say } = useWords()
  const names = useNames()
  return (
    <Listing
      name={name}
      of={of}
      keyOf={(r) => r.id}
      columns={[
        {
          head: t('assess/system'),
          of: (r) => (
            <TextLink to="/inspections/$id" params={{ id: r.id }}>
              {say(r.subjectTitle ?? undefined) || t('inspections/notNamed')}
            </TextLink>
          ),
        },
        isRegulator
          ? { head: t('inspections/company'), of: (r) => say(r.orgName) }
          : { head: t('inspections/regulator'), of: (r) => say(r.performerName ?? undefined) },
        { head: t('assess/standard'), of: (r) => names.standard(r.standard) },
        { head: t('inspections/due'), of: (r) => <Due day={r.due ?? ''} overdue={r.overdue} /> },
        { head: t('assess/stateFilter'), of: (r) => <Stands of={r} /> },
      ]}
    />
  )
}

export function Stands({ of: r }: { of: RequestRow }) {
  const { t } = useWords()
  const standing = standingOf(r)
  return (
    <Mark kind={standing === 'decided' ? 'good' : standing === 'withdrawn' ? 'soft' : 'open'}>
      {t(`inspections/${standing}`)}
    </Mark>
  )
}
