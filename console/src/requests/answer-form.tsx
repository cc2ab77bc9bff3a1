import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import type { RequestRow } from '../api/types.ts'
import { today } from '../assess/today.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

export function AnswerForm({ of: r }: { of: RequestRow }) {
  const { t } = useWords()
  const may = useMay()
  const [message, setMessage] = useState('')
  const [date, setDate] = useState(today())
  const answer = useDoing(
    (body: { accept: boolean; message: string; date: string }, key) =>
      ask('POST /requests/:id/answer', { params: { id: r.id }, body, key }),
    {
      touches: [['requests'], ['assessments']],
      says: t('requests/answered'),
    },
  )
  if (!may('request.answer')) return null
  return (
    <Stack gap="xs">
      {answer.isError && <Problems error={answer.error} />}
      <Group align="flex-start" gap="sm">
        <Textarea
          label={t('requests/answer')}
          autosize
          minRows={1}
          style={{ flex: '1 1 16rem' }}
          value={message}
          onChange={(e) => setMessage(e.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('requests/date')}
          value={date}
          onChange={(e) => setDate(e.currentTarget.value)}
        />
      </Group>
      <Group gap="xs">
        <Button size="xs" loading={answer.isPending} onClick={() => answer.mutate({ accept: true, message, date })}>
          {t('requests/accept')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={message.trim() === ''}
          onClick={() => answer.mutate({ accept: false, message, date })}
        >
          {t('requests/decline')}
        </Button>
      </Group>
    </Stack>
  )
}
