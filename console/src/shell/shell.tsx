import { AppShell, Box, Burger, Group, ScrollArea, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { listen } from '../api/events.ts'
import { sessionQuery } from '../api/queries.ts'
import { TextLink } from '../ui/links.tsx'
import { useWords } from '../words/words.ts'
import { Account } from './account.tsx'
import { useArrivals } from './arrival.ts'
import { Bell } from './bell.tsx'
import { Nav } from './nav.tsx'
import { LangSwitch, SchemeSwitch } from './switches.tsx'

/** What stands around every page. It waits for nothing, so that verifying works without a server. */
export function Shell() {
  const { t } = useWords()
  const [open, menu] = useDisclosure()
  const queries = useQueryClient()
  const { data } = useQuery(sessionQuery)
  const principal = data?.principal ?? undefined
  const signedIn = principal !== undefined
  useEffect(() => (signedIn ? listen(queries) : undefined), [signedIn, queries])
  const path = useRouterState({ select: (s) => s.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new page closes it
  useEffect(menu.close, [path])
  useArrivals()
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="lg"
    >
      <a className="skip" href="#main">
        {t('shell/skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={open}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('shell/menu')}
              aria-expanded={open}
            />
            <TextLink to="/" underline="never" c="inherit">
              <Group gap={8} wrap="nowrap">
                <img src="/favicon.svg" alt="" width={26} height={26} />
                <Text fw={650} span {...(signedIn ? { className: 'brand' } : {})}>
                  {t('shell/brand')}
                </Text>
              </Group>
            </TextLink>
          </Group>
          <Group gap={6} wrap="nowrap">
            <LangSwitch />
            <Box visibleFrom="xs">
              <SchemeSwitch />
            </Box>
            {principal?.permissions.includes('assessment.read') && <Bell />}
            <Account session={data} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('shell/mainNav')}>
        <AppShell.Section grow component={ScrollArea}>
          <Nav principal={principal} />
        </AppShell.Section>
        <AppShell.Section hiddenFrom="xs" p="xs">
          <SchemeSwitch />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Box maw={1180} mx="auto">
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  )
}
