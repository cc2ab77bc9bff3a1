import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { assessmentQuery } from '../api/queries.ts'
import type { ReportRow } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { useMay, usePrincipal } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

/** What was decided about a report, whether it still stands, and whether everybody may see it. */
export function Attested({ of: r }: { of: ReportRow }) {
  const { t, time } = useWords()
  const names = useNames()
  const assessment = useQuery(assessmentQuery(r.assessment))
  const may = useMay()
  const { org } = usePrincipal()
  const touches = [['reports', r.id], ['assessments'], ['register']]
  const publish = useDoing((_: 'publish', key) => ask('POST /reports/:id/publish', { params: { id: r.id }, key }), {
    touches,
    says: t('report/published'),
  })
  const a = r.attestation
  if (!a) return null
  return (
    <Section
      title={t('report/status')}
      aside={
        // whoever was assessed publishes, and whoever assessed says whether it still stands
        assessment.data?.org === org &&
        may('report.publish') &&
        a.decision === 'granted' &&
        !a.published && (
          <Confirm label={t('report/publish')} text={t('report/publishText')} onYes={() => publish.mutate('publish')} />
        )
      }
    >
      <Stack>
        {publish.isError && <Problems error={publish.error} />}
        <Pairs
          of={[
            [t('assess/decide'), t(`report/${a.decision}`)],
            [t('report/status'), t(`report/${a.status}`)],
            [t('report/validity'), [a.validFrom, a.validUntil].filter(Boolean).join(' – ')],
            [t('report/decidedBy'), `${names.person(a.decidedBy, assessment.data?.performer)} · ${time(a.decidedAt)}`],
            [t('report/reason'), a.statusReason ?? a.reason],
            [t('assess/surveillance'), a.surveillance.join(', ')],
            [t('shell/register'), t(a.published ? 'shell/yes' : 'shell/no')],
          ]}
        />
        {assessment.data?.performer === org && may('assessment.decide') && a.decision === 'granted' && (
          <StatusForm of={r} />
        )}
      </Stack>
    </Section>
  )
}

const statuses = ['valid', 'suspended', 'withdrawn'] as const

function StatusForm({ of: r }: { of: ReportRow }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [given, set] = useState<{ status: (typeof statuses)[number]; reason: string }>({
    status: 'suspended',
    reason: '',
  })
  const change = useDoing(
    (body: typeof given, key) => ask('POST /reports/:id/status', { params: { id: r.id }, body, key }),
    {
      touches: [['reports', r.id], ['register']],
      done: () => setOpen(false),
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(given)
  }
  if (!open)
    return (
      <Group>
        <Button variant="default" size="compact-md" onClick={() => setOpen(true)}>
          {t('report/statusChange')}
        </Button>
      </Group>
    )
  return (
    <form onSubmit={submit}>
      <Stack maw={480}>
        {change.isError && <Problems error={change.error} />}
        <NativeSelect
          label={t('report/status')}
          value={given.status}
          data={statuses.map((s) => ({ value: s, label: t(`report/${s}`) }))}
          onChange={(e) => set({ ...given, status: e.currentTarget.value as (typeof statuses)[number] })}
        />
        <Textarea
          label={t('report/reason')}
          required
          value={given.reason}
          onChange={(e) => set({ ...given, reason: e.currentTarget.value })}
        />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('report/statusChange')}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('shell/cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
