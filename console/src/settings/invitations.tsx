import { Alert, Button, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { invitationsQuery } from '../api/queries.ts'
import { invite, withdrawInvitation } from '../api/sign-in.ts'
import type { MemberRole } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Copy } from '../ui/copy.tsx'
import { useDoing } from '../ui/doing.ts'
import { Listing } from '../ui/listing.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { invitationLink } from './invitation-link.ts'

const roles: readonly MemberRole[] = ['viewer', 'reviewer', 'measurer', 'manager', 'owner']

export function Invitations() {
  const { t, time } = useWords()
  const { role: own } = usePrincipal()
  const invitations = useQuery(invitationsQuery)
  const [given, set] = useState({ role: 'measurer' as MemberRole, email: '', days: 7 })
  const make = useDoing(({ role, email, days }: typeof given) => invite({ role, days, ...(email ? { email } : {}) }), {
    touches: [['invitations']],
  })
  const withdraw = useDoing((id: string) => withdrawInvitation(id), { touches: [['invitations']] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(given)
  }
  return (
    <>
      <Section title={t('settings/invite')}>
        <form onSubmit={submit}>
          <Stack>
            {make.isError && <Problems error={make.error} />}
            <Group align="flex-end">
              <NativeSelect
                label={t('settings/role')}
                value={given.role}
                data={roles
                  .filter((r) => r !== 'owner' || own === 'owner')
                  .map((r) => ({ value: r, label: t(`roles/${r}`) }))}
                onChange={(e) => set({ ...given, role: e.currentTarget.value as MemberRole })}
              />
              <TextInput
                type="email"
                label={t('shell/optionally', { name: t('settings/email') })}
                value={given.email}
                onChange={(e) => set({ ...given, email: e.currentTarget.value })}
              />
              <NumberInput
                label={t('settings/days')}
                w={140}
                min={1}
                max={90}
                value={given.days}
                onChange={(days) => set({ ...given, days: Number(days) || 7 })}
                hideControls
              />
              <Button type="submit" loading={make.isPending}>
                {t('settings/invite')}
              </Button>
            </Group>
            {make.data && (
              <Alert role="status" color="plumb" title={t('settings/inviteMade')}>
                <Copy value={invitationLink(make.data.token)} />
              </Alert>
            )}
          </Stack>
        </form>
      </Section>
      <Section title={t('settings/invitations')}>
        {withdraw.isError && <Problems error={withdraw.error} />}
        <Loaded query={invitations} lines={2}>
          {(all) =>
            all.length === 0 ? (
              <Text c="dimmed">{t('settings/noInvitations')}</Text>
            ) : (
              <Listing
                name={t('settings/invitations')}
                of={all}
                keyOf={(i) => i.id}
                columns={[
                  { head: t('settings/email'), of: (i) => i.email ?? t('settings/anyone') },
                  { head: t('settings/role'), of: (i) => t(`roles/${i.role}`) },
                  { head: t('settings/expires'), whole: true, of: (i) => time(i.expires) },
                  {
                    of: (i) => (
                      <Button size="xs" variant="default" onClick={() => withdraw.mutate(i.id)}>
                        {t('settings/withdraw')}
                      </Button>
                    ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  )
}
