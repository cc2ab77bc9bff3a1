import { Alert, Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { tokensQuery } from '../api/queries.ts'
import { makeToken, revokeToken } from '../api/sign-in.ts'
import type { Permission } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Copy } from '../ui/copy.tsx'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

const personal: readonly Permission[] = ['token.manage', 'member.manage', 'organization.found']

export function Tokens() {
  const { t, time } = useWords()
  const { permissions } = usePrincipal()
  const tokens = useQuery(tokensQuery)
  const [given, set] = useState({ name: '', scopes: [] as Permission[], days: 90 })
  const make = useDoing(makeToken, { touches: [['tokens']] })
  const revoke = useDoing((id: string) => revokeToken(id), { touches: [['tokens']] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(given)
  }
  return (
    <Stack gap="xl">
      <Section title={t('settings/make')}>
        <Text c="dimmed" mb="sm">
          {t('settings/tokensText')}
        </Text>
        <form onSubmit={submit}>
          <Stack maw={640}>
            {make.isError && <Problems error={make.error} />}
            <TextInput
              label={t('settings/tokenName')}
              required
              maxLength={200}
              value={given.name}
              onChange={(e) => set({ ...given, name: e.currentTarget.value })}
            />
            <Checkbox.Group
              label={t('settings/scopes')}
              value={given.scopes}
              onChange={(scopes) => set({ ...given, scopes: scopes as Permission[] })}
            >
              <Group mt={6} gap="md">
                {permissions
                  .filter((p) => !personal.includes(p))
                  .map((p) => (
                    <Checkbox key={p} value={p} label={t(`permission/${p}`)} />
                  ))}
              </Group>
            </Checkbox.Group>
            <NumberInput
              label={t('settings/days')}
              w={160}
              min={1}
              max={366}
              hideControls
              value={given.days}
              onChange={(days) => set({ ...given, days: Number(days) || 90 })}
            />
            <Button
              type="submit"
              loading={make.isPending}
              disabled={given.scopes.length === 0}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('settings/make')}
            </Button>
            {make.data && (
              <Alert role="status" title={t('settings/tokenMade')}>
                <Copy value={make.data.token} />
              </Alert>
            )}
          </Stack>
        </form>
      </Section>
      <Section title={t('settings/tokens')}>
        {revoke.isError && <Problems error={revoke.error} />}
        <Loaded query={tokens} lines={2}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('settings/noTokens')} />
            ) : (
              <Stack component="ul" className="plain" gap="xs">
                {all.map((k) => (
                  <li key={k.id} className="sheet">
                    <Group justify="space-between">
                      <div style={{ flex: '1 1 16rem' }}>
                        <Text fw={600}>
                          {k.name} <code>{k.prefix}…</code>
                        </Text>
                        <Text size="sm">{k.scopes.map((p) => t(`permission/${p}`)).join(', ')}</Text>
                        <Text size="sm" c="dimmed">
                          {t('settings/expires')} {time(k.expires)} · {t('settings/used')}{' '}
                          {k.used ? time(k.used) : t('settings/never')}
                        </Text>
                      </div>
                      <Confirm label={t('settings/revoke')} size="xs" onYes={() => revoke.mutate(k.id)} />
                    </Group>
                  </li>
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Section>
    </Stack>
  )
}
