import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { ask } from '../api/client.ts'
import type { Assessment } from '../api/types.ts'
import { useLoaded } from '../standards/loaded.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useMayAt } from './own.ts'

/** What is being measured and how far it is. Whoever reloads or comes back sees the same. */
export function Progressing({ of: a }: { of: Assessment }) {
  const { t, say, number } = useWords()
  const may = useMayAt(a)
  const standard = useLoaded(a.standard)
  // what the standard measures; the instrument's own title is the same for all that it measures
  const titleOf = (m: Assessment['measures'][number]) =>
    say(standard.data?.measures.get(m.measure)?.title) || say(m.title) || m.measure
  const doing = useDoing(
    (what: 'begin' | 'pause' | 'resume', key) => ask(`POST /assessments/:id/${what}`, { params: { id: a.id }, key }),
    {
      touches: [['assessments']],
    },
  )
  const [measured, all] = [
    a.measures.reduce((n, m) => n + m.measured, 0),
    a.measures.reduce((n, m) => n + m.items, 0) || a.items,
  ]
  const said = t('assess/progressOf', { n: number(measured), all: number(all) })
  const began = a.state !== 'selection'
  const rest = a.activity === 'idle' || a.activity === 'failed' || a.activity === 'paused'
  const open = a.state === 'selection' || a.state === 'determination' || a.state === 'review'
  if (!began && a.activity === 'idle') return null
  return (
    <Section
      title={t('assess/stepMeasure')}
      aside={
        may('assessment.run') && (
          <Group gap="xs">
            {(a.activity === 'running' || a.activity === 'queued') && (
              <Button variant="default" loading={doing.isPending} onClick={() => doing.mutate('pause')}>
                {t('assess/pause')}
              </Button>
            )}
            {a.activity === 'paused' && (
              <Button loading={doing.isPending} onClick={() => doing.mutate('resume')}>
                {t('assess/resume')}
              </Button>
            )}
            {began && open && rest && <Confirm label={t('assess/beginAgain')} onYes={() => doing.mutate('begin')} />}
          </Group>
        )
      }
    >
      <Stack gap="sm">
        {doing.isError && <Problems error={doing.error} />}
        {began && (
          <>
            <div role="status" aria-live="polite">
              <Text>
                {[a.activity === 'idle' ? '' : t(`activity/${a.activity}`), all > 0 ? said : '']
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
            {all > 0 && <Progress value={(100 * measured) / all} size="lg" aria-label={t('assess/progress')} />}
            <Stack component="ul" className="plain" gap={6}>
              {a.measures.map((m) => (
                <li key={m.measure}>
                  <Group justify="space-between" gap="xs">
                    <Text size="sm">
                      {titleOf(m)}{' '}
                      <Text span size="xs" c="dimmed" ff="monospace">
                        {m.instrument}
                      </Text>
                    </Text>
                    <Text size="sm">
                      {number(m.measured)} / {number(m.items)}
                      {m.errors > 0 && (
                        <Text span size="sm" c="dimmed">
                          {' '}
                          · {t('assess/errorsN', { n: m.errors })}
                        </Text>
                      )}
                    </Text>
                  </Group>
                  <Progress
                    value={m.items === 0 ? 0 : (100 * m.measured) / m.items}
                    size="sm"
                    aria-label={`${t('assess/progress')}: ${titleOf(m)}`}
                  />
                </li>
              ))}
            </Stack>
            {a.measures.some((m) => m.errors > 0) && (
              <Text size="sm" c="dimmed">
                {t('assess/errorsHint')}
              </Text>
            )}
          </>
        )}
      </Stack>
    </Section>
  )
}
