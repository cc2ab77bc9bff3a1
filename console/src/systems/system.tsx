import { Accordion, Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask } from '../api/client.ts'
import { assessmentsQuery, subjectQuery } from '../api/queries.ts'
import type { SubjectVersion } from '../api/types.ts'
import { AssessmentTable } from '../assess/assessment-table.tsx'
import { useMay } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { showSize } from './size.ts'

export function SystemPage() {
  const { id } = useParams({ from: '/inside/systems/$id' })
  const { t, say, time } = useWords()
  const may = useMay()
  const subject = useQuery(subjectQuery(id))
  const assessments = useInfiniteQuery(assessmentsQuery({ subject: id }))
  const archive = useDoing(
    (away: boolean, key) => ask('POST /subjects/:id/archive', { params: { id }, body: { away }, key }),
    {
      touches: [['subjects']],
    },
  )
  const made = assessments.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Loaded query={subject}>
      {(s) => (
        <Page
          title={say(s.title) || s.name}
          lead={
            <>
              <Code>{s.name}</Code> {t('systems/versionsN', { n: s.versions })}
            </>
          }
          actions={
            <>
              {may('assessment.run') && (
                <ButtonLink to="/assessments/new" search={{ subject: id }}>
                  {t('systems/assess')}
                </ButtonLink>
              )}
              {may('request.send') && (
                <ButtonLink to="/requests" search={{ subject: id }} variant="default">
                  {t('systems/askLab')}
                </ButtonLink>
              )}
              {may('subject.write') && (
                <>
                  <ButtonLink to="/systems/new" search={{ from: id }} variant="default">
                    {t('systems/newVersion')}
                  </ButtonLink>
                  {s.archivedAt === null ? (
                    <Confirm
                      label={t('systems/archive')}
                      text={t('systems/archiveText')}
                      variant="subtle"
                      onYes={() => archive.mutate(true)}
                    />
                  ) : (
                    <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate(false)}>
                      {t('systems/restore')}
                    </Button>
                  )}
                </>
              )}
            </>
          }
        >
          {s.archivedAt !== null && <Note>{t('systems/archivedOn', { at: time(s.archivedAt) })}</Note>}
          {archive.isError && <Problems error={archive.error} />}
          <Section title={t('systems/versions')}>
            <Accordion variant="contained" defaultValue={String(Math.max(...s.items.map((v) => v.number)))} order={3}>
              {[...s.items]
                .sort((a, b) => b.number - a.number)
                .map((v) => (
                  <Version key={v.number} version={v} />
                ))}
            </Accordion>
          </Section>
          <Section title={t('systems/assessments')}>
            {made.length === 0 ? (
              <Empty title={t('home/neverAssessed')} />
            ) : (
              <AssessmentTable of={made} caption={t('systems/assessments')} />
            )}
          </Section>
        </Page>
      )}
    </Loaded>
  )
}

function Version({ version: v }: { version: SubjectVersion }) {
  const { t, time, number } = useWords()
  return (
    <Accordion.Item value={String(v.number)}>
      <Accordion.Control>
        <Group gap="sm">
          <Text fw={600}>{v.label}</Text>
          <Text size="sm" c="dimmed">
            {time(v.createdAt)} ·{' '}
            {v.files.length === 0 ? t('systems/noFiles') : `${t('systems/files')} ${number(v.files.length)}`}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack>
          {v.files.length > 0 && (
            <Listing
              name={t('systems/files')}
              of={v.files}
              keyOf={(f) => f.path}
              columns={[
                {
                  head: t('systems/path'),
                  of: (f) => (
                    <Anchor href={`/api/v1/evidence/${f.sha256}`} download={f.path.split('/').at(-1)}>
                      {f.path}
                    </Anchor>
                  ),
                },
                { head: t('systems/size'), number: true, whole: true, of: (f) => showSize(f.size) },
                { head: 'SHA-256', of: (f) => <Code title={f.sha256}>{f.sha256.slice(0, 16)}…</Code> },
              ]}
            />
          )}
          <Code block tabIndex={0} aria-label={t('systems/yaml')} style={{ maxHeight: '24rem', overflow: 'auto' }}>
            {v.description}
          </Code>
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}
