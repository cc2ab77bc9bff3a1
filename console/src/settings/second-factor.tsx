import { Alert, Anchor, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { membersQuery } from '../api/queries.ts'
import { disableSecondFactor, enableSecondFactor, verifyCode } from '../api/sign-in.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Copy } from '../ui/copy.tsx'
import { useDoing } from '../ui/doing.ts'
import { Mark } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { useWords } from '../words/words.ts'

/** On once a code has been right: nobody is shut out by a key that went nowhere. */
export function SecondFactor() {
  const { t } = useWords()
  const { person } = usePrincipal()
  const members = useQuery(membersQuery)
  const on = members.data?.find((m) => m.person === person)?.secondFactor
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const touches = [['members'], ['sessions']]
  const enable = useDoing((given: string) => enableSecondFactor(given))
  const confirm = useDoing((given: string) => verifyCode(given), { touches })
  const disable = useDoing((given: string) => disableSecondFactor(given), { touches, done: () => enable.reset() })
  const secret = enable.data && new URL(enable.data.totpURI).searchParams.get('secret')
  const error = confirm.error ?? enable.error ?? disable.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ;(on ? disable : enable).mutate(password)
    setPassword('')
  }
  return (
    <Section
      title={t('settings/secondFactor')}
      aside={
        on !== undefined && (
          <Mark kind={on ? 'good' : 'soft'}>{t(on ? 'settings/secondOn' : 'settings/secondOff')}</Mark>
        )
      }
    >
      <Stack maw={560}>
        <Text c="dimmed">{t('settings/secondText')}</Text>
        {error && <Problems error={error} />}
        {(!enable.data || on) && (
          <form onSubmit={submit}>
            <Group align="flex-end">
              <PasswordInput
                label={t('settings/password')}
                autoComplete="current-password"
                required
                style={{ flex: '1 1 14rem' }}
                value={password}
                onChange={(e) => setPassword(e.currentTarget.value)}
              />
              <Button type="submit" loading={enable.isPending || disable.isPending} variant={on ? 'default' : 'filled'}>
                {t(on ? 'settings/turnOff' : 'settings/turnOn')}
              </Button>
            </Group>
          </form>
        )}
        {enable.data && !on && secret && (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              confirm.mutate(code.trim())
            }}
          >
            <Stack>
              <Text>{t('settings/scan')}</Text>
              <Group align="flex-start">
                <QrCode of={enable.data.totpURI} label={t('settings/qrCode')} />
                <Stack gap="xs" style={{ flex: '1 1 14rem' }}>
                  <Text size="sm" c="dimmed">
                    {t('settings/byHand')}
                  </Text>
                  <Copy value={secret} />
                  <Anchor href={enable.data.totpURI} size="sm">
                    {t('settings/openApp')}
                  </Anchor>
                </Stack>
              </Group>
              <Group align="flex-end">
                <TextInput
                  label={t('signIn/code')}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  required
                  value={code}
                  onChange={(e) => setCode(e.currentTarget.value)}
                />
                <Button type="submit" loading={confirm.isPending}>
                  {t('signIn/confirm')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        {enable.data && (
          <Alert title={t('settings/backupCodes')}>
            <Text size="sm">{t('settings/backupText')}</Text>
            <Code block>{enable.data.backupCodes.join('\n')}</Code>
          </Alert>
        )}
      </Stack>
    </Section>
  )
}
