import { Group, Switch } from '@mantine/core'
import { useState } from 'react'
import { homes, tops } from '../../../src/exchange/text/homes.ts'
import { at, type View } from '../../../src/exchange/text/view.ts'
import type { RequirementOutcome } from '../../../src/judge/judgement.ts'
import { Mark, markOf } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'
import { NodeTree } from './node-tree.tsx'

const order: readonly RequirementOutcome[] = [
  'not-satisfied',
  'inconclusive',
  'not-determined',
  'satisfied',
  'waived',
  'not-applicable',
]

export function Requirements({ view }: { view: View }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const top = tops(view, 'requirements')
  if (top.length === 0) return null
  const leaves = Object.entries(view.nodes).filter(([p, n]) => n.outcome && at(view, p)?.node.part === 'requirements')
  const count = (o: RequirementOutcome) => leaves.filter(([, n]) => n.outcome === o).length
  const failing = (p: string): boolean => {
    const judged = at(view, p)?.judged
    if (!judged) return false
    if (['not-satisfied', 'inconclusive', 'not-determined'].includes(judged.outcome ?? '')) return true
    return judged.parts.some((part) => homes(view).get(part) === p && failing(part))
  }
  return (
    <Section
      title={t('report/requirements')}
      aside={
        <Switch label={t('report/onlyFailing')} checked={open} onChange={(e) => setOpen(e.currentTarget.checked)} />
      }
    >
      <Group gap="md" mb="xs">
        {order
          .filter((o) => count(o) > 0)
          .map((o) => (
            <Mark key={o} kind={markOf(o)}>{`${view.words.outcome[o]} ${count(o)}`}</Mark>
          ))}
      </Group>
      <NodeTree view={view} paths={open ? top.filter(failing) : top} />
    </Section>
  )
}
