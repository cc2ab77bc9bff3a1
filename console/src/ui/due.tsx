import { useWords } from '../words/words.ts'
import { Mark } from './marks.tsx'

/** A day by which something is due, and whether it has passed. */
export function Due({ day, overdue }: { day: string; overdue: boolean }) {
  const { t } = useWords()
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>{day}</span>{' '}
      {overdue && <Mark kind="bad">{t('inspections/overdue')}</Mark>}
    </>
  )
}
