import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { Mark } from '../ui/marks.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { showSize } from './size.ts'
import type { Upload } from './uploads.ts'

const words = {
  waiting: 'systems/waiting',
  hashing: 'systems/hashing',
  uploading: 'systems/uploading',
  interrupted: 'systems/interrupted',
  done: 'systems/uploaded',
  failed: 'systems/failedUpload',
} as const

export function UploadList({
  of,
  onRemove,
  onAgain,
}: {
  of: readonly Upload[]
  onRemove: (path: string) => void
  onAgain: (upload: Upload) => void
}) {
  const { t } = useWords()
  const finished = of.filter((u) => u.stage === 'done').length
  if (of.length === 0) return null
  return (
    <>
      <div role="status" className="sr">
        {t('systems/uploaded')} {finished} / {of.length}
      </div>
      <Stack component="ul" className="plain" gap={6}>
        {of.map((u) => (
          <li key={u.path} className="sheet">
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" style={{ flex: '1 1 0' }}>
                {u.path}{' '}
                <Text span c="dimmed" size="sm">
                  {showSize(u.size)}
                </Text>
              </Text>
              <Mark
                kind={
                  u.stage === 'done'
                    ? 'good'
                    : u.stage === 'failed'
                      ? 'bad'
                      : u.stage === 'interrupted'
                        ? 'open'
                        : 'soft'
                }
              >
                {t(words[u.stage])}
              </Mark>
              <Group gap={4}>
                {u.stage === 'failed' && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => onAgain(u)}
                    aria-label={t('systems/retryFile', { name: u.path })}
                  >
                    {t('shell/retry')}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => onRemove(u.path)}
                  aria-label={t('systems/remove', { name: u.path })}
                >
                  <span aria-hidden="true">✕</span>
                </Button>
              </Group>
            </Group>
            {(u.stage === 'hashing' || u.stage === 'uploading' || u.stage === 'interrupted') && (
              <Progress value={u.share * 100} mt={6} aria-label={`${t(words[u.stage])} ${u.path}`} />
            )}
            {u.stage === 'failed' && <Problems error={u.error} />}
          </li>
        ))}
      </Stack>
    </>
  )
}
