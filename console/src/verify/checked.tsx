import { Group, Loader, Text } from '@mantine/core'
import { Mark } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'
import { kindOf } from './outcome.tsx'
import { useVerifying } from './verifying.ts'

/** A report that is shown is verified while it is read. */
export function Checked({ bytes }: { bytes: Uint8Array }) {
  const { t } = useWords()
  const { verdict, error } = useVerifying(bytes, '')
  return (
    <Group gap="sm" role="status" className="sheet">
      <Text fw={600}>{t('report/verify')}</Text>
      {verdict ? (
        <Mark kind={kindOf(verdict.verdict)}>{t(`report/${verdict.verdict}`)}</Mark>
      ) : error ? (
        <Mark kind="bad">{error}</Mark>
      ) : (
        <Group gap="xs">
          <Loader size="xs" aria-hidden="true" />
          <Text size="sm">{t('report/verifying')}</Text>
        </Group>
      )}
    </Group>
  )
}
