import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import type { Assessment } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useMayAt } from './own.ts'

/** ISO/IEC 17000 review: by somebody who did not measure. */
export function Reviewing({ of: a }: { of: Assessment }) {
  const { t } = useWords()
  const { person } = usePrincipal()
  const may = useMayAt(a)
  const [passed, setPassed] = useState('')
  const [note, setNote] = useState('')
  const review = useDoing(
    (
      body: { passed: boolean; note: string },
      key, // of what was seen here: where it was measured anew meanwhile, it is refused
    ) => ask('POST /assessments/:id/review', { params: { id: a.id }, body, key, match: a.rowVersion }),
    {
      touches: [['assessments'], ['reports']],
    },
  )
  if (!may('assessment.review')) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    review.mutate({ passed: passed === 'yes', note })
  }
  return (
    <Section title={t('assess/review')}>
      <Text c="dimmed" mb="sm">
        {t('assess/reviewLead')}
      </Text>
      {a.determinedBy.includes(person) ? (
        <Note>{t('assess/dutiesApart')}</Note>
      ) : (
        <form onSubmit={submit}>
          <Stack maw={640}>
            {review.isError && <Problems error={review.error} />}
            <Radio.Group label={t('assess/review')} value={passed} onChange={setPassed} required>
              <Group mt="xs">
                <Radio value="yes" label={t('assess/passed')} />
                <Radio value="no" label={t('assess/sentBack')} />
              </Group>
            </Radio.Group>
            <Textarea
              label={t('assess/reviewNote')}
              required={passed === 'no'}
              autosize
              minRows={2}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
            />
            <Button
              type="submit"
              disabled={passed === ''}
              loading={review.isPending}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('assess/submitReview')}
            </Button>
          </Stack>
        </form>
      )}
    </Section>
  )
}
