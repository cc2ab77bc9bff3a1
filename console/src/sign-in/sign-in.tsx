import { Alert, Box, Button, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { signInWith } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { ByProvider } from './by-provider.tsx'
import { SecondFactor } from './second-factor.tsx'

/** of this site only: the address of another would send people away */
const ownPath = (next: string | undefined) => (next && /^\/(?![/\\])/.test(next) ? next : '/')

export function SignIn() {
  const { t, colon } = useWords()
  const { next, error: refused } = useSearch({ from: '/sign-in' })
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [asked, setAsked] = useState(false)
  const [given, set] = useState({ email: '', password: '' })
  const arrive = async () => {
    queries.clear()
    await navigate({ href: ownPath(next) })
  }
  const doing = useDoing(({ email, password }: typeof given) => signInWith(email, password), {
    done: (answer) => (answer.twoFactorRedirect ? setAsked(true) : void arrive()),
  })
  if (session.data?.setUp) return <Navigate to="/set-up" />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    doing.mutate(given)
  }
  return (
    <Box maw={420} mx="auto" mt={{ base: 0, sm: 'xl' }}>
      <Page
        title={t(asked ? 'signIn/secondTitle' : 'signIn/title')}
        lead={asked ? t('signIn/secondText') : t('signIn/lead')}
      >
        {refused && !asked && (
          <Alert role="alert" color="red" variant="light" title={t('signIn/refused')}>
            {t('signIn/refusedText')} {t('signIn/refusedNext')}
          </Alert>
        )}
        {asked ? (
          <SecondFactor onDone={() => void arrive()} onAgain={() => setAsked(false)} />
        ) : (
          <Paper withBorder p="lg">
            <form onSubmit={submit}>
              <Stack>
                {doing.isError && <Problems error={doing.error} />}
                <TextInput
                  label={t('signIn/email')}
                  type="email"
                  autoComplete="username"
                  required
                  value={given.email}
                  onChange={(e) => set({ ...given, email: e.currentTarget.value })}
                />
                <PasswordInput
                  label={t('signIn/password')}
                  autoComplete="current-password"
                  required
                  value={given.password}
                  onChange={(e) => set({ ...given, password: e.currentTarget.value })}
                />
                <Button type="submit" loading={doing.isPending}>
                  {t('signIn/submit')}
                </Button>
              </Stack>
            </form>
            <ByProvider of={session.data?.providers ?? []} back={ownPath(next)} />
          </Paper>
        )}
        <Text size="sm">
          {t('signIn/withoutAccount')}
          {colon}
          <TextLink to="/verify" underline="always">
            {t('shell/verify')}
          </TextLink>{' '}
          ·{' '}
          <TextLink to="/register" underline="always">
            {t('shell/register')}
          </TextLink>
        </Text>
      </Page>
    </Box>
  )
}
