import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { calledOf } from '../../../src/exchange/text/quantity-names.ts'
import { factName } from '../../../src/exchange/text/reasons.ts'
import { nameOf, type View } from '../../../src/exchange/text/view.ts'
import { changeText, verdictName } from '../../../src/exchange/text/what-if.ts'
import type { WayTo, WhatIf } from '../../../src/judge/what-if/document.ts'
import { type Outcome, ProblemError } from '../../../src/language/problem.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import type { LeastAsk } from './least-worker.ts'
import type { ReadReport } from './read.ts'

/** By how little a number or an answer would have to be otherwise for another result: searched when it is asked, and ended at will. */
export function Least({ read, bytes, view }: { read: ReadReport; bytes: Uint8Array; view: View }) {
  const { t } = useWords()
  const results = view.standard.results.filter((id) => {
    const node = view.standard.nodes.get(id)!
    return node.level || node.holds || node.gives
  })
  const [result, setResult] = useState(results[0])
  const [found, setFound] = useState<WhatIf>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const worker = useRef<Worker | undefined>(undefined)
  const end = () => {
    worker.current?.terminate()
    worker.current = undefined
    setBusy(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report or result is another search
  useEffect(() => {
    setFound(undefined)
    setError(undefined)
    return end
  }, [bytes, result])
  const find = () => {
    if (result === undefined) return
    const room = new Worker(new URL('./least-worker.ts', import.meta.url), { type: 'module' })
    worker.current = room
    setBusy(true)
    room.onmessage = ({ data }: MessageEvent<Outcome<WhatIf>>) => {
      end()
      if (data.ok) setFound(data.value)
      else setError(new ProblemError(data.problems))
    }
    room.onerror = (event) => {
      end()
      setError(new Error(event.message))
    }
    room.postMessage({ bytes, evidence: read.evidence, result } satisfies LeastAsk)
  }
  if (result === undefined) return null
  return (
    <Section title={t('report/least')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('report/leastLead')}
      </Text>
      <Group align="flex-end" gap="sm">
        {results.length > 1 && (
          <NativeSelect
            label={t('report/leastOf')}
            value={result}
            onChange={(e) => setResult(e.currentTarget.value)}
            data={results.map((id) => ({ value: id, label: nameOf(view, id) }))}
          />
        )}
        {busy ? (
          <Button variant="default" onClick={end}>
            {t('shell/cancel')}
          </Button>
        ) : (
          !found && (
            <Button variant="default" onClick={find}>
              {t('report/leastFind')}
            </Button>
          )
        )}
      </Group>
      <div role="status">{busy && <Text size="sm">{t('report/leastFinding')}…</Text>}</div>
      {error !== undefined && <Problems error={error} />}
      {found && (
        <Stack gap="xs" mt="xs">
          {found.ways.map((way) => (
            <Way key={way.verdict} of={way} result={found.result} view={view} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Way({ of: way, result, view }: { of: WayTo; result: string; view: View }) {
  const { t } = useWords()
  const { whatIf, comma } = view.words
  const names = { view, called: (path: string) => called(view, path) }
  const sets = [
    [whatIf.alone, way.changes.map((c) => changeText(names, c))],
    [whatIf.together, way.pairs.map(([a, b]) => `${changeText(names, a)}${whatIf.and}${changeText(names, b)}`)],
    [whatIf.set, way.together.map((c) => changeText(names, c))],
  ] as const
  const said = sets.filter(([, lines]) => lines.length > 0)
  return (
    <div>
      <Text fw={600}>
        {whatIf[way.direction](verdictName({ view }, view.standard.nodes.get(result)!, way.verdict))}
      </Text>
      {said.length === 0 && <Text size="sm">{whatIf.none}</Text>}
      {said.map(([title, lines]) => (
        <div key={title}>
          <Text size="sm" c="dimmed">
            {title}
          </Text>
          <ul className="held">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {way.pairsUnfinished && <Text size="sm">{t('report/leastPairs')}</Text>}
      {way.unsearched.length > 0 && <Text size="sm">{whatIf.unsearched(way.unsearched.join(comma))}</Text>}
    </div>
  )
}

/** `AI revenue (filing.years[2].aiRevenue)`: as the standard or the instrument calls it. */
function called(view: View, path: string): string {
  const [first = '', second = '', third = ''] = path.replace(/\[\d+\]/g, '').split('.')
  if (view.standard.facts.has(first)) return factName(view, first)
  const produced = view.report.measures.find((m) => m.measure === first)?.produces?.find((p) => p.name === second)
  const field = produced?.fields?.find((p) => p.name === third)
  const name = calledOf(view, field ?? produced, '')
  if (name) return `${name}${view.words.inBrackets(path)}`
  return view.nodes[path] ? nameOf(view, path) : path
}
