import { Mark } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'

/** Whether an attestation still stands. */
export function Standing({ status }: { status: string }) {
  const { t } = useWords()
  const known =
    status === 'valid' || status === 'expired' || status === 'suspended' || status === 'withdrawn' ? status : 'none'
  return (
    <div>
      <Mark kind={known === 'valid' ? 'good' : known === 'withdrawn' ? 'bad' : known === 'suspended' ? 'open' : 'soft'}>
        {t(`report/${known}`)}
      </Mark>
    </div>
  )
}
