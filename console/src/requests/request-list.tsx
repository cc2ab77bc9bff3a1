import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import { reportsQuery } from '../api/queries.ts'
import type { RequestRow } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { useMay } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { AnswerForm } from './answer-form.tsx'

const words = {
  sent: 'requests/stateSent',
  accepted: 'requests/stateAccepted',
  declined: 'requests/stateDeclined',
  withdrawn: 'requests/stateWithdrawn',
} as const

export function RequestList({ of, side }: { of: readonly RequestRow[]; side: 'sent' | 'received' }) {
  return (
    <Stack component="ul" className="plain" gap="xs">
      {of.map((r) => (
        <li key={r.id} className="sheet">
          <One of={r} side={side} />
        </li>
      ))}
    </Stack>
  )
}

function One({ of: r, side }: { of: RequestRow; side: 'sent' | 'received' }) {
  const { t, say, time, colon } = useWords()
  const names = useNames()
  const withdraw = useDoing((_: 'withdraw', key) => ask('POST /requests/:id/withdraw', { params: { id: r.id }, key }), {
    touches: [['requests'], ['assessments']],
    says: t('requests/takenBack'),
  })
  const may = useMay()
  // one that was accepted, until there is a report
  const reports = useQuery({
    ...reportsQuery(r.assessment ?? ''),
    enabled: side === 'sent' && r.state === 'accepted' && r.assessment !== null,
  })
  const takesBack =
    side === 'sent' &&
    may('request.send') &&
    (r.state === 'sent' || (r.state === 'accepted' && reports.data?.length === 0))
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{say(r.subjectTitle ?? r.orgName)}</Text>
          <Text size="sm">{names.standard(r.standard)}</Text>
          <Text size="sm" c="dimmed">
            {side === 'received' && `${t('requests/from')}${colon}${say(r.orgName)} · `}
            {time(r.createdAt)}
          </Text>
        </div>
        <Badge variant={r.state === 'sent' ? 'filled' : 'outline'} tt="none" fw={500}>
          {t(words[r.state])}
        </Badge>
      </Group>
      {r.message && <Text style={{ whiteSpace: 'pre-wrap' }}>{r.message}</Text>}
      {r.answer && (
        <Text size="sm">
          {t('requests/answer')}
          {colon}
          {r.answer}
        </Text>
      )}
      {withdraw.isError && <Problems error={withdraw.error} />}
      <Group gap="xs">
        {r.assessment && r.state === 'accepted' && (
          <ButtonLink to="/assessments/$id" params={{ id: r.assessment }} size="xs">
            {t('requests/toAssessment')}
          </ButtonLink>
        )}
        {takesBack && (
          <Confirm
            label={t('requests/withdraw')}
            {...(r.state === 'accepted' ? { text: t('requests/withdrawAcceptedText') } : {})}
            size="xs"
            onYes={() => withdraw.mutate('withdraw')}
          />
        )}
      </Group>
      {r.state === 'sent' && side === 'received' && <AnswerForm of={r} />}
    </Stack>
  )
}
