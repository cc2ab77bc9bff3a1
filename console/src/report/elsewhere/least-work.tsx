import { Button, List, MultiSelect, Stack, Text, Textarea } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { type Cost, extraWork } from '../../../../src/crosswalk/extra-work.ts'
import type { Framework } from '../../../../src/crosswalk/framework.ts'
import { nameOf } from '../../../../src/crosswalk/named.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { readCosts, writeCosts } from '../../../../src/exchange/crosswalk/costs.ts'
import { type Outcome, problem } from '../../../../src/language/problem.ts'
import { nodeSaid } from '../../crosswalk/named.ts'
import { Section } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { useWords } from '../../words/words.ts'
import type { Asking } from './asked.ts'
import type { Assessed } from './assessed.ts'

/** The smallest extra work after which every testable requirement is proved; what has no cost counts 1. */
export function LeastWork({
  net,
  assessed: { findings },
  framework,
  hops,
  asked,
  ask,
}: Asking & {
  net: Network
  assessed: Assessed
  framework: Framework
  hops: number
}) {
  const words = useWords()
  const { t, say } = words
  const [written, write] = useState(asked.costs ?? '')
  const text = useDeferredValue(written)
  const costs = useMemo(() => costsIn(text), [text])
  const work = useMemo(() => asked.work?.split(',') ?? [], [asked.work])
  const plan = useMemo(
    () => (costs.ok ? extraWork(net, findings, { framework: framework.id, work, costs: costs.value, hops }) : costs),
    [net, findings, framework, work, costs, hops],
  )
  const keep = (lines: string) => ask({ costs: lines.trim() || undefined })
  const priced = costs.ok && costs.value.length > 0
  /** a line for each that has none yet: to be given a figure */
  const list = () => {
    if (!plan.ok || !costs.ok) return
    const has = new Set(costs.value.map((c) => c.requirement))
    const open = plan.value.chosen.flatMap((node) => {
      const requirement = nameOf(net, node)!
      return has.has(requirement) ? [] : [{ requirement, cost: plan.value.costOf(node) }]
    })
    const all = [written.trim(), writeCosts(open)].filter(Boolean).join('\n')
    write(all)
    keep(all)
  }
  return (
    <Section title={t('elsewhere/plan')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('elsewhere/planText')}
        </Text>
        <MultiSelect
          label={t('elsewhere/also')}
          searchable
          clearable
          data={net.frameworks
            .filter((f) => f.id !== framework.id && f.requirements.some((r) => r.testable))
            .map((f) => ({ value: f.id, label: `${f.names[0]} ${say(f.title)}` }))}
          value={work.filter((id) => id !== framework.id)}
          onChange={(ids) => ask({ work: ids.join(',') || undefined })}
          maw={560}
        />
        <Textarea
          label={t('elsewhere/costs')}
          description={t('elsewhere/costsHint', { example: `${framework.id}#…` })}
          autosize
          minRows={2}
          maxRows={12}
          value={written}
          onChange={(e) => write(e.currentTarget.value)}
          onBlur={() => keep(written)}
          maw={560}
        />
        {plan.ok ? (
          <>
            <Text fw={600} role="status">
              {t('elsewhere/chosen', { n: plan.value.chosen.length })}
              {priced && ` · ${t('elsewhere/cost', { n: plan.value.cost })}`} ·{' '}
              {t(plan.value.proven ? 'elsewhere/proven' : 'elsewhere/notProven')}
            </Text>
            {plan.value.chosen.length > 0 && (
              <details>
                <summary>{t('elsewhere/show')}</summary>
                <List size="sm">
                  {plan.value.chosen.map((n) => (
                    <List.Item key={n}>
                      {nodeSaid(words, net, n)}
                      {priced && ` · ${t('elsewhere/cost', { n: plan.value.costOf(n) })}`}
                      {findings.get(n) === 'failed' && ` (${t('elsewhere/failedNow')})`}
                    </List.Item>
                  ))}
                </List>
                <Button variant="default" size="xs" mt="xs" onClick={list}>
                  {t('elsewhere/price')}
                </Button>
              </details>
            )}
          </>
        ) : (
          <Problems problems={plan.problems as never} title={t('elsewhere/costsWrong')} />
        )}
      </Stack>
    </Section>
  )
}

/** The most that the server takes, so that an address means the same there. */
const MOST = 4000

function costsIn(text: string): Outcome<readonly Cost[]> {
  if (text.length <= MOST) return readCosts(text, '')
  const said = { zh: '代价表过长', en: 'The list of costs is too long' }
  return { ok: false, problems: [problem('costs-too-long', said, { expected: `≤ ${MOST}`, got: String(text.length) })] }
}
