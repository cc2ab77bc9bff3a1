import { Box, Button, Paper, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { acceptInvitation, joinBy, lookInvitation } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { NewcomerFields, nobody } from './newcomer.tsx'

const KEPT = 'plumbline.invitation'

/** The token stands behind the # of the link, which no server logs; over the way by sign-in this tab keeps it. */
export function Invitation() {
  const { t, say } = useWords()
  const hash = useRouterState({ select: (s) => s.location.hash })
  const [token] = useState(() => hash || (sessionStorage.getItem(KEPT) ?? ''))
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookInvitation(token),
    enabled: token !== '',
    retry: false,
  })
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [person, setPerson] = useState(nobody)
  const arrive = () => {
    sessionStorage.removeItem(KEPT)
    queries.clear()
    void navigate({ to: '/' })
  }
  const join = useDoing(joinBy, { done: arrive })
  const accept = useDoing(acceptInvitation, { done: arrive })
  if (token === '') return <Page title={t('invitation/title')} lead={t('invitation/noToken')} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join.mutate({ token, ...person, email: look.data?.email ?? person.email })
  }
  return (
    <Box maw={520} mx="auto">
      <Page title={t('invitation/title')}>
        <Loaded query={look}>
          {({ name, role, email }) => (
            <Stack>
              <Text>{t('invitation/to', { name: say(name), role: t(`roles/${role}`) })}</Text>
              {accept.isError && <Problems error={accept.error} />}
              {join.isError && <Problems error={join.error} />}
              {session.data?.person ? (
                <Button loading={accept.isPending} onClick={() => accept.mutate(token)}>
                  {t('invitation/accept', { name: session.data.person.name })}
                </Button>
              ) : (
                <>
                  <Paper withBorder p="lg" component="section" aria-label={t('invitation/newHere')}>
                    <form onSubmit={submit}>
                      <Stack>
                        <NewcomerFields value={person} onChange={setPerson} fixedEmail={email} />
                        <Button type="submit" loading={join.isPending}>
                          {t('invitation/join')}
                        </Button>
                      </Stack>
                    </form>
                  </Paper>
                  <Text>
                    {t('invitation/haveAccount')}{' '}
                    <ButtonLink
                      to="/sign-in"
                      search={{ next: '/invitation' }}
                      onClick={() => sessionStorage.setItem(KEPT, token)}
                      variant="default"
                      size="compact-sm"
                    >
                      {t('invitation/signInFirst')}
                    </ButtonLink>
                  </Text>
                </>
              )}
            </Stack>
          )}
        </Loaded>
      </Page>
    </Box>
  )
}
