import { Button, Code, CopyButton, Group } from '@mantine/core'
import { useWords } from '../words/words.ts'

/** A secret or link that is shown once, to be copied. */
export function Copy({ value }: { value: string }) {
  const { t } = useWords()
  return (
    <Group gap="xs" wrap="wrap" align="center">
      <Code style={{ overflowWrap: 'anywhere', flex: '1 1 12rem' }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy} aria-live="polite">
            {copied ? t('shell/copied') : t('shell/copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}
