import { Group, Text } from '@mantine/core'
import type { Kind, Permission } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Section } from '../ui/page.tsx'
import { useWords, type WordKey } from '../words/words.ts'

const texts: Readonly<Partial<Record<Kind, WordKey>>> = {
  regulator: 'home/regulatorText',
  committee: 'home/committeeText',
  zone: 'home/zoneText',
  administrator: 'home/administratorText',
}
const starts = [
  { to: '/assessments/new', word: 'assess/start', needs: 'assessment.run' },
  { to: '/systems/new', word: 'home/addSystem', needs: 'subject.write' },
  { to: '/standards', word: 'shell/standards', needs: 'subject.read' },

  { to: '/settings', word: 'shell/settings', needs: 'member.manage' },
  { to: '/audit', word: 'shell/audit', needs: 'audit.read' },
  { to: '/register', word: 'shell/register', needs: undefined },
  { to: '/verify', word: 'shell/verify', needs: undefined },
] as const satisfies readonly { to: string; word: WordKey; needs: Permission | undefined }[]

export function Starts({ kind }: { kind: Kind }) {
  const { t } = useWords()
  const { permissions } = usePrincipal()
  const text = texts[kind]
  return (
    <Section title={t('home/startHere')}>
      {text && <Text mb="sm">{t(text)}</Text>}
      <Group gap="xs">
        {starts
          .filter(({ needs }) => needs === undefined || permissions.includes(needs))
          .map(({ to, word }, i) => (
            <ButtonLink key={to} to={to} variant={i === 0 ? 'filled' : 'default'}>
              {t(word)}
            </ButtonLink>
          ))}
      </Group>
    </Section>
  )
}
