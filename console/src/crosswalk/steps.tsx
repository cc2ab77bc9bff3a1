import { Text } from '@mantine/core'
import type { Step } from '../../../src/crosswalk/infer.ts'
import type { Network } from '../../../src/crosswalk/network.ts'
import { useWords } from '../words/words.ts'
import { nodeSaid, possibleSaid, reviewSaid } from './named.ts'

/** A path, step by step, with what a reader needs to judge each: its row, whose it is, how sure, and why. */
export function Steps({ of, net }: { of: readonly Step[]; net: Network }) {
  const words = useWords()
  const { t, say } = words
  return (
    <ol className="held">
      {of.map((step) => {
        const row = step.row === null ? undefined : net.rows[step.row]
        return (
          <li key={`${step.from} ${step.to} ${step.row}`}>
            <Text size="sm">
              {nodeSaid(words, net, step.from)} — {possibleSaid(words, step.possible)} → {nodeSaid(words, net, step.to)}
            </Text>
            <Text size="sm" c="dimmed">
              {row
                ? [
                    `${row.set.id} #${row.mapping.id}`,
                    `${t('crosswalk/confidence')} ${t(`confidenceOf/${row.mapping.confidence}`)}`,
                    t(`authorOf/${row.set.author}`),
                    reviewSaid(words, row.set),
                    t(`knownAs/${row.mapping.known}`),
                    say(row.mapping.note),
                  ]
                    .filter(Boolean)
                    .join(' · ')
                : t('crosswalk/wholeAndPart')}
            </Text>
          </li>
        )
      })}
    </ol>
  )
}
