import { Badge, Text } from '@mantine/core'
import type { Candidate } from '../../../../src/crosswalk/elsewhere.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { nodeSaid, possibleSaid } from '../../crosswalk/named.ts'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../words/words.ts'

/** What only may be so: apart from what is concluded, and closed until somebody wants it. */
export function Candidates({ of, net }: { of: readonly Candidate[]; net: Network }) {
  const words = useWords()
  const { t } = words
  if (of.length === 0) return null
  return (
    <Section
      title={t('elsewhere/candidates')}
      aside={
        <Badge variant="outline" color="gray" tt="none">
          {t('elsewhere/notFindings')}
        </Badge>
      }
    >
      <details>
        <summary>{t('elsewhere/candidateCount', { n: of.length })}</summary>
        <ul className="held">
          {of.map(({ source, node, possible }) => (
            <li key={`${source} ${node}`}>
              <Text size="sm">
                ? {nodeSaid(words, net, source)} → {nodeSaid(words, net, node)}
                {words.colon}
                {possibleSaid(words, possible)}
              </Text>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}
