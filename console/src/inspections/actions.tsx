import { Group, Stack, Switch, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { correctiveActionsQuery } from '../api/queries.ts'
import type { CorrectiveAction } from '../api/types.ts'
import { EvidenceLinks } from '../assess/evidence-links.tsx'
import { usePrincipal } from '../shell/principal.ts'
import { Due } from '../ui/due.tsx'
import { TextLink } from '../ui/links.tsx'
import { Mark } from '../ui/marks.tsx'
import { More } from '../ui/more.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Conclude } from './conclude.tsx'
import { Mend } from './mend.tsx'

const marks = { open: 'open', answered: 'soft', closed: 'good' } as const

/** What is to be mended, of one inspection or of all; a company answers, a regulator closes or gives back. */
export function Actions({ assessment }: { assessment?: string }) {
  const { t } = useWords()
  const { kind } = usePrincipal()
  const [overdue, setOverdue] = useState(false)
  const list = useInfiniteQuery(
    correctiveActionsQuery({
      side: kind === 'regulator' ? 'demanded' : 'own',
      ...(assessment ? { assessment } : {}),
      ...(overdue ? { overdue: 'true' as const } : {}),
    }),
  )
  const all = list.data?.pages.flatMap((p) => p.items)
  return (
    <Section
      title={t('actions/title')}
      aside={
        <Switch
          label={t('actions/onlyOverdue')}
          checked={overdue}
          onChange={(e) => setOverdue(e.currentTarget.checked)}
        />
      }
    >
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading lines={3} />}
      {all?.length === 0 && <Empty title={t(overdue ? 'actions/emptyOverdue' : 'actions/empty')} />}
      {all && all.length > 0 && (
        <Stack component="ul" className="plain" gap="xs">
          {all.map((a) => (
            <li key={a.id} className="sheet">
              <One of={a} linked={assessment === undefined} />
            </li>
          ))}
        </Stack>
      )}
      <More of={list} />
    </Section>
  )
}

function One({ of: a, linked }: { of: CorrectiveAction; linked: boolean }) {
  const { t, time, colon } = useWords()
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Text fw={600}>
          {t('actions/clause')} {a.clause}
        </Text>
        <Mark kind={marks[a.state]}>{t(`actions/${a.state}`)}</Mark>
      </Group>
      <Text style={{ whiteSpace: 'pre-wrap' }}>{a.finding}</Text>
      <Text size="sm" component="div">
        {t('actions/due')}
        {colon}
        <Due day={a.due} overdue={a.overdue} />
        {a.reopened > 0 && ` · ${t('actions/reopenedN', { n: a.reopened })}`}
        {linked && (
          <>
            {' · '}
            <TextLink to="/inspections/$id" params={{ id: a.assessment }} underline="always">
              {t('actions/toInspection')}
            </TextLink>
          </>
        )}
      </Text>
      {a.answer !== null && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {t('actions/answer')}
          {colon}
          {a.answer} {a.answeredAt && `(${time(a.answeredAt)})`}
        </Text>
      )}
      {a.evidence.length > 0 && <EvidenceLinks of={a.evidence} assessment={a.assessment} />}
      {a.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {t('actions/remark')}
          {colon}
          {a.note}
        </Text>
      )}
      {a.state === 'open' && <Mend of={a} />}
      {a.state !== 'closed' && <Conclude of={a} />}
    </Stack>
  )
}
