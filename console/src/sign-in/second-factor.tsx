import { Button, Group, Paper, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { verifyBackupCode, verifyCode } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

export function SecondFactor({ onDone, onAgain }: { onDone: () => void; onAgain: () => void }) {
  const { t } = useWords()
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const doing = useDoing((given: string) => (backup ? verifyBackupCode(given) : verifyCode(given)), { done: onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    doing.mutate(code.trim())
  }
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack>
          {doing.isError && <Problems error={doing.error} />}
          <TextInput
            label={t(backup ? 'signIn/backupCode' : 'signIn/code')}
            inputMode={backup ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            required
            data-autofocus
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
          <Button type="submit" loading={doing.isPending}>
            {t('signIn/confirm')}
          </Button>
          <Group justify="space-between">
            <Button variant="subtle" size="compact-sm" onClick={() => setBackup(!backup)}>
              {t(backup ? 'signIn/useCode' : 'signIn/useBackup')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={onAgain}>
              {t('signIn/again')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
