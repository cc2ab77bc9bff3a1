import { Badge, Text } from '@mantine/core'
import type { Network } from '../../../src/crosswalk/network.ts'
import { useWords } from '../words/words.ts'
import type { InferredClaim } from './inferred.ts'
import { nodeSaid, possibleSaid } from './named.ts'
import { Steps } from './steps.tsx'

/** What follows, said to be inferred, with the mappings that it follows from. */
export function InferredCard({ of, net }: { of: InferredClaim; net: Network }) {
  const words = useWords()
  const { t } = words
  return (
    <div className="sheet">
      <Text fw={600}>
        {nodeSaid(words, net, of.left)} → {nodeSaid(words, net, of.right)}
      </Text>
      <Text size="sm">
        <Badge variant="outline" color="gray" tt="none" mr={8}>
          {t('crosswalk/inferred')}
        </Badge>
        {t(`weightOf/${of.weight}`)}
        {of.weight !== 'contradicted' && `${words.colon}${possibleSaid(words, of.possible)}`}
      </Text>
      {of.paths.map((path, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paths are made anew together
        <div key={n}>
          {of.paths.length > 1 && (
            <Text size="sm" mt={4}>
              {t('crosswalk/pathNumber', { n: n + 1 })}
              {words.colon}
              {possibleSaid(words, path.possible)}
            </Text>
          )}
          <Steps of={path.steps} net={net} />
        </div>
      ))}
    </div>
  )
}
