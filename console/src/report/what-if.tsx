import { Button, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { resultOf } from '../../../src/exchange/text/results.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import type { Judgement } from '../../../src/judge/judgement.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { judgedAs } from './better.ts'
import { Headline } from './grade.tsx'
import type { Judge } from './judging.ts'
import { NodesChanged } from './nodes-changed.tsx'
import type { ReadReport } from './read.ts'
import { keyOf, type Trial, trialName, trialsOf, tried } from './trial.ts'
import { TrialField } from './trial-field.tsx'

/** Something else for a fact, a quantity or a finding, judged at once in this browser beside what the report says. */
export function WhatIf({ read, view, judge }: { read: ReadReport; view: View; judge: Judge }) {
  const { t } = useWords()
  const [trials, setTrials] = useState<readonly Trial[]>([])
  const [then, setThen] = useState<{ judgement?: Judgement; error?: unknown }>({})
  const all = useMemo(() => trialsOf(view, read.evidence), [view, read])
  useEffect(() => {
    setThen({})
    if (trials.length === 0) return
    let left = false
    const later = setTimeout(() => {
      judge(tried(read.evidence, trials)).then(
        (judgement) => left || setThen({ judgement }),
        (error: unknown) => left || setThen({ error }),
      )
    }, 200)
    return () => {
      left = true
      clearTimeout(later)
    }
  }, [trials, read, judge])
  const set = (trial: Trial) => setTrials((now) => now.map((one) => (keyOf(one) === keyOf(trial) ? trial : one)))
  const thenView = then.judgement && judgedAs(view, then.judgement)
  const groups = (['quantity', 'finding', 'fact'] as const).map((kind) => ({
    group: t(kind === 'quantity' ? 'report/quantity' : kind === 'finding' ? 'assess/findings' : 'assess/facts'),
    items: all
      .filter((one) => one.kind === kind && !trials.some((x) => keyOf(x) === keyOf(one)))
      .map((one) => ({ value: keyOf(one), label: trialName(view, one) })),
  }))
  return (
    <Section
      title={t('report/whatIf')}
      aside={
        trials.length > 0 && (
          <Button variant="default" size="compact-md" onClick={() => setTrials([])}>
            {t('report/whatIfReset')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {t('report/whatIfLead')}
      </Text>
      <Stack>
        <Select
          label={t('report/whatIfPick')}
          placeholder={t('report/find')}
          searchable
          maw={560}
          limit={120}
          value={null}
          data={groups.filter((g) => g.items.length > 0)}
          onChange={(key) => {
            const trial = all.find((one) => keyOf(one) === key)
            if (trial) setTrials((now) => [...now, trial])
          }}
        />
        {trials.map((trial) => (
          <TrialField
            key={keyOf(trial)}
            view={view}
            trial={trial}
            onChange={set}
            onRemove={() => setTrials((now) => now.filter((one) => keyOf(one) !== keyOf(trial)))}
          />
        ))}
        {trials.length > 0 && (
          <SimpleGrid cols={{ base: 1, sm: 2 }} aria-live="polite">
            <Side title={t('report/whatIfNow')} view={view} />
            {thenView ? (
              <Side title={t('report/whatIfThen')} view={thenView} />
            ) : (
              <Text>{then.error === undefined && `${t('report/whatIfJudging')}…`}</Text>
            )}
          </SimpleGrid>
        )}
        {then.error !== undefined && <Problems error={then.error} />}
        {thenView && <NodesChanged before={view} after={thenView} />}
      </Stack>
    </Section>
  )
}

function Side({ title, view }: { title: string; view: View }) {
  const id = view.standard.results[0]
  const r = id === undefined ? undefined : resultOf(view, id)
  return (
    <Paper withBorder p="md">
      <Text size="sm" fw={650}>
        {title}
      </Text>
      {r && <Headline view={view} of={r} />}
    </Paper>
  )
}
