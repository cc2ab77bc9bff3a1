import { Anchor, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { LifeRole, Project } from '../api/types.ts'
import { Mark } from '../ui/marks.tsx'
import { Note } from '../ui/note.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { useAct } from './acting.ts'
import { ImportTable } from './import-table.tsx'

type Comment = Project['comments'][number]
const dispositions = ['accept', 'partial', 'reject', 'duplicate', 'out-of-scope'] as const

/** What was said of the draft, and what was done about it. */
export function Comments({ of, past }: { of: Project; past: boolean }) {
  const { t, lang, number } = useWords()
  if (of.comments.length === 0)
    return (
      <Stack>
        <Empty title={t('projects/noComments')} />
        {!past && <ImportTable of={of} />}
      </Stack>
    )
  const { comments, open, asked, withComments } = of.statistics
  const table = (as: 'xlsx' | 'csv') => `/api/v1/projects/${of.id}/comments?as=${as}&lang=${lang}`
  return (
    <Stack>
      <Group justify="space-between">
        <Text>
          {t('projects/statistics', {
            n: number(comments),
            open: number(open),
            asked: number(asked),
            with: number(withComments),
          })}
        </Text>
        <Group gap="xs">
          {(['xlsx', 'csv'] as const).map((as) => (
            <Anchor key={as} href={table(as)}>
              {t('projects/table')} {as.toUpperCase()}
            </Anchor>
          ))}
        </Group>
      </Group>
      {!past && <ImportTable of={of} />}
      {of.dissent.map((d) => (
        <Note key={d.clause}>
          <strong>{t('projects/dissent')}</strong>{' '}
          {t('projects/dissentText', { clause: d.clause || '–', n: d.organizations.length })}
        </Note>
      ))}
      <ul className="plain">
        {of.comments.map((c) => (
          <li key={c.comment} className="sheet">
            <One of={of} comment={c} past={past} />
          </li>
        ))}
      </ul>
    </Stack>
  )
}

function One({ of, comment: c, past }: { of: Project; comment: Comment; past: boolean }) {
  const { t, colon } = useWords()
  const line = (label: string, text: string) =>
    text && (
      <Text size="sm">
        <Text span c="dimmed" size="sm">
          {label}
          {colon}
        </Text>
        {text}
      </Text>
    )
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text fw={600}>
          {c.clause || '–'} · {t(`commentWord/${c.type}`)}
        </Text>
        <Mark kind={c.handled ? 'good' : 'open'}>
          {c.handled ? t(`dispositionWord/${c.handled.disposition}`) : t('projects/unhandled')}
        </Mark>
      </Group>
      {line(t('projects/original'), c.original)}
      {line(t('projects/proposed'), c.proposed)}
      {line(t('projects/reason'), c.reason)}
      {line(
        t('projects/submitter'),
        `${c.submitter.organization}${c.submitter.named ? '' : ` (${t('projects/notNamed')})`}`,
      )}
      <Text size="xs" c="dimmed">
        {t('projects/round', { n: c.round })} · {c.received}
      </Text>
      {c.handled &&
        line(t('projects/disposition'), [c.handled.reason, c.handled.changedTo].filter(Boolean).join(' → '))}
      {!past && !c.handled && <Dispose of={of} comment={c} />}
    </Stack>
  )
}

function Dispose({ of, comment: c }: { of: Project; comment: Comment }) {
  const { t } = useWords()
  const role = (['drafter', 'drafting-lead', 'secretariat'] as const).find((r: LifeRole) => of.roles.includes(r))
  const [given, set] = useState({
    disposition: 'accept' as (typeof dispositions)[number],
    reason: '',
    changedTo: '',
    duplicateOf: '',
  })
  const act = useAct(of)
  if (role === undefined) return null
  const { duplicateOf, ...rest } = given
  return (
    <Stack gap="xs">
      {act.isError && <Problems error={act.error} />}
      <NativeSelect
        label={t('projects/disposition')}
        value={given.disposition}
        data={dispositions.map((d) => ({ value: d, label: t(`dispositionWord/${d}`) }))}
        onChange={(e) => set({ ...given, disposition: e.currentTarget.value as typeof given.disposition })}
      />
      {given.disposition === 'duplicate' && (
        <NativeSelect
          label={t('projects/duplicateOf')}
          value={duplicateOf}
          data={[
            { value: '', label: t('shell/choose') },
            ...of.comments
              .filter((o) => o.comment !== c.comment)
              .map((o) => ({ value: o.comment, label: `${o.clause} ${o.reason.slice(0, 40)}` })),
          ]}
          onChange={(e) => set({ ...given, duplicateOf: e.currentTarget.value })}
        />
      )}
      <Textarea
        label={t('projects/reason')}
        autosize
        required={given.disposition !== 'accept'}
        value={given.reason}
        onChange={(e) => set({ ...given, reason: e.currentTarget.value })}
      />
      <Textarea
        label={t('projects/changedTo')}
        autosize
        value={given.changedTo}
        onChange={(e) => set({ ...given, changedTo: e.currentTarget.value })}
      />
      <Button
        variant="default"
        loading={act.isPending}
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          act.mutate({
            role,
            deed: {
              what: 'disposed',
              comment: c.comment,
              ...rest,
              ...(given.disposition === 'duplicate' && duplicateOf ? { duplicateOf } : {}),
            },
          })
        }
      >
        {t('projects/dispose')}
      </Button>
    </Stack>
  )
}
