import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { planQuery } from '../api/queries.ts'
import type { Assessment } from '../api/types.ts'
import { useLoaded } from '../standards/loaded.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
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
                <Alert
                  variant="light"
                  color="yellow"
                  mt="sm"
                  title={<span style={{ color: 'var(--mantine-color-text)' }}>{t('assess/openMeasures')}</span>}
                >
                  {t('assess/openMeasuresText')}
                  <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
                    {p.open.measures.map((m) => (
                      <li key={m.measure}>
                        {say(standard.data?.measures.get(m.measure)?.title) || m.measure}{' '}
                        <Text span size="sm">
                          ({m.origin})
                        </Text>
                      </li>
                    ))}
                  </ul>
                </Alert>
              )}
            </Section>
          )}
          {standard.isPending && <Loading />}
          {standard.isError && <Problems error={standard.error} />}
          {standard.data && <Questions assessment={a} plan={p} standard={standard.data} takes={takes} />}
        </Stack>
      )}
    </Loaded>
  )
}
