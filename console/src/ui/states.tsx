import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Problems } from './problems.tsx'

export function Loading({ lines = 5 }: { lines?: number }) {
  const { t } = useWords()
  return (
    <Stack gap="sm" role="status">
      <span className="sr">{t('shell/loading')}</span>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that stand for nothing
        <Skeleton key={i} height={i === 0 ? 28 : 18} width={i === 0 ? '40%' : `${95 - ((i * 13) % 40)}%`} />
      ))}
    </Stack>
  )
}

export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="xl" ta="center">
      <Title order={3} fz={17}>
        {title}
      </Title>
      {text && (
        <Text c="dimmed" mt={4}>
          {text}
        </Text>
      )}
      {children && (
        <Group justify="center" mt="md">
          {children}
        </Group>
      )}
    </Paper>
  )
}

/** What a question of the server shows: bones, problems with a way on, or its answer. */
export function Loaded<T>({
  query,
  children,
  lines,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  lines?: number
}) {
  const { t } = useWords()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError)
    return (
      <Stack align="flex-start">
        <Problems error={query.error} />
        <Button variant="default" onClick={() => void query.refetch()}>
          {t('shell/retry')}
        </Button>
      </Stack>
    )
  return <Loading {...(lines ? { lines } : {})} />
}
