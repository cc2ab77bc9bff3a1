import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePrincipal } from '../shell/principal.ts'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'
import { Keys } from './keys.tsx'
import { Members } from './members.tsx'
import { Organizations } from './organizations.tsx'
import { Security } from './security.tsx'
import { Tokens } from './tokens.tsx'

export function Settings() {
  const { t } = useWords()
  const { tab } = useSearch({ from: '/inside/settings' })
  const navigate = useNavigate()
  const { name, email, kind, role, permissions } = usePrincipal()
  const tabs = [
    ['profile', t('settings/profile')],
    ['security', t('settings/security')],
    ['members', t('settings/members')],
    ...(permissions.includes('token.manage') ? [['tokens', t('settings/tokens')] as const] : []),
    ...(permissions.includes('subject.write') ? [['keys', t('settings/keys')] as const] : []),
    ['organizations', t('settings/organizations')],
  ] as const
  return (
    <Page title={t('settings/title')}>
      <Tabs
        value={tabs.some(([id]) => id === tab) ? tab! : 'profile'}
        onChange={(to) => void navigate({ to: '/settings', search: to ? { tab: to } : {}, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg" aria-label={t('settings/tabs')}>
          {tabs.map(([id, label]) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <Pairs
            of={[
              [t('settings/name'), name],
              [t('settings/email'), email],
              [t('settings/organization'), t(`kinds/${kind}`)],
              [t('settings/role'), t(`roles/${role}`)],
              [t('settings/scopes'), permissions.map((p) => t(`permission/${p}`)).join(', ')],
            ]}
          />
        </Tabs.Panel>
        <Tabs.Panel value="security">
          <Security />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <Tokens />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <Keys />
        </Tabs.Panel>
        <Tabs.Panel value="organizations">
          <Organizations />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
