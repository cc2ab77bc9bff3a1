import { Anchor, Button, Group, Text } from '@mantine/core'
import { type DragEvent, useRef } from 'react'
import { evidenceAddress } from '../api/evidence.ts'
import { filesFrom, type Named } from '../ui/dropped.ts'
import { useWords } from '../words/words.ts'

/** Evidence of one answer: dropped here or chosen, kept by its hash. */
export function EvidenceFiles({
  assessment,
  of,
  onFiles,
  onRemove,
}: {
  assessment: string
  of: readonly string[]
  onFiles: (files: readonly Named[]) => void
  onRemove: (sha256: string) => void
}) {
  const { t, colon } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    onFiles(await filesFrom(event.dataTransfer))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside is for everybody
    <div onDragOver={(event) => event.preventDefault()} onDrop={(event) => void drop(event)}>
      <Group gap="xs">
        <Text size="sm">
          {t('assess/evidence')}
          {colon}
          {of.length === 0 && t('shell/none')}
        </Text>
        {of.map((sha256) => (
          <Group key={sha256} gap={2}>
            <Anchor
              href={evidenceAddress(sha256, assessment)}
              download
              style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.84rem' }}
            >
              {sha256.slice(0, 12)}
            </Anchor>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('systems/remove', { name: sha256.slice(0, 12) })}
              onClick={() => onRemove(sha256)}
            >
              <span aria-hidden="true">✕</span>
            </Button>
          </Group>
        ))}
        <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
          {t('assess/addEvidence')}
        </Button>
      </Group>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('assess/addEvidence')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])].map((file) => ({ path: file.name, file })))
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
