import { Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Comparison } from '../../../src/assessment/compare.ts'
import { comparisonWords } from '../../../src/exchange/comparison/words.ts'
import { showNumber, showShare } from '../../../src/exchange/text/numbers.ts'
import { Listing } from '../ui/listing.tsx'
import { Section } from '../ui/page.tsx'
import { Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** The same questions answered by both, item by item, in a worker: the bootstrap takes a while. */
export function Items({ first, second }: { first: Uint8Array; second: Uint8Array }) {
  const { t, say, lang } = useWords()
  const [told, setTold] = useState<Comparison | null>()
  useEffect(() => {
    setTold(undefined)
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Comparison | null>) => setTold(data)
    worker.onerror = () => setTold(null)
    worker.postMessage([first, second])
    return () => worker.terminate()
  }, [first, second])
  const w = comparisonWords(lang)
  const number = (x: number) => showNumber(String(x), 'ratio').text
  const signed = (x: number) => `${x > 0 ? '+' : x < 0 ? '−' : ''}${number(Math.abs(x))}`
  return (
    <Section title={t('compare/items')}>
      {told === undefined && <Loading lines={3} />}
      {(told === null || told?.quantities.length === 0) && <Text>{t('compare/itemsNone')}</Text>}
      {told && told.quantities.length > 0 && (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {w.method(showShare(String(told.confidence)).text, told.quantities.length)}
          </Text>
          <Listing
            name={t('compare/items')}
            of={told.quantities}
            keyOf={(q) => `${q.measure}.${q.quantity}`}
            columns={[
              {
                head: t('report/quantity'),
                of: (q) => (
                  <>
                    {say(q.title) || q.quantity}
                    <Text size="xs" c="dimmed" ff="monospace">
                      {q.measure}
                    </Text>
                  </>
                ),
              },
              { head: t('compare/pairs'), number: true, of: (q) => q.pairs },
              { head: t('compare/first'), number: true, whole: true, of: (q) => number(q.first) },
              { head: t('compare/second'), number: true, whole: true, of: (q) => number(q.second) },
              {
                head: t('compare/interval'),
                number: true,
                whole: true,
                of: (q) => `${signed(q.lower)} … ${signed(q.upper)}`,
              },
              {
                head: t('compare/p'),
                number: true,
                whole: true,
                of: (q) => (q.adjustedP < 0.001 ? '< 0.001' : q.adjustedP.toFixed(3)),
              },
              { head: t('compare/finding'), of: (q) => t(`compare/${q.finding}`) },
            ]}
          />
          <Text size="sm">{w.meaning}</Text>
        </Stack>
      )}
      {told && told.apart.length > 0 && (
        <details>
          <summary>{w.apart}</summary>
          <ul className="held">
            {told.apart.map((a) => (
              <li key={a.measure}>
                <code>{a.measure}</code> {w.why[a.why]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}
