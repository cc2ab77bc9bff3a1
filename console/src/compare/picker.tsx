import { FileInput, Loader, NativeSelect, Stack } from '@mantine/core'
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { look, wordsOf } from '../../../src/exchange/text/words.ts'
import { assessmentsQuery, reportsQuery } from '../api/queries.ts'
import { useWords } from '../words/words.ts'

const reported: readonly string[] = ['review', 'decision', 'attestation', 'surveillance', 'closed']

export function Picker({
  label,
  value,
  loading,
  onReport,
  onFile,
}: {
  label: string
  value: string
  loading: boolean
  onReport: (id: string) => void
  onFile: (file: File) => void
}) {
  const { t, say, time, lang, colon } = useWords()
  const words = wordsOf(lang)
  const assessments = useInfiniteQuery(assessmentsQuery())
  const made = assessments.data?.pages.flatMap((p) => p.items).filter((a) => reported.includes(a.state)) ?? []
  const reports = useQueries({ queries: made.map((a) => reportsQuery(a.id)) }).flatMap((q) => q.data ?? [])
  return (
    <Stack gap="xs">
      <NativeSelect
        label={`${label}${colon}${t('compare/pick')}`}
        value={value}
        rightSection={loading ? <Loader size="xs" /> : undefined}
        data={[
          { value: '', label: t('shell/choose') },
          ...reports.map((r) => ({
            value: r.id,
            label: `${say(r.subject.title)} ${r.subject.version} · ${look({ ...words.kinds, ...words.outcome, ...words.truth }, Object.values(r.headline)[0] ?? '')} · ${time(r.createdAt)}`,
          })),
        ]}
        onChange={(e) => onReport(e.currentTarget.value)}
      />
      <FileInput
        label={t('compare/orFile')}
        accept=".plumb"
        placeholder=".plumb"
        onChange={(file) => file && onFile(file)}
      />
    </Stack>
  )
}
