import { Code, Text } from '@mantine/core'
import type { Node, Standard } from '../../../src/language/standard.ts'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'

/** Nodes as the standard nests them; each opens to its formula, its ladder and where it comes from. */
export function NodeTree({ standard, ids }: { standard: Standard; ids: readonly string[] }) {
  return (
    <ul className="tree">
      {ids.map((id) => (
        <Entry key={id} standard={standard} node={standard.nodes.get(id)!} />
      ))}
    </ul>
  )
}

function Entry({ standard, node }: { standard: Standard; node: Node }) {
  const { t, say } = useWords()
  const inner = node.of.filter((id) => standard.nodes.get(id)?.parent === node.id)
  const name = say(node.title) || (node.value?.text ?? node.holds?.text ?? '')
  return (
    <li>
      <details>
        <summary>
          <span className="tree-line">
            <span>
              <Text span size="sm" c="dimmed">
                {node.clause ?? node.id}
              </Text>{' '}
              {name}
            </span>
            <span>
              {node.weight?.text && (
                <Text span size="sm">
                  <Text span c="dimmed" size="xs">
                    {t('standards/weight')}{' '}
                  </Text>
                  {node.weight.text}
                </Text>
              )}
            </span>
          </span>
        </summary>
        <div className="inside">
          <Details standard={standard} node={node} />
        </div>
        {inner.length > 0 && <NodeTree standard={standard} ids={inner} />}
      </details>
    </li>
  )
}

function Details({ standard, node }: { standard: Standard; node: Node }) {
  const { t, say } = useWords()
  const formula = (text: string | undefined) => (text ? <Code>{text}</Code> : undefined)
  const ladder = node.level?.ladder
  return (
    <Pairs
      of={[
        [t('standards/clause'), node.clause && node.clause !== node.id ? `${node.clause} (${node.id})` : undefined],
        [t('standards/wording'), node.says?.text],
        [t('standards/check'), node.check?.join(', ')],
        [t('standards/formula'), formula(node.value?.text)],
        [t('standards/condition'), formula(node.holds?.text ?? node.when?.text)],
        [t('standards/level'), node.at ? `${node.at.level.id} ${say(node.at.level.title)}` : undefined],
        [
          t('standards/ladder'),
          ladder && ladder.length > 0 ? (
            <ul className="plain" key="ladder">
              {ladder.map((rung) => (
                <li key={rung.level.id}>
                  {rung.level.id} {say(rung.level.title)}: <Code>{rung.holds.text}</Code>
                </li>
              ))}
            </ul>
          ) : undefined,
        ],
        [
          t('standards/from'),
          node.from.length > 0
            ? node.from.map((key) => standard.sources.get(key)?.title ?? key).join(' · ')
            : undefined,
        ],
      ]}
    />
  )
}
