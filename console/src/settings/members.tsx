import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { membersQuery } from '../api/queries.ts'
import { changeRole, removeMember } from '../api/sign-in.ts'
import type { Member, MemberRole } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Listing } from '../ui/listing.tsx'
import { Mark } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Invitations } from './invitations.tsx'

const roles: readonly MemberRole[] = ['owner', 'manager', 'measurer', 'reviewer', 'viewer']

export function Members() {
  const { t } = useWords()
  const { permissions } = usePrincipal()
  const members = useQuery(membersQuery)
  return (
    <Stack gap="xl">
      <Section title={t('settings/members')}>
        <Loaded query={members}>{(all) => <List of={all} />}</Loaded>
      </Section>
      {permissions.includes('member.manage') && <Invitations />}
    </Stack>
  )
}

function List({ of }: { of: readonly Member[] }) {
  const { t } = useWords()
  const me = usePrincipal()
  const manages = me.permissions.includes('member.manage')
  const touches = [['members'], ['session'], ['memberships']]
  const change = useDoing(({ person, role }: { person: string; role: MemberRole }) => changeRole(person, role), {
    touches,
  })
  const remove = useDoing((person: string) => removeMember(person), { touches })
  return (
    <>
      {change.isError && <Problems error={change.error} />}
      {remove.isError && <Problems error={remove.error} />}
      <Listing
        name={t('settings/members')}
        of={of}
        keyOf={(m) => m.person}
        columns={[
          {
            head: t('settings/name'),
            of: (m) => (
              <>
                {m.name}
                <Text size="sm" c="dimmed">
                  {m.email}
                </Text>
              </>
            ),
          },
          {
            head: t('settings/role'),
            of: (m) =>
              manages ? (
                <NativeSelect
                  aria-label={`${t('settings/role')}: ${m.name}`}
                  miw="9rem"
                  value={m.role}
                  data={roles.map((r) => ({
                    value: r,
                    label: t(`roles/${r}`),
                    disabled: r === 'owner' && me.role !== 'owner',
                  }))}
                  onChange={(e) => change.mutate({ person: m.person, role: e.currentTarget.value as MemberRole })}
                />
              ) : (
                t(`roles/${m.role}`)
              ),
          },
          {
            head: t('settings/secondFactorOf'),
            whole: true,
            of: (m) => (
              <Mark kind={m.secondFactor ? 'good' : 'soft'}>
                {t(m.secondFactor ? 'settings/secondOn' : 'settings/secondOff')}
              </Mark>
            ),
          },
          {
            of: (m) =>
              (manages || m.person === me.person) && (
                <Confirm
                  label={t(m.person === me.person ? 'settings/leave' : 'settings/remove')}
                  text={t('settings/removeText', { name: m.name })}
                  size="xs"
                  onYes={() => remove.mutate(m.person)}
                />
              ),
          },
        ]}
      />
    </>
  )
}
