import { Button, Menu, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { membershipsQuery } from '../api/queries.ts'
import { chooseOrganization, signOut } from '../api/sign-in.ts'
import type { SessionAnswer } from '../api/types.ts'
import { ButtonLink } from '../ui/links.tsx'
import { useWords } from '../words/words.ts'

/** Who is signed in and for which organization; choosing another one starts afresh, so that nothing of the first stays on the screen. */
export function Account({ session }: { session: SessionAnswer | undefined }) {
  const { t, say, colon } = useWords()
  const router = useRouter()
  const queries = useQueryClient()
  const memberships = useQuery({ ...membershipsQuery, enabled: !!session?.person })
  if (!session?.person)
    return (
      <ButtonLink to="/sign-in" size="compact-md" variant="light">
        {t('shell/signIn')}
      </ButtonLink>
    )
  const org = session.principal?.org
  const acting = memberships.data?.find((m) => m.org === org)
  const afresh = async () => {
    queries.clear()
    await router.navigate({ to: '/' })
    await router.invalidate()
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          maw={{ base: 110, xs: 220 }}
          aria-label={`${t('shell/account')}: ${session.person.name}`}
        >
          <Text truncate size="sm" span>
            {session.person.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.person.email}</Menu.Label>
        {acting && session.principal && (
          <Menu.Label>
            {say(acting.name)} · {t(`kinds/${session.principal.kind}`)} · {t(`roles/${session.principal.role}`)}
          </Menu.Label>
        )}
        {(memberships.data?.length ?? 0) > 1 && <Menu.Divider />}
        {memberships.data
          ?.filter((m) => m.org !== org)
          .map((m) => (
            <Menu.Item key={m.org} onClick={() => void chooseOrganization(m.org).then(afresh)}>
              {t('settings/choose')}
              {colon}
              {say(m.name)}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void router.navigate({ to: '/settings' })}>{t('shell/settings')}</Menu.Item>
        <Menu.Item onClick={() => void signOut().then(afresh)}>{t('shell/signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
