import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import type { CorrectiveAction } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

/** The regulator closes it, or gives an answer back. */
export function Conclude({ of: a }: { of: CorrectiveAction }) {
  const { t } = useWords()
  const { org, permissions } = usePrincipal()
  const [note, setNote] = useState('')
  const [due, setDue] = useState('')
  const conclude = useDoing(
    (body: { closed: boolean; note: string; due?: string }, key) =>
      ask('POST /corrective-actions/:id/conclusion', { params: { id: a.id }, body, key }),
    { touches: [['corrective-actions']] },
  )
  if (a.performer !== org || !permissions.includes('inspection.order')) return null
  return (
    <Stack gap="xs">
      {conclude.isError && <Problems error={conclude.error} />}
      <Group align="flex-end" gap="sm">
        <Textarea
          label={t('actions/remark')}
          autosize
          minRows={1}
          style={{ flex: '1 1 16rem' }}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        {a.state === 'answered' && (
          <TextInput
            type="date"
            label={t('shell/optionally', { name: t('actions/newDue') })}
            value={due}
            onChange={(e) => setDue(e.currentTarget.value)}
          />
        )}
      </Group>
      <Group gap="xs">
        <Button
          size="xs"
          variant={a.state === 'answered' ? 'filled' : 'default'}
          loading={conclude.isPending}
          onClick={() => conclude.mutate({ closed: true, note })}
        >
          {t('actions/close')}
        </Button>
        {a.state === 'answered' && (
          <Button
            size="xs"
            variant="default"
            disabled={note.trim() === ''}
            onClick={() => conclude.mutate({ closed: false, note, ...(due ? { due } : {}) })}
          >
            {t('actions/giveBack')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
