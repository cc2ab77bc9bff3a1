import { Group, Stack, Text } from '@mantine/core'
import { decisionSentence } from '../../../src/exchange/text/decision.ts'
import { showShare } from '../../../src/exchange/text/numbers.ts'
import { kindText, type Result, resultOf, shareName, sharesOf } from '../../../src/exchange/text/results.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import { wordsOf } from '../../../src/exchange/text/words.ts'
import { Section } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'

/** The headline, large, never without its kind; its confidence; and every other result. */
export function Grade({ view }: { view: View }) {
  const { t } = useWords()
  const [first, ...rest] = view.standard.results
  const r = first === undefined ? undefined : resultOf(view, first)
  if (!r) return <Text>{wordsOf(view.lang).result.none}</Text>
  const others = rest.flatMap((id) => {
    const other = resultOf(view, id)
    return other && other.node.qualifies.length === 0 ? [other] : []
  })
  return (
    <Section title={t('report/result')}>
      <Stack gap="md">
        <Headline view={view} of={r} />
        <Shares view={view} of={r} />
        <Text size="sm" c="dimmed">
          {decisionSentence(view, r.node)}
        </Text>
        {others.length > 0 && (
          <Pairs of={others.map((o) => [o.name, <ResultText key={o.path} view={view} of={o} />] as const)} />
        )}
      </Stack>
    </Section>
  )
}

export function Headline({ view, of: r }: { view: View; of: Result }) {
  const { words } = view
  return (
    <div>
      <Text size="sm" c="dimmed">
        {r.name}
      </Text>
      <Group gap="md" align="baseline">
        <span className="grade">{r.main.text}</span>
        {r.title && <Text fz="xl">{r.title}</Text>}
        {r.possible && <Text c="dimmed">{r.possible}</Text>}
        {r.share !== undefined && <Text>{words.draws.headline(showShare(r.share).text)}</Text>}
      </Group>
      <Text size="sm">
        <Text span c="dimmed" size="sm">
          {words.result.kind}
          {words.colon}
        </Text>
        <strong>{kindText(view, r.kinds)}</strong>
      </Text>
      {r.rangeNote && <Text mt={4}>{r.rangeNote}</Text>}
    </div>
  )
}

export function ResultText({ view, of: r }: { view: View; of: Result }) {
  return (
    <>
      <strong>{r.main.text}</strong> {r.title} {r.possible}{' '}
      <Text span size="sm" c="dimmed">
        [{kindText(view, r.kinds)}]
      </Text>
    </>
  )
}

function Shares({ view, of: r }: { view: View; of: Result }) {
  const { words } = view
  const shares = sharesOf(r)
  if (r.drawn?.kind === 'quantiles') return <Text>{words.draws.quantiles(r.drawn.p05, r.drawn.p50, r.drawn.p95)}</Text>
  if (shares.length === 0) return <Text size="sm">{words.draws.none}</Text>
  return (
    <Stack gap={4} maw={640}>
      <Text size="sm" c="dimmed">
        {words.draws.caption}
      </Text>
      <Stack component="ul" className="plain" gap={4} aria-label={words.draws.caption}>
        {shares.map((s) => (
          <li key={s.key} className="share">
            <Text span size="sm" fw={s.chosen ? 650 : 400}>
              {shareName(view, r, s.key)}
            </Text>
            <span className="track" aria-hidden="true" style={{ display: 'block' }}>
              <div style={{ width: `${Number(s.share) * 100}%` }} />
            </span>
            <Text span size="sm">
              {showShare(s.share).text}
            </Text>
          </li>
        ))}
      </Stack>
    </Stack>
  )
}
