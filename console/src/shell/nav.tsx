import type { Kind, Permission, SessionAnswer } from '../api/types.ts'
import { MenuLink } from '../ui/links.tsx'
import { useWords, type WordKey } from '../words/words.ts'

type Principal = NonNullable<SessionAnswer['principal']>

const places = [
  { to: '/', word: 'shell/home', needs: 'member' },
  { to: '/systems', word: 'shell/systems', needs: ['subject.read'] },
  { to: '/assessments', word: 'shell/assessments', needs: ['assessment.read'] },
  { to: '/requests', word: 'shell/requests', needs: ['request.send', 'request.answer'] },
  { to: '/inspections', word: 'shell/inspections', needs: ['assessment.read'], kinds: ['company', 'regulator'] },
  { to: '/reports', word: 'shell/reports', needs: ['assessment.read'] },
  { to: '/compare', word: 'shell/compare', needs: ['assessment.read'] },
  { to: '/standards', word: 'shell/standards', needs: 'member' },
  { to: '/drafting', word: 'shell/drafting', needs: ['draft.read'] },
  { to: '/projects', word: 'projects/title', needs: ['draft.read'] },
  { to: '/committee', word: 'projects/committee', needs: ['draft.read'] },
  { to: '/back-tests', word: 'backTests/title', needs: ['standard.draft'] },
  { to: '/catalogue', word: 'catalogue/title', needs: 'nothing' },
  { to: '/crosswalk', word: 'crosswalk/title', needs: 'nothing' },
  { to: '/comment-drafts', word: 'commentDrafts/title', needs: 'nothing' },
  { to: '/industry', word: 'industry/title', needs: 'nothing' },
  { to: '/register', word: 'shell/register', needs: 'nothing' },
  { to: '/verify', word: 'shell/verify', needs: 'nothing' },
  { to: '/audit', word: 'shell/audit', needs: ['audit.read'] },
  { to: '/settings', word: 'shell/settings', needs: 'member' },
] as const satisfies readonly {
  to: string
  word: WordKey
  needs: 'nothing' | 'member' | readonly Permission[]
  /** of organizations; all where none are named */
  kinds?: readonly Kind[]
}[]

export function Nav({ principal }: { principal: Principal | undefined }) {
  const { t } = useWords()
  const shown = places.filter(
    ({ needs, ...place }) =>
      needs === 'nothing' ||
      (principal &&
        (!('kinds' in place) || place.kinds.some((kind: Kind) => kind === principal.kind)) &&
        (needs === 'member' || needs.some((p: Permission) => principal.permissions.includes(p)))),
  )
  return shown.map(({ to, word }) => (
    <MenuLink
      key={to}
      to={to}
      label={t(word)}
      activeOptions={{ exact: to === '/' }}
      activeProps={{ active: true }}
      style={{ borderRadius: 4, minHeight: 38 }}
    />
  ))
}
