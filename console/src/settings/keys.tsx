import { Button, Group, PasswordInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { secretsQuery } from '../api/queries.ts'
import type { Secret } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { useMay } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { focused } from '../ui/focused.ts'
import { Listing } from '../ui/listing.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** Keys of services under test. What a key says goes in here, and comes out nowhere. */
export function Keys() {
  const { t } = useWords()
  const may = useMay()
  const keys = useQuery(secretsQuery)
  const [replaced, setReplaced] = useState<Secret>()
  return (
    <Stack gap="xl">
      <Section title={t('settings/keys')}>
        <Text c="dimmed" mb="sm">
          {t('settings/keysText')}
        </Text>
        <Loaded query={keys} lines={2}>
          {(all) =>
            all.length === 0 ? <Empty title={t('settings/noKeys')} /> : <List of={all} onReplace={setReplaced} />
          }
        </Loaded>
      </Section>
      {may('secret.manage') && (
        <KeyForm key={replaced?.name ?? ''} of={replaced} onEnd={() => setReplaced(undefined)} />
      )}
    </Stack>
  )
}

function List({ of, onReplace }: { of: readonly Secret[]; onReplace: (key: Secret) => void }) {
  const { t, time } = useWords()
  const may = useMay()
  const names = useNames()
  const remove = useDoing((name: string, key) => ask('POST /secrets/:name/delete', { params: { name }, key }), {
    touches: [['secrets']],
  })
  return (
    <>
      {remove.isError && <Problems error={remove.error} />}
      <Listing
        name={t('settings/keys')}
        of={of}
        keyOf={(k) => k.name}
        columns={[
          { head: t('settings/keyName'), of: (k) => <code>{k.name}</code> },
          { head: t('settings/keyHosts'), of: (k) => k.hosts.join(', ') },
          { head: t('settings/setBy'), of: (k) => names.person(k.setBy) },
          { head: t('settings/setAt'), whole: true, of: (k) => time(k.setAt) },
          {
            head: t('settings/used'),
            whole: true,
            of: (k) => (k.lastUsedAt ? time(k.lastUsedAt) : t('settings/never')),
          },
          {
            of: (k) =>
              may('secret.manage') && (
                <Group gap="xs" wrap="nowrap">
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('settings/replaceKey', { name: k.name })}
                    onClick={() => onReplace(k)}
                  >
                    {t('settings/replace')}
                  </Button>
                  <Confirm
                    label={t('settings/deleteKey')}
                    title={`${t('settings/deleteKey')} ${k.name}`}
                    text={t('settings/deleteKeyText')}
                    size="xs"
                    onYes={() => remove.mutate(k.name)}
                  />
                </Group>
              ),
          },
        ]}
      />
    </>
  )
}

function KeyForm({ of, onEnd }: { of: Secret | undefined; onEnd: () => void }) {
  const { t } = useWords()
  const empty = { name: of?.name ?? '', value: '', hosts: of?.hosts.join('\n') ?? '' }
  const [given, set] = useState(empty)
  const keep = useDoing(
    ({ name, value, hosts }: typeof given, key) =>
      ask('PUT /secrets/:name', {
        params: { name },
        body: { value, hosts: hosts.split(/\s+/).filter(Boolean) },
        key,
      }),
    {
      touches: [['secrets']],
      says: t('settings/keyKept'),
      done: () => {
        set({ name: '', value: '', hosts: '' })
        // what was sent would stay in the page's memory otherwise
        keep.reset()
        onEnd()
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate(given)
  }
  return (
    <Section title={of ? t('settings/replaceKey', { name: of.name }) : t('settings/setKey')}>
      <form onSubmit={submit} autoComplete="off">
        <Stack maw={640}>
          {keep.isError && <Problems error={keep.error} />}
          {!of && (
            <TextInput
              label={t('settings/keyName')}
              description={t('settings/keyNameHint')}
              required
              pattern="[A-Z][A-Z0-9_]{0,59}"
              maxLength={60}
              spellCheck={false}
              value={given.name}
              onChange={(e) => set({ ...given, name: e.currentTarget.value })}
            />
          )}
          <PasswordInput
            {...(of ? { ref: focused } : {})}
            label={t('settings/keyValue')}
            required
            autoComplete="off"
            value={given.value}
            onChange={(e) => set({ ...given, value: e.currentTarget.value })}
          />
          <Textarea
            label={t('settings/keyHosts')}
            description={t('settings/keyHostsHint')}
            required
            autosize
            minRows={2}
            spellCheck={false}
            value={given.hosts}
            onChange={(e) => set({ ...given, hosts: e.currentTarget.value })}
          />
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {t('settings/keepKey')}
            </Button>
            {of && (
              <Button variant="default" onClick={onEnd}>
                {t('shell/cancel')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
