import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { standardsQuery, subjectsQuery } from '../api/queries.ts'
import type { AssessmentKind } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { AuthorityBanner } from '../ui/authority.tsx'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { today } from './today.ts'

export function NewAssessment() {
  const { t, say } = useWords()
  const search = useSearch({ from: '/inside/assessments/new' })
  const { kind: office } = usePrincipal()
  const navigate = useNavigate()
  const subjects = useQuery(subjectsQuery)
  const standards = useQuery(standardsQuery())
  const kinds: readonly AssessmentKind[] =
    office === 'laboratory'
      ? ['third-party', 'self']
      : office === 'regulator'
        ? ['supervisory', 'third-party', 'self']
        : ['self']
  const [given, set] = useState({
    subject: search.subject ?? '',
    standard: search.standard ?? '',
    kind: kinds[0]!,
    date: today(),
  })
  const create = useDoing((body: typeof given, key) => ask('POST /assessments', { body, key }), {
    touches: [['assessments']],
    done: ({ id }) => void navigate({ to: '/assessments/$id', params: { id } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(given)
  }
  const chosen = standards.data?.find((s) => s.hash === given.standard)
  return (
    <Page title={t('assess/newTitle')} lead={t('assess/lead')}>
      <Loaded query={subjects}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('systems/empty')} text={t('systems/emptyText')}>
              <ButtonLink to="/systems/new">{t('systems/add')}</ButtonLink>
            </Empty>
          ) : (
            <form onSubmit={submit}>
              <Stack maw={640}>
                {create.isError && <Problems error={create.error} />}
                <NativeSelect
                  label={t('assess/system')}
                  required
                  value={given.subject}
                  data={[
                    { value: '', label: t('shell/choose') },
                    ...all.map((s) => ({ value: s.id, label: `${say(s.title) || s.name} · ${s.version}` })),
                  ]}
                  onChange={(e) => set({ ...given, subject: e.currentTarget.value })}
                />
                <NativeSelect
                  label={t('assess/standard')}
                  required
                  value={given.standard}
                  data={[
                    { value: '', label: t('shell/choose') },
                    ...(standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} ${s.edition}` })),
                  ]}
                  onChange={(e) => set({ ...given, standard: e.currentTarget.value })}
                />
                {chosen && <AuthorityBanner authority={chosen.authority as 'official'} />}
                <NativeSelect
                  label={t('assess/kind')}
                  value={given.kind}
                  data={kinds.map((k) => ({ value: k, label: t(`kindOf/${k}`) }))}
                  onChange={(e) => set({ ...given, kind: e.currentTarget.value as AssessmentKind })}
                />
                <TextInput
                  type="date"
                  label={t('assess/date')}
                  required
                  maw={220}
                  value={given.date}
                  onChange={(e) => set({ ...given, date: e.currentTarget.value })}
                />
                <Button type="submit" loading={create.isPending} style={{ alignSelf: 'flex-start' }}>
                  {t('assess/create')}
                </Button>
              </Stack>
            </form>
          )
        }
      </Loaded>
    </Page>
  )
}
