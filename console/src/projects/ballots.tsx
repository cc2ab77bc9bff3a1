import { Button, Group, MultiSelect, NativeSelect, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { committeeQuery } from '../api/queries.ts'
import type { Procedure, Project } from '../api/types.ts'
import { Mark } from '../ui/marks.tsx'
import { Note } from '../ui/note.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { useAct } from './acting.ts'

type Ballot = Project['ballots'][number]
const marks = ['favour', 'against', 'abstain'] as const
const words = { favour: 'projects/favour', against: 'projects/againstVote', abstain: 'projects/abstain' } as const

export function Ballots({ of, past, procedure }: { of: Project; past: boolean; procedure: Procedure | undefined }) {
  const { t, say } = useWords()
  const members = useQuery(committeeQuery)
  const name = (id: string) => members.data?.items.find((m) => m.id === id)?.name ?? id.slice(0, 8)
  return (
    <Stack>
      {procedure && (
        <Note>
          {say(procedure.ballot.title)}: {say(procedure.ballot.basis)}
        </Note>
      )}
      {of.ballots.length === 0 && <Empty title={t('projects/noBallots')} />}
      <ul className="plain">
        {of.ballots.map((b) => (
          <li key={b.id} className="sheet">
            <One of={of} ballot={b} name={name} past={past} />
          </li>
        ))}
      </ul>
      {!past && of.roles.includes('secretariat') && <Open of={of} />}
    </Stack>
  )
}

function One({
  of,
  ballot: b,
  name,
  past,
}: {
  of: Project
  ballot: Ballot
  name: (id: string) => string
  past: boolean
}) {
  const { t, number } = useWords()
  const close = useAct(of)
  const open = b.closed === null
  const { quorum, favour, againstAtMost } = b.tally.needed
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>
          {t(`projects/${b.form}`)} · {b.opened}
        </Text>
        <Mark kind={open ? 'open' : b.tally.passed ? 'good' : 'bad'}>
          {open
            ? t('projects/ballotOpen')
            : b.tally.quorum === 'missed'
              ? t('projects/noQuorum')
              : t(b.tally.passed ? 'projects/passed' : 'projects/notPassed')}
        </Mark>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 5 }}>
        {(
          [
            ['projects/voters', b.tally.voters],
            ['projects/favour', b.tally.favour],
            ['projects/againstVote', b.tally.against],
            ['projects/abstain', b.tally.abstain],
            ['projects/invalid', b.tally.invalid],
          ] as const
        ).map(([word, n]) => (
          <div key={word}>
            <Text fz={22} fw={700} component="div">
              {number(n)}
            </Text>
            <Text size="sm" c="dimmed">
              {t(word)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('projects/needed', { quorum, favour, against: againstAtMost ?? '–' })}
      </Text>
      {b.votes.length > 0 && (
        <ul className="plain">
          {b.votes.map((v) => (
            <li key={v.member}>
              <Text size="sm">
                {name(v.member)}: {v.marks.map((m) => t(words[m as keyof typeof words])).join(' + ') || '–'} {v.reason}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {!past && open && <Vote of={of} ballot={b} name={name} />}
      {!past && open && of.roles.includes('secretariat') && (
        <>
          {close.isError && <Problems error={close.error} />}
          <Button
            variant="default"
            loading={close.isPending}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => close.mutate({ role: 'secretariat', deed: { what: 'ballot-closed', ballot: b.id } })}
          >
            {t('projects/closeBallot')}
          </Button>
        </>
      )}
    </Stack>
  )
}

/** One's own vote; who keeps the file writes down the papers of others, too. */
function Vote({ of, ballot: b, name }: { of: Project; ballot: Ballot; name: (id: string) => string }) {
  const { t } = useWords()
  const [member, setMember] = useState(b.voters[0] ?? '')
  const [reason, setReason] = useState('')
  const act = useAct(of)
  if (!of.roles.includes('member')) return null
  return (
    <Stack gap="xs">
      {act.isError && <Problems error={act.error} />}
      <NativeSelect
        label={t('projects/paperOf')}
        value={member}
        data={b.voters.map((v) => ({ value: v, label: name(v) }))}
        onChange={(e) => setMember(e.currentTarget.value)}
      />
      <Textarea
        label={t('projects/againstReason')}
        autosize
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group gap="xs">
        {marks.map((mark) => (
          <Button
            key={mark}
            variant="default"
            loading={act.isPending}
            onClick={() =>
              act.mutate({ role: 'member', deed: { what: 'voted', ballot: b.id, member, marks: [mark], reason } })
            }
          >
            {t(words[mark])}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

function Open({ of }: { of: Project }) {
  const { t } = useWords()
  const members = useQuery(committeeQuery)
  const voting = (members.data?.items ?? []).filter((m) => m.part !== 'observer')
  const [voters, setVoters] = useState<string[] | undefined>()
  const [form, setForm] = useState<'meeting' | 'letter'>('meeting')
  const act = useAct(of)
  const chosen = voters ?? voting.map((m) => m.id)
  return (
    <Stack gap="sm" maw={640}>
      {act.isError && <Problems error={act.error} />}
      <NativeSelect
        label={t('projects/openBallot')}
        value={form}
        data={(['meeting', 'letter'] as const).map((f) => ({ value: f, label: t(`projects/${f}`) }))}
        onChange={(e) => setForm(e.currentTarget.value as typeof form)}
      />
      <MultiSelect
        label={t('projects/voters')}
        value={chosen}
        data={voting.map((m) => ({ value: m.id, label: `${m.name} · ${m.unit}` }))}
        onChange={setVoters}
        searchable
      />
      <Button
        variant="default"
        loading={act.isPending}
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          act.mutate({
            role: 'secretariat',
            deed: { what: 'ballot-opened', ballot: crypto.randomUUID(), form, voters: chosen, excluded: [] },
          })
        }
      >
        {t('projects/openBallot')}
      </Button>
    </Stack>
  )
}
