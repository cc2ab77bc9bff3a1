import { Alert, Code, Stack, Text } from '@mantine/core'
import { ApiError } from '../api/refused.ts'
import type { Problem } from '../api/types.ts'
import { useWords } from '../words/words.ts'

export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ApiError) return error.problems
  if (typeof error === 'object' && error !== null && 'problems' in error) return error.problems as readonly Problem[]
  const text = error instanceof Error ? error.message : String(error)
  return [{ code: 'unexpected', severity: 'error', text: { zh: text, en: text } }]
}

/** Everything wrong, with what was expected and what to do next. */
export function Problems({
  error,
  problems = problemsOf(error),
  title,
}: {
  error?: unknown
  problems?: readonly Problem[]
  title?: string
}) {
  const { t } = useWords()
  if (problems.length === 0) return null
  const warned = problems.every((p) => p.severity === 'warning')
  return (
    <Alert
      role={warned ? 'note' : 'alert'}
      color={warned ? 'yellow' : 'red'}
      variant="light"
      title={
        <span style={{ color: 'var(--mantine-color-text)' }}>
          {title ?? t(warned ? 'systems/warnings' : 'errors/failed')}
        </span>
      }
    >
      <Stack gap="xs">
        {problems.map((p) => (
          <OneProblem key={JSON.stringify(p)} problem={p} />
        ))}
      </Stack>
    </Alert>
  )
}

function OneProblem({ problem: p }: { problem: Problem }) {
  const { t, say, colon } = useWords()
  const place = [p.place?.file, p.place?.line, p.place?.path].filter((x) => x !== undefined).join(' : ')
  return (
    <div>
      <Text size="sm">
        {say(p.text)} <Code>{p.code}</Code>
      </Text>
      {place && (
        <Text size="sm" c="dimmed" ff="monospace">
          {place}
        </Text>
      )}
      {p.expected !== undefined && (
        <Text size="sm" c="dimmed">
          {t('shell/expected')} {p.expected}
        </Text>
      )}
      {p.got !== undefined && (
        <Text size="sm" c="dimmed">
          {t('shell/got')} {p.got}
        </Text>
      )}
      {p.next && (
        <Text size="sm">
          {t('shell/next')}
          {colon}
          {say(p.next)}
        </Text>
      )}
    </div>
  )
}
