import { Badge, Text } from '@mantine/core'
import type { Network } from '../../../src/crosswalk/network.ts'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'
import { type Claim, symbols } from './claims.ts'
import { reviewSaid } from './named.ts'

/** A mapping with everything that a reader needs to judge it. */
export function ClaimCard({ of: claim, left, right, net }: { of: Claim; left: string; right: string; net: Network }) {
  const words = useWords()
  const { t, say } = words
  const { set, mapping } = claim.row
  const side = (framework: string, ids: readonly string[]) => {
    const titles = ids.map((id) => {
      const node = net.nodeOf(framework, id)
      return node === undefined ? id : `${id} ${say(net.places[node]!.requirement.title)}`
    })
    return `${titles.join('; ')}${ids.length > 1 ? t('crosswalk/together') : ''}`
  }
  return (
    <div className="sheet">
      <Text fw={600}>
        {side(left, claim.left)} <span aria-hidden>{symbols[claim.relation]}</span> {side(right, claim.right)}
      </Text>
      {claim.relation === 'related' && (
        <Badge variant="outline" color="gray">
          {t('crosswalk/candidate')}
        </Badge>
      )}
      <Pairs
        of={[
          [t('crosswalk/relation'), t(`relationOf/${claim.relation}`)],
          [t('crosswalk/path'), `${t('crosswalk/direct')} · ${set.id} #${mapping.id}`],
          [t('crosswalk/rationale'), mapping.rationale && t(`rationaleOf/${mapping.rationale}`)],
          [t('crosswalk/why'), say(mapping.note)],
          [t('crosswalk/confidence'), t(`confidenceOf/${mapping.confidence}`)],
          [t('crosswalk/known'), t(`knownAs/${mapping.known}`)],
          [t('crosswalk/author'), `${t(`authorOf/${set.author}`)} · ${set.authors.join(', ')}`],
          [t('crosswalk/reviewer'), reviewSaid(words, set)],
          [t('crosswalk/source'), mapping.from],
        ]}
      />
    </div>
  )
}
