import { Code, Stack, Tabs, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { showShare } from '../../../src/exchange/text/numbers.ts'
import { wordsOf } from '../../../src/exchange/text/words.ts'
import type { Standard } from '../../../src/language/standard.ts'
import { useMay } from '../shell/principal.ts'
import { AuthorityBanner } from '../ui/authority.tsx'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { useLoaded } from './loaded.ts'
import { NodeTree } from './node-tree.tsx'
import { Facts, Measures, Sources } from './parts.tsx'

export function StandardPage() {
  const { hash } = useParams({ from: '/inside/standards/$hash' })
  const standard = useLoaded(hash)
  return <Loaded query={standard}>{(s) => <Shown standard={s} />}</Loaded>
}

function Shown({ standard: s }: { standard: Standard }) {
  const { t, say, lang } = useWords()
  const may = useMay()
  const words = wordsOf(lang).decision
  const decision = s.decision.kind === 'point' ? words.point : words.guarded(showShare(s.decision.confidence).text)
  const tabs = [
    [
      'indicators',
      t('standards/indicators'),
      s.indicators.length > 0 && <NodeTree key="i" standard={s} ids={s.indicators} />,
    ],
    [
      'clauses',
      t('standards/clauses'),
      s.requirements.length > 0 && <NodeTree key="r" standard={s} ids={s.requirements} />,
    ],
    ['results', t('standards/results'), <NodeTree key="x" standard={s} ids={s.results} />],
    ['measures', t('standards/measures'), s.measures.size > 0 && <Measures key="m" standard={s} />],
    ['facts', t('standards/facts'), s.facts.size > 0 && <Facts key="f" standard={s} />],
    ['sources', t('standards/sources'), <Sources key="s" standard={s} />],
    [
      'text',
      t('standards/text'),
      <Code key="t" block tabIndex={0} style={{ maxHeight: '70vh', overflow: 'auto' }}>
        {[...s.files.values()][0]}
      </Code>,
    ],
  ] as const
  const shown = tabs.filter(([, , content]) => content !== false)
  return (
    <Page
      title={say(s.title)}
      lead={
        <>
          <Code>{s.id}</Code> {t('standards/edition')} {s.edition}
        </>
      }
      actions={
        may('assessment.run') && (
          <ButtonLink to="/assessments/new" search={{ standard: s.hash }}>
            {t('standards/assess')}
          </ButtonLink>
        )
      }
    >
      <AuthorityBanner authority={s.authority} />
      <Pairs
        of={[
          [t('standards/body'), say(s.body)],
          [t('standards/stage'), say(s.stage)],
          [t('standards/jurisdiction'), s.jurisdiction],
          [t('standards/decision'), decision],
          [t('standards/extends'), s.extends && `${s.extends.id}@${s.extends.edition}`],
          [t('standards/hash'), <Code key="h">{s.hash}</Code>],
        ]}
      />
      <Tabs defaultValue={shown[0]![0]} keepMounted={false}>
        <Tabs.List>
          {shown.map(([id, name]) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(([id, , content]) => (
          <Tabs.Panel key={id} value={id} pt="md">
            <Stack>
              {content}
              {id === 'results' && s.validity.months !== undefined && (
                <Text size="sm">
                  {t('standards/validity')}: {s.validity.months}
                </Text>
              )}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
