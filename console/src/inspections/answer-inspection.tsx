import { Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { subjectsQuery } from '../api/queries.ts'
import type { RequestRow } from '../api/types.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** The company names the system, where the regulator named none, and comments. */
export function AnswerInspection({ of: r }: { of: RequestRow }) {
  const { t, say } = useWords()
  const may = useMay()
  const subjects = useQuery({ ...subjectsQuery, enabled: r.subject === null })
  const [given, set] = useState({ subject: '', comment: '' })
  const answer = useDoing(
    (body: { subject?: string; comment: string }, key) =>
      ask('POST /inspections/:id/answer', { params: { id: r.id }, body, key }),
    { touches: [['requests'], ['assessments']], says: t('inspections/answered') },
  )
  if (!may('inspection.answer')) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { subject, comment } = given
    answer.mutate(r.subject === null ? { subject, comment } : { comment })
  }
  const form = (which?: React.ReactNode) => (
    <form onSubmit={submit}>
      <Stack maw={640}>
        {answer.isError && <Problems error={answer.error} />}
        {which}
        <Textarea
          label={t('shell/optionally', { name: t('inspections/comment') })}
          autosize
          minRows={2}
          value={given.comment}
          onChange={(e) => set({ ...given, comment: e.currentTarget.value })}
        />
        <Button type="submit" loading={answer.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('inspections/sendAnswer')}
        </Button>
      </Stack>
    </form>
  )
  return (
    <Section title={t('inspections/answer')}>
      <Text c="dimmed" mb="sm">
        {t('inspections/answerLead')}
      </Text>
      {r.subject !== null ? (
        form()
      ) : (
        <Loaded query={subjects}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('systems/empty')} text={t('systems/emptyText')}>
                <ButtonLink to="/systems/new">{t('systems/add')}</ButtonLink>
              </Empty>
            ) : (
              form(
                <NativeSelect
                  label={t('inspections/name')}
                  required
                  value={given.subject}
                  data={[
                    { value: '', label: t('shell/choose') },
                    ...all.map((s) => ({ value: s.id, label: `${say(s.title) || s.name} · ${s.version}` })),
                  ]}
                  onChange={(e) => set({ ...given, subject: e.currentTarget.value })}
                />,
              )
            )
          }
        </Loaded>
      )}
    </Section>
  )
}
