import { Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { factName } from '../../../src/exchange/text/reasons.ts'
import { labelOf, type View } from '../../../src/exchange/text/view.ts'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'
import type { Judge } from './judging.ts'
import type { ReadReport } from './read.ts'
import { type SingleChange, singleChanges } from './single-changes.ts'

/** Which one change would make the headline better: found by judging, not guessed. */
export function Changes({ read, view, judge }: { read: ReadReport; view: View; judge: Judge }) {
  const { t } = useWords()
  const [found, setFound] = useState<readonly SingleChange[]>()
  useEffect(() => {
    const stop = new AbortController()
    setFound(undefined)
    void singleChanges(view, read.evidence, judge, stop.signal).then(
      (changes) => stop.signal.aborted || setFound(changes),
    )
    return () => stop.abort()
  }, [view, read, judge])
  return (
    <Section title={t('report/change')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('report/changeLead')}
      </Text>
      <div role="status">
        {found === undefined && <Text size="sm">{t('report/changeMore')}…</Text>}
        {found?.length === 0 && <Text>{t('report/changeNone')}</Text>}
      </div>
      <Stack component="ul" className="held" gap={2}>
        {found?.slice(0, 8).map((c) => (
          <li key={`${c.kind} ${c.name}`}>
            {c.kind === 'finding'
              ? t('report/ifSatisfied', { name: labelOf(view, c.name) })
              : t('report/ifFact', { name: factName(view, c.name), value: t(c.value ? 'shell/yes' : 'shell/no') })}
            {view.words.pause}
            <strong>{t('report/becomes', { name: c.becomes })}</strong>
          </li>
        ))}
      </Stack>
    </Section>
  )
}
