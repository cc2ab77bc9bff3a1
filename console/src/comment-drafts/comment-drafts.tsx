import { Anchor, Button, Checkbox, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { commentDraftsQuery } from '../api/queries.ts'
import type { CommentDraft } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

const types = ['general', 'technical', 'editorial', 'format'] as const
const blank = {
  clause: '',
  type: 'technical' as (typeof types)[number],
  original: '',
  proposed: '',
  reason: '',
  submitter: { organization: '', contact: '', named: true },
}

/** What is open to comments; anybody may say something. */
export function CommentDrafts() {
  const { t } = useWords()
  return (
    <Page title={t('commentDrafts/title')} lead={t('commentDrafts/lead')}>
      <Loaded query={useQuery(commentDraftsQuery)}>
        {(all) =>
          all.length === 0 ? <Empty title={t('commentDrafts/empty')} /> : all.map((d) => <One key={d.id} of={d} />)
        }
      </Loaded>
    </Page>
  )
}

function One({ of }: { of: CommentDraft }) {
  const { t, say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <Section title={say(of.title)}>
      <Stack gap="sm">
        <Text c="dimmed">
          {say(of.committee)} · {t('commentDrafts/since', { day: of.since })}
        </Text>
        {of.hasDraft ? (
          <Anchor href={`/api/v1/comment-drafts/${of.id}/draft`}>{t('commentDrafts/read')}</Anchor>
        ) : (
          <Text>{t('commentDrafts/noDraft')}</Text>
        )}
        {open ? (
          <Form id={of.id} />
        ) : (
          <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setOpen(true)}>
            {t('commentDrafts/comment')}
          </Button>
        )}
      </Stack>
    </Section>
  )
}

function Form({ id }: { id: string }) {
  const { t } = useWords()
  const [given, set] = useState(blank)
  const [received, setReceived] = useState<string>()
  const send = useDoing(
    (body: typeof blank, key) => ask('POST /comment-drafts/:id/comments', { params: { id }, body, key }),
    {
      done: ({ comment }) => {
        setReceived(comment)
        // who comments on several clauses says who they are once
        set({ ...blank, submitter: given.submitter })
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(given)
  }
  const who = (to: Partial<typeof blank.submitter>) => set({ ...given, submitter: { ...given.submitter, ...to } })
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        {send.isError && <Problems error={send.error} />}
        {received && (
          <div role="status">
            <Note>{t('commentDrafts/sent', { id: received })}</Note>
          </div>
        )}
        <TextInput
          label={t('projects/clause')}
          description={t('commentDrafts/clauseHint')}
          maxLength={200}
          value={given.clause}
          onChange={(e) => set({ ...given, clause: e.currentTarget.value })}
        />
        <NativeSelect
          label={t('projects/type')}
          value={given.type}
          data={types.map((x) => ({ value: x, label: t(`commentWord/${x}`) }))}
          onChange={(e) => set({ ...given, type: e.currentTarget.value as typeof given.type })}
        />
        <Textarea
          label={t('projects/original')}
          autosize
          maxLength={4000}
          value={given.original}
          onChange={(e) => set({ ...given, original: e.currentTarget.value })}
        />
        <Textarea
          label={t('projects/proposed')}
          autosize
          maxLength={4000}
          value={given.proposed}
          onChange={(e) => set({ ...given, proposed: e.currentTarget.value })}
        />
        <Textarea
          label={t('commentDrafts/why')}
          required
          autosize
          minRows={2}
          maxLength={4000}
          value={given.reason}
          onChange={(e) => set({ ...given, reason: e.currentTarget.value })}
        />
        <TextInput
          label={t('commentDrafts/organization')}
          required
          maxLength={200}
          autoComplete="organization"
          value={given.submitter.organization}
          onChange={(e) => who({ organization: e.currentTarget.value })}
        />
        <TextInput
          label={t('commentDrafts/contact')}
          description={t('commentDrafts/contactHint')}
          maxLength={300}
          autoComplete="email"
          value={given.submitter.contact}
          onChange={(e) => who({ contact: e.currentTarget.value })}
        />
        <Checkbox
          label={t('commentDrafts/named')}
          checked={given.submitter.named}
          onChange={(e) => who({ named: e.currentTarget.checked })}
        />
        <Button type="submit" loading={send.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('commentDrafts/send')}
        </Button>
      </Stack>
    </form>
  )
}
