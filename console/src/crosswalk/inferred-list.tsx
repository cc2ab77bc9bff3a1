import { Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Network } from '../../../src/crosswalk/network.ts'
import { More } from '../ui/more.tsx'
import { Section } from '../ui/page.tsx'
import { usePaged } from '../ui/paged.ts'
import { Empty } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { HopsField } from './hops.tsx'
import { type InferredClaim, inferredBetween, type Weight, weights } from './inferred.ts'
import { InferredCard } from './inferred-card.tsx'

/** Bits go from equal to none: what is closest comes first. */
const closest = (a: InferredClaim, b: InferredClaim) => a.possible - b.possible

/** Everything that follows between two frameworks, surest first; what only may be so last and apart. */
export function InferredList({
  net,
  left,
  right,
  hops,
  onHops,
}: {
  net: Network
  left: string
  right: string
  hops: number
  onHops: (hops: number) => void
}) {
  const { t } = useWords()
  const all = useMemo(() => inferredBetween(net, left, right, hops), [net, left, right, hops])
  const groups = weights
    .map((weight) => ({ weight, some: all.filter((c) => c.weight === weight).sort(closest) }))
    .filter(({ some }) => some.length > 0)
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <HopsField value={hops} onChange={onHops} />
        <Text size="sm" role="status">
          {groups.map(({ weight, some }) => `${t(`weightOf/${weight}`)} ${some.length}`).join(' · ')}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t('crosswalk/inferredLead')}
      </Text>
      {all.length === 0 && <Empty title={t('crosswalk/noInferred')} text={t('crosswalk/noneText')} />}
      {groups.map(({ weight, some }) => (
        <OfOneWeight key={weight} weight={weight} of={some} about={`${left} ${right} ${hops}`} net={net} />
      ))}
    </Stack>
  )
}

function OfOneWeight({
  weight,
  of,
  about,
  net,
}: {
  weight: Weight
  of: readonly InferredClaim[]
  about: string
  net: Network
}) {
  const { t } = useWords()
  const { shown, more } = usePaged(of, about, 20)
  return (
    <Section title={`${t(`weightOf/${weight}`)} (${of.length})`}>
      <details open={weight !== 'candidate'}>
        <summary>{t('crosswalk/listed')}</summary>
        <Stack gap="xs" mt="xs">
          {shown.map((claim) => (
            <InferredCard key={`${claim.left} ${claim.right}`} of={claim} net={net} />
          ))}
          <More of={more} />
        </Stack>
      </details>
    </Section>
  )
}
