import { Button, Group, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { renderHtml } from '../../../src/exchange/html/page.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { save } from './download.ts'
import { readReport } from './read.ts'

/** The report as the file that goes out, written again here from the bundle. It has no script, and the frame would not run one. */
export function FullReport({ bytes }: { bytes: Uint8Array }) {
  const { t, lang } = useWords()
  const page = useMemo(() => {
    const read = readReport(bytes)
    return read.ok ? renderHtml(read.value.report, lang) : read
  }, [bytes, lang])
  if (typeof page !== 'string') return <Problems problems={page.ok ? [] : (page.problems as never)} />
  return (
    <Stack gap="xs">
      <Group justify="flex-end">
        <Button
          variant="default"
          size="compact-md"
          onClick={() => save(new TextEncoder().encode(page), `report.${lang}.html`, 'text/html')}
        >
          {t('shell/download')} HTML
        </Button>
      </Group>
      <iframe className="full" title={t('report/full')} sandbox="" srcDoc={page} />
    </Stack>
  )
}
