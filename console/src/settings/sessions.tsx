import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sessionsQuery } from '../api/queries.ts'
import { revokeSession } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

export function Sessions() {
  const { t, time } = useWords()
  const sessions = useQuery(sessionsQuery)
  const revoke = useDoing((token: string) => revokeSession(token), { touches: [['sessions'], ['session']] })
  return (
    <Section title={t('settings/sessions')}>
      {revoke.isError && <Problems error={revoke.error} />}
      <Loaded query={sessions} lines={2}>
        {(all) => (
          <Stack component="ul" className="plain" gap="xs">
            {all.map((s) => (
              <li key={s.token} className="sheet">
                <Group justify="space-between">
                  <div style={{ flex: '1 1 16rem' }}>
                    <Text size="sm">{s.userAgent ?? t('shell/unknown')}</Text>
                    <Text size="sm" c="dimmed">
                      {s.ipAddress} · {t('settings/since')} {time(s.createdAt)} · {t('settings/expires')}{' '}
                      {time(s.expiresAt)}
                    </Text>
                  </div>
                  <Button size="xs" variant="default" onClick={() => revoke.mutate(s.token)}>
                    {t('settings/revoke')}
                  </Button>
                </Group>
              </li>
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}
