import { Button, Fieldset, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

const none = { clause: '', finding: '', due: '' }

/** After the decision the regulator lists what is to be mended. */
export function Demand({ assessment }: { assessment: string }) {
  const { t } = useWords()
  const may = useMay()
  const [items, setItems] = useState([none])
  const demand = useDoing(
    (body: { items: (typeof none)[] }, key) =>
      ask('POST /assessments/:id/corrective-actions', { params: { id: assessment }, body, key }),
    { touches: [['corrective-actions']], says: t('actions/demanded'), done: () => setItems([none]) },
  )
  if (!may('inspection.order')) return null
  const set = (at: number, to: Partial<typeof none>) =>
    setItems((all) => all.map((item, i) => (i === at ? { ...item, ...to } : item)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    demand.mutate({ items })
  }
  return (
    <Section title={t('actions/demand')}>
      <Text c="dimmed" mb="sm">
        {t('actions/demandLead')}
      </Text>
      <form onSubmit={submit}>
        <Stack maw={640}>
          {demand.isError && <Problems error={demand.error} />}
          {items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their places
            <Fieldset key={i} legend={t('actions/findingN', { n: i + 1 })}>
              <Stack gap="sm">
                <Group grow preventGrowOverflow={false} align="flex-end">
                  <TextInput
                    label={t('actions/clause')}
                    required
                    maxLength={200}
                    value={item.clause}
                    onChange={(e) => set(i, { clause: e.currentTarget.value })}
                  />
                  <TextInput
                    type="date"
                    label={t('actions/due')}
                    required
                    value={item.due}
                    onChange={(e) => set(i, { due: e.currentTarget.value })}
                  />
                </Group>
                <Textarea
                  label={t('actions/finding')}
                  required
                  autosize
                  minRows={2}
                  value={item.finding}
                  onChange={(e) => set(i, { finding: e.currentTarget.value })}
                />
                {items.length > 1 && (
                  <Button
                    size="xs"
                    variant="subtle"
                    style={{ alignSelf: 'flex-start' }}
                    onClick={() => setItems(items.filter((_, other) => other !== i))}
                  >
                    {t('actions/drop', { n: i + 1 })}
                  </Button>
                )}
              </Stack>
            </Fieldset>
          ))}
          <Group>
            <Button type="submit" loading={demand.isPending}>
              {t('actions/send')}
            </Button>
            <Button variant="default" onClick={() => setItems([...items, none])}>
              {t('actions/another')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
