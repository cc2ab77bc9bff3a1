import { Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { allReportsQuery, standardsQuery, subjectsQuery } from '../api/queries.ts'
import type { ListedReport } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { useMay, usePrincipal } from '../shell/principal.ts'
import { ShortHeadline } from '../ui/headline.tsx'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Mark, Verdict } from '../ui/marks.tsx'
import { More } from '../ui/more.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords, type WordKey } from '../words/words.ts'

const states = ['undecided', 'valid', 'expired', 'suspended', 'withdrawn', 'none'] as const
const wordOf = (state: (typeof states)[number]): WordKey => (state === 'none' ? 'report/notGranted' : `report/${state}`)
const marks = {
  undecided: 'open',
  valid: 'good',
  expired: 'soft',
  suspended: 'open',
  withdrawn: 'bad',
  none: 'bad',
} as const

/** All reports that one may see, of one's own systems and of those that one assesses for others. */
export function Reports() {
  const { t } = useWords()
  const search = useSearch({ from: '/inside/reports' })
  const state = states.find((s) => s === search.state)
  const filter = {
    ...(search.standard ? { standard: search.standard } : {}),
    ...(search.subject ? { subject: search.subject } : {}),
    ...(state ? { state } : {}),
  }
  const list = useInfiniteQuery(allReportsQuery(filter))
  const all = list.data?.pages.flatMap((p) => p.items)
  const filtered = Object.keys(filter).length > 0
  return (
    <Page title={t('report/listTitle')} lead={t('report/listLead')}>
      <Filters of={filter} />
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading />}
      {all?.length === 0 && (
        <Empty
          title={t(filtered ? 'report/emptyFiltered' : 'report/empty')}
          text={t(filtered ? 'report/emptyFilteredText' : 'report/emptyText')}
        />
      )}
      {all && all.length > 0 && <List of={all} />}
      <More of={list} />
    </Page>
  )
}

function Filters({ of }: { of: { standard?: string; subject?: string; state?: string } }) {
  const { t, say } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const standards = useQuery(standardsQuery(true))
  const subjects = useQuery({ ...subjectsQuery, enabled: may('subject.read') })
  const select = (name: keyof typeof of, label: string, data: readonly { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      miw="10rem"
      maw="100%"
      w="18rem"
      value={of[name] ?? ''}
      data={data}
      onChange={(e) => {
        const { [name]: _, ...rest } = of
        const chosen = e.currentTarget.value
        void navigate({ to: '/reports', search: chosen ? { ...rest, [name]: chosen } : rest, replace: true })
      }}
    />
  )
  // a standard is asked for in whatever edition
  const byId = new Map((standards.data ?? []).map((s) => [s.id, say(s.title) || s.id]))
  return (
    <Group gap="sm" align="flex-end">
      {select('subject', t('assess/system'), [
        { value: '', label: t('report/allSystems') },
        ...(subjects.data ?? []).map((s) => ({ value: s.id, label: say(s.title) || s.name })),
      ])}
      {select('standard', t('assess/standard'), [
        { value: '', label: t('report/allStandards') },
        ...[...byId].map(([value, label]) => ({ value, label })),
      ])}
      {select('state', t('assess/stateFilter'), [
        { value: '', label: t('report/allStates') },
        ...states.map((s) => ({ value: s, label: t(wordOf(s)) })),
      ])}
    </Group>
  )
}

function List({ of }: { of: readonly ListedReport[] }) {
  const { t, say, time } = useWords()
  const { org } = usePrincipal()
  const names = useNames()
  const [picked, setPicked] = useState<readonly string[]>([])
  const [first, second] = picked
  return (
    <Stack gap="sm">
      <Group gap="sm" role="status">
        {first && second ? (
          <ButtonLink to="/compare" search={{ first, second }}>
            {t('report/comparePicked')}
          </ButtonLink>
        ) : (
          <Text c="dimmed">{t('report/pickTwo')}</Text>
        )}
      </Group>
      <Listing
        name={t('report/listTitle')}
        of={of}
        keyOf={(r) => r.id}
        columns={[
          {
            head: t('assess/system'),
            of: (r) => (
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <Checkbox
                  aria-label={t('report/pick', {
                    name: `${say(r.subject.title)} ${r.subject.version}, ${time(r.createdAt)}`,
                  })}
                  checked={picked.includes(r.id)}
                  disabled={picked.length === 2 && !picked.includes(r.id)}
                  onChange={(e) =>
                    setPicked(e.currentTarget.checked ? [...picked, r.id] : picked.filter((id) => id !== r.id))
                  }
                />
                <div>
                  <TextLink to="/reports/$id" params={{ id: r.id }}>
                    {say(r.subject.title)}
                  </TextLink>{' '}
                  <Text span size="sm" c="dimmed">
                    {r.subject.version}
                  </Text>
                </div>
              </Group>
            ),
          },
          { head: t('assess/standard'), of: (r) => names.standard(r.standard) },
          {
            head: t('report/title'),
            of: (r) => (
              <>
                <ShortHeadline of={r.headline} />
                <Verdict verdict={r.verdict} />
              </>
            ),
          },
          {
            head: t('report/forWhom'),
            of: (r) => (
              <>
                {r.org === org ? t('report/forUs') : names.organization(r.org)}
                <Text size="sm" c="dimmed">
                  {t(`kindOf/${r.kind}`)}
                </Text>
              </>
            ),
          },
          {
            head: t('assess/stateFilter'),
            of: (r) => {
              const state = r.attestation?.status ?? 'undecided'
              return <Mark kind={marks[state]}>{t(wordOf(state))}</Mark>
            },
          },
          { head: t('report/made'), whole: true, of: (r) => time(r.createdAt) },
        ]}
      />
    </Stack>
  )
}
