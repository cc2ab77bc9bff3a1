import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Anchor, anchorOn, type Located, locate } from '../../../src/drafting/anchors.ts'
import { ask } from '../api/client.ts'
import { draftCommentsQuery } from '../api/queries.ts'
import type { DraftComment } from '../api/types.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWhoIs } from '../ui/who-is.ts'
import { useWords } from '../words/words.ts'
import type { Checked } from './checked.ts'

type Clause = Checked['clauses'][number]

/** As the API sends it, a missing key may be there without a value. */
export const anchorOf = ({ id, number, parent, words, quote }: DraftComment['anchor']): Anchor => ({
  id,
  words,
  ...(number === undefined ? {} : { number }),
  ...(parent === undefined ? {} : { parent }),
  ...(quote === undefined ? {} : { quote }),
})

/** What members say of clauses, each where its clause is in the present text; what is gone is said to be gone. */
export function Comments({
  id,
  version,
  clauses,
  clause,
  selected,
  onGo,
}: {
  id: string
  version: number
  clauses: readonly Clause[]
  clause: Clause | undefined
  /** words that are selected in the text */
  selected: () => string
  onGo: (from: number) => void
}) {
  const { t } = useWords()
  const may = useMay()
  const all = useQuery(draftCommentsQuery(id))
  const [resolved, setResolved] = useState(false)
  return (
    <Stack gap="sm">
      {may('draft.comment') && clause && <Say id={id} version={version} clause={clause} selected={selected} />}
      {may('draft.comment') && !clause && <Text c="dimmed">{t('drafting/pick')}</Text>}
      <Loaded query={all}>
        {(rows) => {
          const threads = rows.filter((c) => c.replyTo === null && (resolved || c.resolvedAt === null))
          return (
            <Stack gap="xs">
              <Checkbox
                label={t('drafting/showResolved')}
                checked={resolved}
                onChange={(e) => setResolved(e.currentTarget.checked)}
              />
              {threads.length === 0 && <Text c="dimmed">{t('drafting/noComments')}</Text>}
              <ul className="plain">
                {threads.map((c) => (
                  <Thread
                    key={c.id}
                    id={id}
                    version={version}
                    comment={c}
                    answers={rows.filter((a) => a.replyTo === c.id)}
                    located={locate(anchorOf(c.anchor), clauses)}
                    clauses={clauses}
                    onGo={onGo}
                  />
                ))}
              </ul>
            </Stack>
          )
        }}
      </Loaded>
    </Stack>
  )
}

function Say({
  id,
  version,
  clause,
  selected,
}: {
  id: string
  version: number
  clause: Clause
  selected: () => string
}) {
  const { t } = useWords()
  const [body, setBody] = useState('')
  const send = useDoing(
    (said: string, key) => {
      const quote = selected()
      const start = quote === '' ? -1 : clause.words.indexOf(quote)
      const place = anchorOf(clause)
      const anchor = start < 0 ? place : anchorOn(place, { start, end: start + quote.length })
      const { quote: found, ...rest } = anchor
      return ask('POST /drafts/:id/comments', {
        params: { id },
        body: { version, anchor: { ...rest, ...(found ? { quote: found } : {}) }, body: said },
        key,
      })
    },
    { touches: [['drafts', id, 'comments']], done: () => setBody('') },
  )
  return (
    <Stack gap="xs">
      <Textarea
        label={t('drafting/commentOn', { name: clause.number ?? clause.id })}
        autosize
        minRows={2}
        maxLength={8000}
        value={body}
        onChange={(e) => setBody(e.currentTarget.value)}
      />
      <Group>
        <Button
          size="compact-md"
          disabled={body.trim() === ''}
          loading={send.isPending}
          onClick={() => send.mutate(body.trim())}
        >
          {t('drafting/send')}
        </Button>
      </Group>
      {send.isError && <Problems error={send.error} />}
    </Stack>
  )
}

function Thread({
  id,
  version,
  comment: c,
  answers,
  located,
  clauses,
  onGo,
}: {
  id: string
  version: number
  comment: DraftComment
  answers: readonly DraftComment[]
  located: Located
  clauses: readonly Clause[]
  onGo: (from: number) => void
}) {
  const { t, time } = useWords()
  const whoIs = useWhoIs()
  const may = useMay()
  const [body, setBody] = useState('')
  const touches = [['drafts', id, 'comments']]
  const answer = useDoing(
    (said: string, key) =>
      ask('POST /drafts/:id/comments', {
        params: { id },
        body: { version, anchor: c.anchor, body: said, replyTo: c.id },
        key,
      }),
    { touches, done: () => setBody('') },
  )
  const settle = useDoing(
    (done: boolean, key) =>
      ask('POST /draft-comments/:id/resolve', { params: { id: c.id }, body: { resolved: done }, key }),
    { touches },
  )
  const home = located.kind === 'found' ? clauses.find((x) => x.id === located.at[0]?.id) : undefined
  const near = located.kind === 'gone' ? clauses.find((x) => x.id === located.nearest) : undefined
  const name = (x: { id: string; number?: string | undefined }) => x.number ?? x.id
  const how =
    located.kind === 'gone'
      ? [t('drafting/gone'), near && t('drafting/nearest', { name: name(near) })].filter(Boolean).join(' · ')
      : located.changes.map((change) => t(`anchored/${change}`)).join(' · ') || t('drafting/unchanged')
  return (
    <li className="sheet">
      <Text size="sm" c="dimmed">
        <b>{name(home ?? c.anchor)}</b> · {whoIs(c.saidBy)} · {how} · {t('drafting/onVersion', { n: c.version })} ·{' '}
        {time(c.saidAt)}
        {c.resolvedAt !== null &&
          ` · ${t('drafting/resolved')}${c.resolvedBy === null ? '' : ` (${whoIs(c.resolvedBy)})`}`}
      </Text>
      {c.anchor.quote && (
        <Text size="sm" component="blockquote" m={0} className="quote">
          {c.anchor.quote.exact}
        </Text>
      )}
      <Text style={{ whiteSpace: 'pre-wrap' }}>{c.body}</Text>
      {answers.map((a) => (
        <Text key={a.id} size="sm" ps="md" style={{ whiteSpace: 'pre-wrap' }}>
          ↳ {a.body}{' '}
          <span className="dim">
            {whoIs(a.saidBy)} · {time(a.saidAt)}
          </span>
        </Text>
      ))}
      <Group gap="xs" mt={6}>
        {home && (
          <Button variant="default" size="compact-sm" onClick={() => onGo(home.from)}>
            {t('drafting/show')}
          </Button>
        )}
        {may('draft.comment') && (
          <Button
            variant="default"
            size="compact-sm"
            loading={settle.isPending}
            onClick={() => settle.mutate(c.resolvedAt === null)}
          >
            {t(c.resolvedAt === null ? 'drafting/resolve' : 'drafting/reopen')}
          </Button>
        )}
      </Group>
      {may('draft.comment') && (
        <Group gap="xs" align="flex-end" mt={6}>
          <Textarea
            label={t('drafting/answer')}
            autosize
            maxLength={8000}
            value={body}
            onChange={(e) => setBody(e.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button
            variant="default"
            size="compact-md"
            disabled={body.trim() === ''}
            loading={answer.isPending}
            onClick={() => answer.mutate(body.trim())}
          >
            {t('drafting/send')}
          </Button>
        </Group>
      )}
      {answer.isError && <Problems error={answer.error} />}
      {settle.isError && <Problems error={settle.error} />}
    </li>
  )
}
