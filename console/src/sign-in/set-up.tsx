import { Box, Button, Checkbox, Fieldset, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { setUp } from '../api/sign-in.ts'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { NewcomerFields, nobody } from './newcomer.tsx'
import { noOrganization, OrganizationFields } from './organization-fields.tsx'

/** The first account of an installation. */
export function SetUp() {
  const { t } = useWords()
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const hash = useRouterState({ select: (s) => s.location.hash })
  const [token, setToken] = useState(hash)
  const [person, setPerson] = useState(nobody)
  const [founds, setFounds] = useState(true)
  const [organization, setOrganization] = useState(noOrganization)
  const doing = useDoing(setUp, {
    done: () => {
      queries.clear()
      void navigate({ to: '/' })
    },
  })
  // it stood behind the # of the printed address; there it would stay in the history of the browser
  useEffect(() => {
    if (hash === '') return
    setToken(hash)
    void navigate({ to: '/set-up', hash: '', replace: true })
  }, [hash, navigate])
  if (session.data && !session.data.setUp)
    return (
      <Page title={t('setUp/done')} lead={t('setUp/doneText')}>
        <div>
          <ButtonLink to="/sign-in">{t('shell/signIn')}</ButtonLink>
        </div>
      </Page>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    doing.mutate({ token: token.trim(), ...person, ...(founds ? { organization } : {}) })
  }
  return (
    <Box maw={520} mx="auto">
      <Page title={t('setUp/title')} lead={t('setUp/lead')}>
        <form onSubmit={submit}>
          <Stack>
            {doing.isError && <Problems error={doing.error} />}
            <TextInput
              label={t('setUp/token')}
              description={t('setUp/tokenHint')}
              required
              autoComplete="off"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              value={token}
              onChange={(e) => setToken(e.currentTarget.value)}
            />
            <Fieldset legend={t('setUp/person')}>
              <Stack gap="sm">
                <NewcomerFields value={person} onChange={setPerson} />
              </Stack>
            </Fieldset>
            <Fieldset legend={t('setUp/organization')}>
              <Stack gap="sm">
                <Checkbox
                  label={t('setUp/withOrganization')}
                  checked={founds}
                  onChange={(e) => setFounds(e.currentTarget.checked)}
                />
                {founds && <OrganizationFields value={organization} onChange={setOrganization} />}
              </Stack>
            </Fieldset>
            <Button type="submit" loading={doing.isPending}>
              {t('setUp/submit')}
            </Button>
          </Stack>
        </form>
      </Page>
    </Box>
  )
}
