import { Select, Stack, Text } from '@mantine/core'
import { chains } from '../../../src/crosswalk/chain.ts'
import type { Network } from '../../../src/crosswalk/network.ts'
import { Empty } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { nodeSaid, possibleSaid, reviewSaid } from './named.ts'

const MOST = 20

/** Mappings upwards from one requirement of a framework, the weakest link of each marked. */
export function Chains({
  net,
  framework,
  start,
  onStart,
}: {
  net: Network
  framework: string
  start: string | undefined
  onStart: (id: string | null) => void
}) {
  const words = useWords()
  const { t, say } = words
  const requirements = net.frameworks.find((f) => f.id === framework)?.requirements ?? []
  const node = start === undefined ? undefined : net.nodeOf(framework, start)
  const found = node === undefined ? undefined : chains(net, node, MOST)
  return (
    <Stack gap="sm">
      <Select
        label={t('crosswalk/chainFrom')}
        searchable
        clearable
        data={requirements.map((r) => ({ value: r.id, label: `${r.id} ${say(r.title)}` }))}
        value={node === undefined ? null : (start ?? null)}
        onChange={onStart}
        maw={560}
      />
      {found?.length === 0 && <Empty title={t('crosswalk/noChain')} />}
      {found?.map((chain, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the chains of one start are made anew together
        <div key={n} className="sheet">
          <Text size="sm">{nodeSaid(words, net, chain.links[0]!.from)}</Text>
          {chain.links.map((link, i) => (
            <Text key={link.to} size="sm" pl={16 * (i + 1)}>
              ↑ {possibleSaid(words, link.possible)} · {t(`confidenceOf/${link.row.mapping.confidence}`)} →{' '}
              {nodeSaid(words, net, link.to)}{' '}
              <Text span size="sm" c="dimmed">
                {t(`authorOf/${link.row.set.author}`)} · {reviewSaid(words, link.row.set)}
              </Text>{' '}
              {i === chain.weakest && <strong className="m-open">◀ {t('crosswalk/weakest')}</strong>}
            </Text>
          ))}
          <Text size="sm" c="dimmed">
            {t('crosswalk/whole')}
            {possibleSaid(words, chain.possible)}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
