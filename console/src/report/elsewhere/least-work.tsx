import { List, MultiSelect, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type Elsewhere, testableOf } from '../../../../src/crosswalk/elsewhere.ts'
import type { Framework } from '../../../../src/crosswalk/framework.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { leastWork } from '../../../../src/crosswalk/plan.ts'
import { nodeSaid } from '../../crosswalk/named.ts'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../words/words.ts'
import type { Assessed } from './assessed.ts'

/** The smallest extra work after which every testable requirement is proved; each piece of work counts 1. */
export function LeastWork({
  of: { nodes },
  net,
  assessed: { findings },
  framework,
  hops,
}: {
  of: Elsewhere
  net: Network
  assessed: Assessed
  framework: Framework
  hops: number
}) {
  const words = useWords()
  const { t, say } = words
  const [also, setAlso] = useState<readonly string[]>([])
  const plan = useMemo(() => {
    const satisfied = [...findings].flatMap(([node, f]) => (f === 'satisfied' ? [node] : []))
    const work = new Set([...nodes, ...also.flatMap((id) => testableOf(net, id))])
    return leastWork(
      net.graph,
      satisfied,
      nodes,
      [...work].map((node) => ({ node, cost: 1 })),
      hops,
    )
  }, [net, findings, nodes, also, hops])
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
          value={[...also]}
          onChange={setAlso}
          maw={560}
        />
        <Text fw={600} role="status">
          {t('elsewhere/chosen', { n: plan.chosen.length })} ·{' '}
          {t(plan.proven ? 'elsewhere/proven' : 'elsewhere/notProven')}
        </Text>
        {plan.chosen.length > 0 && (
          <details>
            <summary>{t('elsewhere/show')}</summary>
            <List size="sm">
              {plan.chosen.map((n) => (
                <List.Item key={n}>
                  {nodeSaid(words, net, n)}
                  {findings.get(n) === 'failed' && ` (${t('elsewhere/failedNow')})`}
                </List.Item>
              ))}
            </List>
          </details>
        )}
      </Stack>
    </Section>
  )
}
