import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { committeeQuery, membersQuery } from '../api/queries.ts'
import type { CommitteeMember } from '../api/types.ts'
import { useMay } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Listing } from '../ui/listing.tsx'
import { Mark } from '../ui/marks.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

const parts = ['chair', 'vice-chair', 'secretary-general', 'member', 'observer'] as const
const blank = {
  name: '',
  unit: '',
  part: 'member' as CommitteeMember['part'],
  from: '',
  until: '',
  committees: 1,
  person: null as string | null,
}

/** Who is on the committee, and whether it is composed as the rules have it. */
export function Committee() {
  const { t } = useWords()
  const may = useMay()
  const [edited, edit] = useState<CommitteeMember>()
  return (
    <Page title={t('projects/committee')} lead={t('projects/committeeLead')}>
      <Loaded query={useQuery(committeeQuery)}>
        {({ items, problems }) => (
          <>
            {items.length > 0 && problems.length === 0 && <Mark kind="good">{t('projects/composed')}</Mark>}
            {items.length > 0 && <Problems problems={problems} />}
            {items.length === 0 ? (
              <Empty title={t('projects/noMembers')} />
            ) : (
              <List of={items} onEdit={may('committee.manage') ? edit : undefined} />
            )}
            {may('committee.manage') && <Form key={edited?.id ?? 'new'} of={edited} done={() => edit(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function List({ of, onEdit }: { of: readonly CommitteeMember[]; onEdit: ((m: CommitteeMember) => void) | undefined }) {
  const { t } = useWords()
  const people = useQuery(membersQuery)
  const remove = useDoing((id: string, key) => ask('POST /committee/:id/remove', { params: { id }, key }), {
    touches: [['committee']],
  })
  return (
    <>
      {remove.isError && <Problems error={remove.error} />}
      <Listing
        name={t('projects/committee')}
        of={of}
        keyOf={(m) => m.id}
        columns={[
          { head: t('projects/name'), of: (m) => m.name },
          { head: t('projects/unit'), of: (m) => m.unit },
          { head: t('projects/part'), of: (m) => t(`partWord/${m.part}`) },
          { head: t('projects/term'), of: (m) => `${m.from} – ${m.until}`, whole: true },
          {
            head: t('projects/account'),
            of: (m) => people.data?.find((p) => p.person === m.person)?.name ?? t('projects/noAccount'),
          },
          ...(onEdit
            ? [
                {
                  of: (m: CommitteeMember) => (
                    <Group gap="xs">
                      <Button size="xs" variant="default" onClick={() => onEdit(m)}>
                        {t('projects/edit')}
                      </Button>
                      <Confirm size="xs" label={t('projects/remove')} onYes={() => remove.mutate(m.id)} />
                    </Group>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

function Form({ of, done }: { of: CommitteeMember | undefined; done: () => void }) {
  const { t } = useWords()
  const people = useQuery(membersQuery)
  const [given, set] = useState(of ?? blank)
  const keep = useDoing(
    (body: typeof blank, key) =>
      ask('PUT /committee/:id', { params: { id: of?.id ?? crypto.randomUUID() }, body, key }),
    {
      touches: [['committee']],
      says: t('projects/memberKept'),
      done: () => {
        set(blank)
        done()
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, unit, part, from, until, committees, person } = given
    keep.mutate({ name, unit, part, from, until, committees, person })
  }
  return (
    <Section title={t('projects/addMember')}>
      <form onSubmit={submit}>
        <Stack maw={640}>
          {keep.isError && <Problems error={keep.error} />}
          <TextInput
            label={t('projects/name')}
            required
            maxLength={200}
            value={given.name}
            onChange={(e) => set({ ...given, name: e.currentTarget.value })}
          />
          <TextInput
            label={t('projects/unit')}
            required
            maxLength={200}
            value={given.unit}
            onChange={(e) => set({ ...given, unit: e.currentTarget.value })}
          />
          <NativeSelect
            label={t('projects/part')}
            value={given.part}
            data={parts.map((p) => ({ value: p, label: t(`partWord/${p}`) }))}
            onChange={(e) => set({ ...given, part: e.currentTarget.value as typeof given.part })}
          />
          <Group grow>
            <TextInput
              type="date"
              label={t('projects/from')}
              required
              value={given.from}
              onChange={(e) => set({ ...given, from: e.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('projects/until')}
              required
              min={given.from}
              value={given.until}
              onChange={(e) => set({ ...given, until: e.currentTarget.value })}
            />
          </Group>
          <NumberInput
            label={t('projects/committees')}
            min={1}
            max={100}
            value={given.committees}
            onChange={(n) => set({ ...given, committees: Number(n) || 1 })}
          />
          <NativeSelect
            label={t('projects/account')}
            value={given.person ?? ''}
            data={[
              { value: '', label: t('projects/noAccount') },
              ...(people.data ?? []).map((p) => ({ value: p.person, label: p.name })),
            ]}
            onChange={(e) => set({ ...given, person: e.currentTarget.value || null })}
          />
          <Button type="submit" loading={keep.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('projects/addMember')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
