import { Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { planQuery } from '../api/queries.ts'
import type { Assessment } from '../api/types.ts'
import { useLoaded } from '../standards/loaded.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Begin } from './begin.tsx'
import { Questions } from './questions.tsx'

export function Planned({ of: a }: { of: Assessment }) {
  const { t, say } = useWords()
  const plan = useQuery(planQuery(a.id))
  const standard = useLoaded(a.standard)
  const takes = a.activity === 'idle' || a.activity === 'failed'
  return (
    <Loaded query={plan}>
      {(p) => (
        <Stack gap="xl">
          {p.warnings.length > 0 && <Problems problems={p.warnings} />}
          {a.state === 'selection' && (
            <Section title={t('assess/measures')}>
              {p.measures.length === 0 && <Text c="dimmed">{t('assess/noMeasures')}</Text>}
              <Stack component="ul" className="plain" gap={4}>
                {p.measures.map((m) => (
                  <li key={m.measure}>
                    {say(standard.data?.measures.get(m.measure)?.title) || m.measure}{' '}
                    <Text span size="sm" c="dimmed">
                      {say(m.title)} · {m.instrument}
                    </Text>
                  </li>
                ))}
              </Stack>
              {p.open.measures.length > 0 && (
                <Box mt="sm">
                  <Note>
                    <strong>{t('assess/openMeasures')}</strong> {t('assess/openMeasuresText')}
                    <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
                      {p.open.measures.map((m) => (
                        <li key={m.measure}>
                          {say(standard.data?.measures.get(m.measure)?.title) || m.measure} ({m.origin})
                        </li>
                      ))}
                    </ul>
                  </Note>
                </Box>
              )}
            </Section>
          )}
          {standard.isPending && <Loading />}
          {standard.isError && <Problems error={standard.error} />}
          {standard.data && <Questions assessment={a} plan={p} standard={standard.data} takes={takes} />}
          {standard.data && (
            <Group>
              <Begin of={a} />
            </Group>
          )}
        </Stack>
      )}
    </Loaded>
  )
}
