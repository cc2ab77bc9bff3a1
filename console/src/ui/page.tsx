import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { arrive } from '../shell/arrival.ts'
import { useWords } from '../words/words.ts'

/** A page: its heading takes the focus when one comes here, and names the tab. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  const { t } = useWords()
  const brand = t('shell/brand')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => arrive(heading.current), [])
  useEffect(() => {
    document.title = `${title} · ${brand}`
  }, [title, brand])
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box style={{ flex: '1 1 18rem' }}>
          <Title ref={heading} order={1} fz={{ base: 24, sm: 28 }} tabIndex={-1}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" component="div" mt={4}>
              {lead}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}

export function Section({
  title,
  aside,
  children,
  id,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <Box component="section" aria-label={title} {...(id ? { id } : {})}>
      <Group justify="space-between" mb="xs" gap="sm">
        <Title order={2} fz={19}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Box>
  )
}
