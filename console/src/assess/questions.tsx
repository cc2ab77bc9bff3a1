import { Progress, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Declared } from '../../../src/judge/evidence.ts'
import type { Standard } from '../../../src/language/standard.ts'
import { ask } from '../api/client.ts'
import type { Answer, Assessment, Plan } from '../api/types.ts'
import { FactField } from '../standards/fact-field.tsx'
import { useDoing } from '../ui/doing.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { factsAsked, findingsAsked } from './asked.ts'
import { FindingField } from './finding-field.tsx'
import { useMayAt } from './own.ts'

/** The questionnaire. Each answer is kept as it is given, so that nothing is lost by leaving. */
export function Questions({
  assessment,
  plan,
  standard,
  takes,
}: {
  assessment: Assessment
  plan: Plan
  standard: Standard
  takes: boolean
}) {
  const { t, say } = useWords()
  const may = useMayAt(assessment)
  const [onlyOpen, setOnlyOpen] = useState(false)
  const keep = useDoing(
    (answers: readonly Answer[]) =>
      ask('PUT /assessments/:id/answers', { params: { id: assessment.id }, body: { answers: [...answers] } }),
    {
      touches: [['assessments', assessment.id, 'plan']],
    },
  )
  const facts = factsAsked(plan)
  const groups = findingsAsked(plan, standard)
  const all = [...facts, ...groups.flatMap((g) => g.asked)]
  if (all.length === 0) return null
  const answered = all.filter((q) => !q.open).length
  const shown = (q: { open: boolean }) => !onlyOpen || q.open
  const status = keep.isPending
    ? t('assess/saving')
    : keep.isError
      ? t('assess/notSaved')
      : keep.isSuccess
        ? t('assess/saved')
        : ''
  return (
    <Section
      title={t('assess/questions')}
      aside={
        <Switch
          label={t('assess/onlyOpen')}
          checked={onlyOpen}
          onChange={(e) => setOnlyOpen(e.currentTarget.checked)}
        />
      }
    >
      <Stack>
        <Text c="dimmed">{t('assess/questionsLead')}</Text>
        <div>
          <Text size="sm" role="status">
            {t('assess/answeredN', { n: answered, all: all.length })}
            {status && ` · ${status}`}
          </Text>
          <Progress value={(100 * answered) / all.length} size="sm" aria-label={t('assess/questions')} />
        </div>
        {!takes && <Note>{t('assess/notNow')}</Note>}
        {keep.isError && <Problems error={keep.error} />}
        <fieldset disabled={!takes || !may('assessment.run')} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
          <Stack gap="lg">
            {facts.some(shown) && (
              <Stack gap="md" component="section" aria-label={t('assess/facts')}>
                <Title order={3} fz={16}>
                  {t('assess/facts')}
                </Title>
                <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
                  {facts.filter(shown).map((q) => (
                    <FactField
                      key={q.name}
                      standard={standard}
                      name={q.name}
                      value={(q.answer?.value ?? q.declared) as Declared | undefined}
                      onChange={(value) =>
                        keep.mutate([{ part: 'fact', name: q.name, value: (value ?? null) as never, evidence: [] }])
                      }
                    />
                  ))}
                </SimpleGrid>
              </Stack>
            )}
            {groups.map((g) => {
              const some = g.asked.filter(shown)
              const under = g.under === undefined ? undefined : standard.nodes.get(g.under)
              const name = under ? `${under.clause ?? under.id} ${say(under.title)}` : t('assess/findings')
              return some.length === 0 ? null : (
                <Stack key={g.under ?? ''} gap="sm" component="section" aria-label={name}>
                  <Title order={3} fz={16}>
                    {name}
                  </Title>
                  {some.map((q) => (
                    <FindingField
                      key={q.name}
                      assessment={assessment.id}
                      standard={standard}
                      asked={q}
                      onAnswer={(answer) => keep.mutate([answer])}
                    />
                  ))}
                </Stack>
              )
            })}
          </Stack>
        </fieldset>
      </Stack>
    </Section>
  )
}
