import { Button, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import type { Assessment, Decision, ReportRow } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useMayAt } from './own.ts'
import { today } from './today.ts'

/** ISO/IEC 17000 decision: grants or refuses attestation, with its reason. */
export function Deciding({ of: a, report }: { of: Assessment; report: ReportRow | undefined }) {
  const { t } = useWords()
  const { person } = usePrincipal()
  const may = useMayAt(a)
  const [granted, setGranted] = useState('')
  const [given, set] = useState({ reason: '', from: today(), until: '', surveillance: '' })
  const decide = useDoing(
    (body: Decision, key) =>
      ask('POST /assessments/:id/decision', { params: { id: a.id }, body, key, match: a.rowVersion }),
    {
      touches: [['assessments'], ['reports']],
    },
  )
  if (!may('assessment.decide')) return null
  const yes = granted === 'yes'
  const grantable = report?.verdict === 'conforms'
  const days = given.surveillance.split(/\s+/).filter(Boolean)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const validity = yes
      ? {
          from: given.from,
          ...(given.until ? { until: given.until } : {}),
          ...(days.length > 0 ? { surveillance: days } : {}),
        }
      : {}
    decide.mutate({ granted: yes, reason: given.reason, ...validity })
  }
  return (
    <Section title={t('assess/decide')}>
      <Text c="dimmed" mb="sm">
        {t('assess/decideLead')}
      </Text>
      {a.determinedBy.includes(person) ? (
        <Note>{t('assess/dutiesApart')}</Note>
      ) : (
        <form onSubmit={submit}>
          <Stack maw={640}>
            {decide.isError && <Problems error={decide.error} />}
            <Radio.Group
              label={t('assess/decide')}
              {...(grantable ? {} : { description: t('assess/notGrantable') })}
              value={granted}
              onChange={setGranted}
              required
            >
              <Group mt="xs">
                <Radio value="yes" label={t('assess/grant')} disabled={!grantable} />
                <Radio value="no" label={t('assess/refuse')} />
              </Group>
            </Radio.Group>
            <Textarea
              label={t('assess/reason')}
              required
              autosize
              minRows={2}
              value={given.reason}
              onChange={(e) => set({ ...given, reason: e.currentTarget.value })}
            />
            {yes && (
              <>
                <Group>
                  <TextInput
                    type="date"
                    label={t('assess/from')}
                    value={given.from}
                    onChange={(e) => set({ ...given, from: e.currentTarget.value })}
                  />
                  <TextInput
                    type="date"
                    label={t('assess/until')}
                    value={given.until}
                    onChange={(e) => set({ ...given, until: e.currentTarget.value })}
                  />
                </Group>
                <Textarea
                  label={t('shell/optionally', { name: t('assess/surveillance') })}
                  description={`${t('assess/surveillanceHint')} 2027-06-30`}
                  autosize
                  minRows={1}
                  value={given.surveillance}
                  onChange={(e) => set({ ...given, surveillance: e.currentTarget.value })}
                />
              </>
            )}
            <Button
              type="submit"
              disabled={granted === ''}
              loading={decide.isPending}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('assess/submitDecision')}
            </Button>
          </Stack>
        </form>
      )}
    </Section>
  )
}
