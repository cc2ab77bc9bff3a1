import { Group, Stack, Text } from '@mantine/core'
import type { Elsewhere } from '../../../../src/crosswalk/elsewhere.ts'
import type { Proof, Standing } from '../../../../src/crosswalk/evidence.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { nodeSaid } from '../../crosswalk/named.ts'
import { Steps } from '../../crosswalk/steps.tsx'
import { Mark, type MarkKind } from '../../ui/marks.tsx'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../words/words.ts'

type Word = Standing | 'unknown'
const words: readonly (readonly [Word, MarkKind])[] = [
  ['contradicted', 'bad'],
  ['failed', 'bad'],
  ['proved', 'good'],
  ['partly', 'open'],
  ['unknown', 'soft'],
]
/** Further paths to the same say no more. */
const MOST = 3

/** Requirement by requirement, each with the paths that it rests on. */
export function Conclusions({ of: { nodes, conclusions }, net }: { of: Elsewhere; net: Network }) {
  const { t, say } = useWords()
  const wordOf = (n: number): Word => conclusions.get(n)?.standing ?? 'unknown'
  const groups = words
    .map(([word, kind]) => ({ word, kind, some: nodes.filter((n) => wordOf(n) === word) }))
    .filter(({ some }) => some.length > 0)
  const titleOf = (n: number) => {
    const { id, title } = net.places[n]!.requirement
    return `${id} ${say(title)}`
  }
  return (
    <Section title={t('elsewhere/byRequirement')}>
      <Group gap="md" mb="xs">
        {groups.map(({ word, kind, some }) => (
          <Mark key={word} kind={kind}>{`${t(`provedAs/${word}`)} ${some.length}`}</Mark>
        ))}
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t('elsewhere/whose')}
      </Text>
      <Stack gap="sm">
        {groups.map(({ word, kind, some }) => (
          <details key={word} open={word !== 'unknown'}>
            <summary>
              <Mark kind={kind}>{`${t(`provedAs/${word}`)} (${some.length})`}</Mark>
            </summary>
            <ul className="tree">
              {some.map((n) => {
                const proofs = conclusions.get(n)?.proofs ?? []
                return (
                  <li key={n}>
                    {proofs.length === 0 ? (
                      <div className="leaf">{titleOf(n)}</div>
                    ) : (
                      <details>
                        <summary>{titleOf(n)}</summary>
                        <div className="inside">
                          {proofs.slice(0, MOST).map((proof, i) => (
                            // biome-ignore lint/suspicious/noArrayIndexKey: proofs are made anew together
                            <ProofOf key={i} of={proof} net={net} />
                          ))}
                          {proofs.length > MOST && (
                            <Text size="sm">{t('elsewhere/moreProofs', { n: proofs.length - MOST })}</Text>
                          )}
                        </div>
                      </details>
                    )}
                  </li>
                )
              })}
            </ul>
          </details>
        ))}
      </Stack>
    </Section>
  )
}

function ProofOf({ of: { findings, steps, says }, net }: { of: Proof; net: Network }) {
  const own = useWords()
  const { t, colon } = own
  return (
    <div>
      <Text size="sm">
        {t(says === 'failed' ? 'elsewhere/restsOnFailed' : 'elsewhere/restsOn')}
        {colon}
        {findings.map((n) => nodeSaid(own, net, n)).join('; ')}
      </Text>
      <Steps of={steps} net={net} />
    </div>
  )
}
