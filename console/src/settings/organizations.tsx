import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { membershipsQuery } from '../api/queries.ts'
import { chooseOrganization, foundOrganization } from '../api/sign-in.ts'
import { usePrincipal } from '../shell/principal.ts'
import { noOrganization, OrganizationFields } from '../sign-in/organization-fields.tsx'
import { Copy } from '../ui/copy.tsx'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { invitationLink } from './invitation-link.ts'

export function Organizations() {
  const { t, say } = useWords()
  const { org, permissions } = usePrincipal()
  const memberships = useQuery(membershipsQuery)
  const queries = useQueryClient()
  const router = useRouter()
  const choose = useDoing((to: string) => chooseOrganization(to), {
    done: async () => {
      queries.clear()
      await router.navigate({ to: '/' })
      await router.invalidate()
    },
  })
  return (
    <Stack gap="xl">
      <Section title={t('settings/organizations')}>
        {choose.isError && <Problems error={choose.error} />}
        <Loaded query={memberships} lines={2}>
          {(all) => (
            <Stack component="ul" className="plain" gap="xs">
              {all.map((m) => (
                <li key={m.org} className="sheet">
                  <Group justify="space-between">
                    <div>
                      <Text fw={600}>{say(m.name)}</Text>
                      <Text size="sm" c="dimmed">
                        {t(`kinds/${m.kind}`)} · {t(`roles/${m.role}`)}
                      </Text>
                    </div>
                    {m.org === org ? (
                      <Text>{t('settings/current')}</Text>
                    ) : (
                      <Button size="xs" variant="default" onClick={() => choose.mutate(m.org)}>
                        {t('settings/choose')}
                      </Button>
                    )}
                  </Group>
                </li>
              ))}
            </Stack>
          )}
        </Loaded>
      </Section>
      {permissions.includes('organization.found') && <Found />}
    </Stack>
  )
}

function Found() {
  const { t } = useWords()
  const [organization, setOrganization] = useState(noOrganization)
  const [ownerEmail, setOwnerEmail] = useState('')
  const found = useDoing(foundOrganization, { touches: [['memberships'], ['offices']] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    found.mutate({ ...organization, ...(ownerEmail ? { ownerEmail } : {}) })
  }
  return (
    <Section title={t('settings/found')}>
      <Text c="dimmed" mb="sm">
        {t('settings/foundText')}
      </Text>
      <form onSubmit={submit}>
        <Stack maw={480}>
          {found.isError && <Problems error={found.error} />}
          <OrganizationFields value={organization} onChange={setOrganization} />
          <TextInput
            type="email"
            label={t('shell/optionally', { name: t('settings/ownerEmail') })}
            value={ownerEmail}
            onChange={(e) => setOwnerEmail(e.currentTarget.value)}
          />
          <Button type="submit" loading={found.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('settings/found')}
          </Button>
          {found.data && (
            <Alert role="status" title={t('settings/inviteMade')}>
              <Copy value={invitationLink(found.data.invitation.token)} />
            </Alert>
          )}
        </Stack>
      </form>
    </Section>
  )
}
