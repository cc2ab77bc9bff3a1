import { Group, Stack, Tabs, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { proceduresQuery, projectQuery } from '../api/queries.ts'
import type { Project } from '../api/types.ts'
import { today } from '../assess/today.ts'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Ballots } from './ballots.tsx'
import { Comments } from './comments.tsx'
import { History } from './history.tsx'
import { OtherAct } from './other-act.tsx'
import { Deadlines, Documents, Ways } from './standing.tsx'
import { TextOf } from './text.tsx'

const tabs = ['standing', 'comments', 'ballots', 'history'] as const

/** One project: where it stands, what is asked for, and everything that was written down. */
export function ProjectPage() {
  const { id } = useParams({ from: '/inside/projects/$id' })
  const { on } = useSearch({ from: '/inside/projects/$id' })
  return <Loaded query={useQuery(projectQuery(id, on))}>{(p) => <Shown of={p} on={on} />}</Loaded>
}

function Shown({ of, on }: { of: Project; on: string | undefined }) {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const { tab } = useSearch({ from: '/inside/projects/$id' })
  const procedures = useQuery(proceduresQuery)
  const procedure = procedures.data?.find((p) => p.id === of.procedure)
  const go = (search: { tab?: string; on?: string }) =>
    void navigate({ to: '/projects/$id', params: { id: of.id }, search, replace: true })
  const shown = tabs.find((x) => x === tab) ?? 'standing'
  const past = on !== undefined
  return (
    <Page
      title={say(of.title)}
      lead={`${of.state} ${say(of.stateTitle)}${of.paused ? ` · ${t('deedWord/paused')}` : ''}`}
    >
      <Group align="flex-end" justify="space-between">
        <Pairs
          of={[
            [t('projects/procedure'), say(procedure?.title)],
            [t('projects/planNumber'), of.planNumber],
            [t('projects/number'), of.number],
            [t('projects/kind'), t(`projects/${of.opened.kind}`)],
          ]}
        />
        <TextInput
          type="date"
          label={t('projects/asOf')}
          max={today()}
          value={on ?? ''}
          onChange={(e) =>
            go({ ...(tab ? { tab } : {}), ...(e.currentTarget.value ? { on: e.currentTarget.value } : {}) })
          }
        />
      </Group>
      {past && (
        <Note>
          {on}: {t('projects/asOfHint')}
        </Note>
      )}
      <Tabs
        value={shown}
        onChange={(to) => go({ ...(to && to !== 'standing' ? { tab: to } : {}), ...(on ? { on } : {}) })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={say(of.title)}>
          <Tabs.Tab value="standing">{t('projects/state')}</Tabs.Tab>
          <Tabs.Tab value="comments">
            {t('projects/comments')} {of.comments.length}
          </Tabs.Tab>
          <Tabs.Tab value="ballots">
            {t('projects/ballots')} {of.ballots.length}
          </Tabs.Tab>
          <Tabs.Tab value="history">{t('projects/history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="standing">
          <Stack gap="lg">
            <Ways of={of} past={past} />
            <TextOf of={of} past={past} />
            <Documents of={of} past={past} procedure={procedure} />
            <Deadlines of={of} />
            {!past && <OtherAct of={of} />}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="comments">
          <Comments of={of} past={past} />
        </Tabs.Panel>
        <Tabs.Panel value="ballots">
          <Ballots of={of} past={past} procedure={procedure} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History of={of} past={past} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
