import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changePassword } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'

export function Security() {
  return (
    <Stack gap="xl">
      <SecondFactor />
      <Password />
      <Sessions />
    </Stack>
  )
}

function Password() {
  const { t } = useWords()
  const [given, set] = useState({ current: '', next: '' })
  const change = useDoing(({ current, next }: typeof given) => changePassword(current, next), {
    touches: [['sessions']],
    done: () => set({ current: '', next: '' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(given)
  }
  return (
    <Section title={t('settings/changePassword')}>
      <form onSubmit={submit}>
        <Stack maw={420}>
          {change.isError && <Problems error={change.error} />}
          {change.isSuccess && <Text role="status">{t('settings/passwordChanged')}</Text>}
          <PasswordInput
            label={t('settings/currentPassword')}
            autoComplete="current-password"
            required
            value={given.current}
            onChange={(e) => set({ ...given, current: e.currentTarget.value })}
          />
          <PasswordInput
            label={t('settings/newPassword')}
            description={t('setUp/passwordHint')}
            autoComplete="new-password"
            required
            value={given.next}
            onChange={(e) => set({ ...given, next: e.currentTarget.value })}
          />
          <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('settings/changePassword')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
