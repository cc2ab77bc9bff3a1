import type { Provider } from './options.ts'

/** The identity provider that an environment such as `process.env` names; none where no address is given. */
export function providersFrom(env: Readonly<Record<string, string | undefined>>): readonly Provider[] {
  const { PLUMBLINE_OIDC_URL: url, PLUMBLINE_OIDC_CLIENT_ID: clientId = '' } = env
  if (!url) return []
  const discoveryUrl = url.includes('/.well-known/')
    ? url
    : `${url.replace(/\/$/, '')}/.well-known/openid-configuration`
  const title = env['PLUMBLINE_OIDC_NAME'] ?? (URL.canParse(url) ? new URL(url).hostname : url)
  return [{ id: 'sso', title, discoveryUrl, clientId, clientSecret: env['PLUMBLINE_OIDC_CLIENT_SECRET'] ?? '' }]
}
