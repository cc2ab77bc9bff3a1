import { Anchor, Group, Text } from '@mantine/core'
import { evidenceAddress } from '../api/evidence.ts'
import { useWords } from '../words/words.ts'

/** Files by their hashes, to be downloaded. */
export function EvidenceLinks({ of, assessment }: { of: readonly string[]; assessment: string }) {
  const { t, colon } = useWords()
  return (
    <Group gap="xs">
      <Text size="sm">
        {t('assess/evidence')}
        {colon}
      </Text>
      {of.map((sha256) => (
        <Anchor key={sha256} href={evidenceAddress(sha256, assessment)} download size="sm" ff="monospace">
          {sha256.slice(0, 12)}
        </Anchor>
      ))}
    </Group>
  )
}
