import { Button, Text } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/refused.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

export function Missing() {
  const { t } = useWords()
  return (
    <Page title={t('errors/notFound')} lead={t('errors/notFoundText')}>
      <div>
        <ButtonLink to="/">{t('errors/toHome')}</ButtonLink>
      </div>
    </Page>
  )
}

export function Crashed({ error: thrown }: { error: unknown }) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { t } = useWords()
  const router = useRouter()
  if (error.name === 'NotAllowed')
    return (
      <Page title={t('errors/notAllowed')} lead={t('errors/notAllowedText')}>
        <div>
          <ButtonLink to="/">{t('errors/toHome')}</ButtonLink>
        </div>
      </Page>
    )
  if (error.name === 'NotSignedUp')
    return <Page title={t('errors/noOrganization')} lead={t('errors/noOrganizationText')} />
  const away = error instanceof ApiError && error.status === 0
  return (
    <Page
      title={t(away ? 'errors/offline' : 'errors/crashed')}
      lead={t(away ? 'errors/offlineText' : 'errors/crashedText')}
      actions={
        <>
          <Button onClick={() => void router.invalidate()}>{t('shell/retry')}</Button>
          {away && (
            <ButtonLink to="/verify" variant="default">
              {t('shell/verify')}
            </ButtonLink>
          )}
        </>
      }
    >
      {!away && <Problems error={error} />}
      {!away && (
        <Text size="sm" c="dimmed">
          {error.name}
        </Text>
      )}
    </Page>
  )
}
