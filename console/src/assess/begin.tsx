import { Button } from '@mantine/core'
import { ask } from '../api/client.ts'
import type { Assessment } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useMayAt } from './own.ts'

/** Begins the first run. */
export function Begin({ of: a }: { of: Assessment }) {
  const { t } = useWords()
  const may = useMayAt(a)
  const begin = useDoing((_: 'begin', key) => ask('POST /assessments/:id/begin', { params: { id: a.id }, key }), {
    touches: [['assessments']],
  })
  if (a.state !== 'selection' || a.activity !== 'idle' || !may('assessment.run')) return null
  return (
    <>
      <Button loading={begin.isPending} onClick={() => begin.mutate('begin')}>
        {t('assess/begin')}
      </Button>
      {begin.isError && <Problems error={begin.error} />}
    </>
  )
}
