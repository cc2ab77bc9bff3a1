import { Badge, Select, Stack, Text } from '@mantine/core'
import { chains } from '../../../src/crosswalk/chain.ts'
import type { Network } from '../../../src/crosswalk/network.ts'
import { spelled } from '../../../src/crosswalk/relation.ts'
import { Empty } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

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
  const { t, say } = useWords()
  const requirements = net.frameworks.find((f) => f.id === framework)?.requirements ?? []
  const node = start === undefined ? undefined : net.nodeOf(framework, start)
  const found = node === undefined ? undefined : chains(net, node, MOST)
  const named = (n: number) => {
    const { framework: of, requirement } = net.places[n]!
    return `${of.names[0]} ${requirement.id} ${say(requirement.title)}`
  }
  const said = (possible: number) =>
    spelled(possible)
      .map((r) => t(`relationOf/${r}`))
      .join(' / ')
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
          <Text size="sm">{named(chain.links[0]!.from)}</Text>
          {chain.links.map((link, i) => (
            <Text key={link.to} size="sm" pl={16 * (i + 1)}>
              ↑ {said(link.possible)} · {t(`confidenceOf/${link.row.mapping.confidence}`)} → {named(link.to)}{' '}
              {i === chain.weakest && (
                <Badge variant="outline" color="orange" tt="none">
                  {t('crosswalk/weakest')}
                </Badge>
              )}
            </Text>
          ))}
          <Text size="sm" c="dimmed">
            {t('crosswalk/whole')}
            {said(chain.possible)}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
