import { FileInput, Loader, NativeSelect, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { look, wordsOf } from '../../../src/exchange/text/words.ts'
import { allReportsQuery } from '../api/queries.ts'
import { More } from '../ui/more.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

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
  const list = useInfiniteQuery(allReportsQuery())
  const reports = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Stack gap="xs">
      <NativeSelect
        label={`${label}${colon}${t('compare/pick')}`}
        value={value}
        rightSection={loading ? <Loader size="xs" /> : undefined}
        data={[
          { value: '', label: t(list.data && reports.length === 0 ? 'compare/none' : 'shell/choose') },
          ...reports.map((r) => ({
            value: r.id,
            label: `${say(r.subject.title)} ${r.subject.version} · ${look({ ...words.kinds, ...words.outcome, ...words.truth }, Object.values(r.headline)[0] ?? '')} · ${time(r.createdAt)}`,
          })),
        ]}
        onChange={(e) => onReport(e.currentTarget.value)}
      />
      {list.isError && <Problems error={list.error} />}
      <More of={list} size="xs" />
      <FileInput
        label={t('compare/orFile')}
        accept=".plumb"
        placeholder=".plumb"
        onChange={(file) => file && onFile(file)}
      />
    </Stack>
  )
}
