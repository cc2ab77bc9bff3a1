import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { draftVersionQuery, draftVersionsQuery } from '../api/queries.ts'
import { Loaded } from '../ui/states.tsx'
import { useWhoIs } from '../ui/who-is.ts'
import { useWords } from '../words/words.ts'
import { type Asked, FILE } from './checked.ts'
import type { useChecker } from './checking.ts'

interface Of {
  readonly id: string
  readonly number: number
  readonly checker: ReturnType<typeof useChecker>
  /** the text as it is now */
  readonly asked: Asked
  readonly blocked: boolean
  readonly onRestore: ((n: number) => void) | undefined
}

/** Who saved what and when; each version can be read before it is restored. */
export function Versions(of: Of) {
  const { t } = useWords()
  const versions = useQuery(draftVersionsQuery(of.id))
  return (
    <Loaded query={versions}>
      {(rows) => (
        <Stack gap="xs">
          {of.blocked && of.onRestore && <Text size="sm">{t('drafting/saveFirst')}</Text>}
          <ul className="plain">
            {rows.map((v) => (
              <li key={v.number} className="sheet">
                <Version of={of} version={v} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Loaded>
  )
}

interface Row {
  readonly number: number
  readonly sha256: string
  readonly restored: number | null
  readonly savedBy: string
  readonly savedAt: string
}

function Version({ of, version: v }: { of: Of; version: Row }) {
  const { t, time } = useWords()
  const whoIs = useWhoIs()
  const [open, setOpen] = useState(false)
  const newest = v.number === of.number
  return (
    <>
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm">
            {t('drafting/version', { n: v.number })} {newest && <Badge variant="light">{t('drafting/newest')}</Badge>}
          </Text>
          <Text size="sm" c="dimmed">
            {whoIs(v.savedBy)} · {time(v.savedAt)} · {v.sha256.slice(0, 12)}
            {v.restored !== null && ` · ${t('drafting/restoredFrom', { n: v.restored })}`}
          </Text>
        </div>
        {!newest && (
          <Group gap="xs">
            <Button variant="default" size="compact-md" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'drafting/closeVersion' : 'drafting/readVersion')}
            </Button>
            {of.onRestore && (
              <Button
                variant="default"
                size="compact-md"
                disabled={of.blocked}
                onClick={() => of.onRestore?.(v.number)}
              >
                {t('drafting/restore')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {open && <Older of={of} number={v.number} />}
    </>
  )
}

/** What restoring it would change of the text as it is now, and its own text. */
function Older({ of: { id, checker, asked }, number }: { of: Of; number: number }) {
  const { t, say } = useWords()
  const read = useQuery(draftVersionQuery(id, number))
  const text = read.data?.version.text
  const changes = useQuery({
    queryKey: ['drafts', id, 'change', number, asked.text],
    enabled: text !== undefined,
    queryFn: async () => {
      const { base: _, ...now } = asked
      return (await checker.check({ ...now, text: text!, base: [[FILE, asked.text], ...(asked.extended ?? [])] }))
        .changes
    },
  })
  return (
    <Loaded query={read}>
      {({ version }) => (
        <Stack gap="xs" mt="xs">
          <Text size="sm" fw={600}>
            {t('drafting/ifRestored')}
          </Text>
          {changes.isSuccess && !changes.data && <Text size="sm">{t('drafting/cannotCompareOld')}</Text>}
          {changes.data?.length === 0 && <Text size="sm">{t('drafting/same')}</Text>}
          <ul>
            {changes.data?.map((change, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences in their order
              <li key={i}>
                <Text size="sm">{say(change)}</Text>
              </li>
            ))}
          </ul>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled is reached by the keyboard */}
          <section className="old-text" tabIndex={0} aria-label={t('drafting/version', { n: number })}>
            {version.text}
          </section>
        </Stack>
      )}
    </Loaded>
  )
}
