import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { proceduresQuery } from '../api/queries.ts'
import { useDoing } from '../ui/doing.ts'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** A proposal: what, of which kind, and why it is to be a local standard. */
export function NewProject() {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const [given, set] = useState({
    procedure: 'cn-sh-local',
    zh: '',
    en: '',
    kind: 'new' as 'new' | 'revise' | 'amend',
    object: '',
    whyLocal: '',
  })
  const open = useDoing(
    ({ procedure, zh, en, ...deed }: typeof given, key) =>
      ask('POST /projects', {
        body: { procedure, role: 'drafting-lead', deed: { what: 'opened', title: { zh, en }, ...deed } },
        key,
      }),
    {
      touches: [['projects']],
      says: t('projects/opened'),
      done: ({ id }) => void navigate({ to: '/projects/$id', params: { id } }),
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate(given)
  }
  return (
    <Page title={t('projects/open')}>
      <Loaded query={useQuery(proceduresQuery)}>
        {(procedures) => (
          <form onSubmit={submit}>
            <Stack maw={640}>
              {open.isError && <Problems error={open.error} />}
              <NativeSelect
                label={t('projects/procedure')}
                value={given.procedure}
                data={procedures.map((p) => ({ value: p.id, label: say(p.title) }))}
                onChange={(e) => set({ ...given, procedure: e.currentTarget.value })}
              />
              <Note>{say(procedures.find((p) => p.id === given.procedure)?.note)}</Note>
              <TextInput
                label={t('projects/titleZh')}
                required
                maxLength={300}
                value={given.zh}
                onChange={(e) => set({ ...given, zh: e.currentTarget.value })}
              />
              <TextInput
                label={t('projects/titleEn')}
                maxLength={300}
                value={given.en}
                onChange={(e) => set({ ...given, en: e.currentTarget.value })}
              />
              <NativeSelect
                label={t('projects/kind')}
                value={given.kind}
                data={(['new', 'revise', 'amend'] as const).map((k) => ({ value: k, label: t(`projects/${k}`) }))}
                onChange={(e) => set({ ...given, kind: e.currentTarget.value as typeof given.kind })}
              />
              <Textarea
                label={t('projects/object')}
                required
                autosize
                minRows={2}
                value={given.object}
                onChange={(e) => set({ ...given, object: e.currentTarget.value })}
              />
              <Textarea
                label={t('projects/whyLocal')}
                description={t('projects/whyLocalHint')}
                required
                autosize
                minRows={2}
                value={given.whyLocal}
                onChange={(e) => set({ ...given, whyLocal: e.currentTarget.value })}
              />
              <Button type="submit" loading={open.isPending} style={{ alignSelf: 'flex-start' }}>
                {t('projects/open')}
              </Button>
            </Stack>
          </form>
        )}
      </Loaded>
    </Page>
  )
}
