import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { draftsQuery, standardsQuery } from '../api/queries.ts'
import type { Deed, LifeRole, Project, TextChecked } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Mark } from '../ui/marks.tsx'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useAct } from './acting.ts'
import { pairsIn } from './pairs-in.ts'

const firstOf = (of: Project, ...roles: readonly LifeRole[]) => roles.find((r) => of.roles.includes(r))

/** The version of a draft that the project works on, and the checks of it. */
export function TextOf({ of, past }: { of: Project; past: boolean }) {
  const { t } = useWords()
  const checker = past ? undefined : firstOf(of, 'secretariat', 'city-body')
  if (past && of.text === null && of.checks.length === 0) return null
  return (
    <Section title={t('projects/text')}>
      <Stack gap="md">
        <Version of={of} past={past} />
        {of.checks.length > 0 && <Checks of={of} />}
        {of.text && checker && <Run of={of} role={checker} />}
      </Stack>
    </Section>
  )
}

function Version({ of, past }: { of: Project; past: boolean }) {
  const { t, say } = useWords()
  const role = past ? undefined : firstOf(of, 'secretariat', 'drafting-lead', 'drafter')
  const drafts = useQuery({ ...draftsQuery, enabled: role !== undefined }).data ?? []
  const [chosen, choose] = useState('')
  const act = useAct(of)
  const take = useDoing(async (id: string) => {
    const { version } = await ask('GET /drafts/:id', { params: { id } })
    const deed: Deed = { what: 'drafted', draft: id, version: version.number, sha256: version.sha256 }
    await act.mutateAsync({ role: role!, deed })
  })
  const { text } = of
  const named = drafts.find((d) => d.id === text?.draft)
  const later = text?.newest != null && text.newest > text.version
  return (
    <Stack gap="xs">
      {text ? (
        <Group gap="sm">
          <Text>
            {named && `${say(named.title) || named.standard} · `}
            {t('projects/textVersion', { n: text.version, on: text.on })}
          </Text>
          <Text size="sm" c="dimmed" ff="monospace">
            {text.sha256.slice(0, 16)}
          </Text>
          {text.newest !== null && (
            <ButtonLink to="/drafting/$id" params={{ id: text.draft }} size="xs" variant="light">
              {t('projects/openDraft')}
            </ButtonLink>
          )}
        </Group>
      ) : (
        <Text c="dimmed">{t('projects/noText')}</Text>
      )}
      {take.isError && <Problems error={take.error} />}
      {role && text && later && (
        <Note>
          <Group gap="sm">
            {t('projects/laterVersion', { n: text.newest! })}
            <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate(text.draft)}>
              {t('projects/takeVersion', { n: text.newest! })}
            </Button>
          </Group>
        </Note>
      )}
      {role && drafts.length > 0 && (
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={t('projects/chooseDraft')}
            value={chosen}
            maw="100%"
            data={[
              { value: '', label: t('shell/choose') },
              ...drafts.map((d) => ({ value: d.id, label: `${say(d.title) || d.standard} · ${d.number}` })),
            ]}
            onChange={(e) => choose(e.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={chosen === ''}
            loading={take.isPending}
            onClick={() => take.mutate(chosen, { onSuccess: () => choose('') })}
          >
            {t('projects/takeDraft')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Checks({ of }: { of: Project }) {
  const { t } = useWords()
  return (
    <ul className="plain">
      {of.checks.map((c) => (
        <li key={c.check}>
          <Group gap="xs" align="flex-start">
            <Mark kind={c.stale ? 'open' : c.passed ? 'good' : 'bad'}>
              {t(c.stale ? 'projects/checkStale' : c.passed ? 'projects/checkPassed' : 'projects/checkFailed')}
            </Mark>
            <Text fw={600}>{t(`checkWord/${c.check as 'lint'}`)}</Text>
            <Text size="sm" c="dimmed" style={{ flex: '1 1 16rem' }}>
              {c.on}
              {c.note && ` · ${c.note}`}
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  )
}

/** Runs a check, and shows all that it found. */
function Run({ of, role }: { of: Project; role: LifeRole }) {
  const { t, say, lang } = useWords()
  const [national, choose] = useState('')
  const [pairs, setPairs] = useState('')
  const [none, setNone] = useState('')
  const [found, setFound] = useState<TextChecked>()
  const standards = (useQuery(standardsQuery()).data ?? []).filter((s) => s.id.startsWith('cn/'))
  const run = useDoing(
    (wish: Parameters<typeof wished>[0], key) =>
      ask('POST /projects/:id/checks', { params: { id: of.id }, body: { role, wish: wished(wish), lang }, key }),
    { touches: [['projects']], done: setFound },
  )
  const read = pairsIn(pairs)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button loading={run.isPending} onClick={() => run.mutate({ check: 'lint' })}>
          {t('projects/runLint')}
        </Button>
      </Group>
      <NativeSelect
        label={t('projects/national')}
        value={national}
        maw={480}
        data={[
          { value: '', label: t('projects/noNational') },
          ...standards.map((s) => ({ value: s.hash, label: `${s.id} · ${say(s.title)}` })),
        ]}
        onChange={(e) => choose(e.currentTarget.value)}
      />
      {national === '' ? (
        <Textarea
          label={t('projects/whyNoNational')}
          maw={640}
          autosize
          value={none}
          onChange={(e) => setNone(e.currentTarget.value)}
        />
      ) : (
        <Textarea
          label={t('projects/pairs')}
          description={t('projects/pairsHint')}
          placeholder="V2=Q_21"
          maw={640}
          autosize
          minRows={2}
          ff="monospace"
          error={read.wrong && t('projects/pairWrong', { line: read.wrong })}
          value={pairs}
          onChange={(e) => setPairs(e.currentTarget.value)}
        />
      )}
      <Button
        variant="default"
        loading={run.isPending}
        disabled={national === '' ? none.trim() === '' : read.wrong !== undefined}
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          run.mutate({ check: 'not-looser', national, pairs: read.pairs, ...(national === '' ? { none } : {}) })
        }
      >
        {t('projects/runNational')}
      </Button>
      {run.isError && <Problems error={run.error} />}
      <div role="status">
        {found && (
          <Stack gap="xs">
            <Text fw={600}>
              {t(found.passed ? 'projects/checkPassed' : 'projects/checkFailed')} · {found.note}
            </Text>
            <Problems
              problems={found.problems.slice(0, 200)}
              title={t('projects/found', { n: found.problems.length })}
            />
            {found.compared.length > 0 && (
              <ul className="plain">
                {found.compared.map((c) => (
                  <li key={`${c.local} ${c.national}`}>
                    <Group gap="xs">
                      <Mark kind={marks[c.direction]}>{t(`directionWord/${c.direction}`)}</Mark>
                      <Text size="sm">
                        {c.local} ↔ {c.national}
                      </Text>
                    </Group>
                  </li>
                ))}
              </ul>
            )}
          </Stack>
        )}
      </div>
    </Stack>
  )
}

const marks = { stricter: 'good', equal: 'good', looser: 'bad', incomparable: 'open' } as const

function wished(
  w:
    | { readonly check: 'lint' }
    | {
        readonly check: 'not-looser'
        readonly national: string
        readonly pairs: readonly (readonly [string, string])[]
        readonly none?: string
      },
) {
  if (w.check === 'lint') return { check: 'lint' as const }
  const pairs = w.pairs.map(([a, b]) => [a, b] as [string, string])
  return {
    check: 'not-looser' as const,
    against: w.national === '' ? [] : [{ standard: w.national, pairs }],
    ...(w.none === undefined ? {} : { none: w.none }),
  }
}
