import { Button, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { officesQuery, standardsQuery, subjectsQuery } from '../api/queries.ts'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

export function NewRequest({ subject }: { subject: string | undefined }) {
  const { t, say } = useWords()
  const [open, setOpen] = useState(subject !== undefined)
  // names elsewhere may have asked a while ago; who chooses sees whom there is now
  const offices = useQuery({ ...officesQuery, refetchOnMount: 'always' })
  const subjects = useQuery(subjectsQuery)
  const standards = useQuery(standardsQuery())
  const [given, set] = useState({ performer: '', subject: subject ?? '', standard: '', message: '' })
  const send = useDoing((body: typeof given, key) => ask('POST /requests', { body, key }), {
    touches: [['requests']],
    says: t('requests/sentDone'),
    done: () => setOpen(false),
  })
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('requests/new')}</Button>
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(given)
  }
  const select = (
    name: 'performer' | 'subject' | 'standard',
    label: string,
    data: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      required
      value={given[name]}
      data={[{ value: '', label: t('shell/choose') }, ...data]}
      onChange={(e) => set({ ...given, [name]: e.currentTarget.value })}
    />
  )
  return (
    <Section title={t('requests/new')}>
      <form onSubmit={submit}>
        <Stack maw={640}>
          {send.isError && <Problems error={send.error} />}
          {select(
            'performer',
            t('requests/performer'),
            (offices.data ?? []).map((o) => ({ value: o.id, label: `${say(o.name)} (${t(`kinds/${o.kind}`)})` })),
          )}
          {select(
            'subject',
            t('assess/system'),
            (subjects.data ?? []).map((s) => ({ value: s.id, label: `${say(s.title)} · ${s.version}` })),
          )}
          {select(
            'standard',
            t('assess/standard'),
            (standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} ${s.edition}` })),
          )}
          <Textarea
            label={t('requests/message')}
            description={t('requests/messageHint')}
            autosize
            minRows={3}
            value={given.message}
            onChange={(e) => set({ ...given, message: e.currentTarget.value })}
          />
          <Button type="submit" loading={send.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('requests/send')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
