import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { IndustrySnapshot } from '../../../src/monitoring/publication/snapshot.ts'
import { Pairs } from '../ui/pairs.tsx'
import { useWords } from '../words/words.ts'
import { useShown } from './shown.ts'

/** What a snapshot was made from, what it withholds, and its hash. */
export function Head({ of, more = [] }: { of: IndustrySnapshot; more?: readonly (readonly [string, ReactNode])[] }) {
  const { t } = useWords()
  const shown = useShown()
  const { contributors, largest, two } = of.rules
  return (
    <Pairs
      of={[
        ...more,
        [t('industry/asOf'), of.asOf],
        [t('industry/standard'), `${of.standard.id} ${of.standard.edition}`],
        [t('industry/counted'), `${of.filings.toLocaleString()} · ${of.enterprises.toLocaleString()}`],
        [
          t('industry/withheld'),
          <>
            {t('industry/withheldText', {
              contributors,
              largest: shown(largest, 'share'),
              two: shown(two, 'share'),
            })}{' '}
            <Text span size="sm" c="dimmed">
              {t('industry/ours')}
            </Text>
          </>,
        ],
        [t('industry/hash'), <code key="h">{of.hash}</code>],
      ]}
    />
  )
}
