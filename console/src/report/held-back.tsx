import { Code, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { nextThreshold, sidesText } from '../../../src/exchange/text/conditions.ts'
import { decisionShort } from '../../../src/exchange/text/decision.ts'
import { heldBack, type Obstacle } from '../../../src/exchange/text/held-back.ts'
import { moved, partsTitle } from '../../../src/exchange/text/held-lines.ts'
import { reasonsOf } from '../../../src/exchange/text/reasons.ts'
import { stepText } from '../../../src/exchange/text/steps.ts'
import { showMain } from '../../../src/exchange/text/values.ts'
import { at, labelOf, levelName, type View } from '../../../src/exchange/text/view.ts'
import { say } from '../../../src/language/text.ts'
import { Mark, markOf } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'

/** Why the headline is not better, followed downwards; the same facts as in the report. */
export function HeldBack({ view }: { view: View }) {
  const { t } = useWords()
  const { held } = view.words
  const id = view.standard.results[0]
  const found = id === undefined ? undefined : at(view, id)
  if (id === undefined || !found) return null
  const h = heldBack(view, id)
  const part = (title: string, items: readonly Obstacle[]) => (
    <div key={title}>
      <Title order={3} fz={15} mb={4}>
        {title}
      </Title>
      <List view={view} of={items} />
    </div>
  )
  const parts: ReactNode[] = []
  if (h.provisos.length > 0) parts.push(part(held.provisos, h.provisos))
  if (h.rung && found.node.level) {
    const name = levelName(view, found.node.level.scale, h.rung.level)
    parts.push(
      part(
        h.rung.turned ? held.reached(name) : held.next(name, decisionShort(view, h.rung.decision)),
        h.rung.conditions,
      ),
    )
  }
  if (h.parts.length > 0) parts.push(part(partsTitle(view, id), h.parts))
  return (
    <Section title={t('report/heldBack')} id="held">
      <Stack gap="md">{parts.length > 0 ? parts : <Text>{held.nothingFound}</Text>}</Stack>
    </Section>
  )
}

function List({ view, of }: { view: View; of: readonly Obstacle[] }) {
  return (
    <ul className="held">
      {of.map((o, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one path may hold several conditions, and their order does not change
        <li key={`${o.path} ${i}`}>
          <Item view={view} of={o} />
          {o.below.length > 0 && <List view={view} of={o.below} />}
        </li>
      ))}
    </ul>
  )
}

function Item({ view, of: o }: { view: View; of: Obstacle }) {
  const { words, lang } = view
  if (o.kind === 'condition') {
    const c = o.condition
    const why = reasonsOf(view, c.why ?? []).slice(0, 3)
    return (
      <>
        <Mark kind={markOf(c.holds)}>{words.holds[c.holds]}</Mark> <Code>{c.text}</Code>{' '}
        <Text span size="sm" c="dimmed">
          {sidesText(view, c)}
        </Text>
        {why.map((r) => (
          <Text key={r.raw} size="sm" c="dimmed">
            {r.text}
          </Text>
        ))}
      </>
    )
  }
  if (o.kind === 'proviso')
    return (
      <>
        <strong>{say(o.step.because, lang) || stepText(view, o.step)}</strong>{' '}
        <Text span size="sm" c="dimmed">
          {moved(view, o)}
        </Text>
      </>
    )
  const found = at(view, o.path)
  if (!found) return o.path
  const next = o.below.length === 0 ? nextThreshold(view, o.path) : ''
  return (
    <>
      {labelOf(view, o.path)}{' '}
      {found.judged.outcome ? (
        <Mark kind={markOf(found.judged.outcome)}>{words.outcome[found.judged.outcome]}</Mark>
      ) : (
        <Text span size="sm" c="dimmed">
          {showMain(view, found.judged, found.node).text}
        </Text>
      )}
      {next && (
        <Text span size="sm" c="dimmed">
          {words.semicolon}
          {next}
        </Text>
      )}
    </>
  )
}
