import { SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { tops } from '../../../src/exchange/text/homes.ts'
import type { View } from '../../../src/exchange/text/view.ts'
import { Section } from '../ui/page.tsx'
import { Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { NodeTree } from './node-tree.tsx'

const IndicatorChart = lazy(async () => ({ default: (await import('./indicator-chart.tsx')).IndicatorChart }))

/** The indicators as a chart and as a table: the table says everything, the chart only some of it. */
export function Indicators({ view, onMeasure }: { view: View; onMeasure: (measure: string) => void }) {
  const { t } = useWords()
  const [shown, setShown] = useState('table')
  const top = tops(view, 'indicators')
  if (top.length === 0) return null
  return (
    <Section
      title={t('report/indicators')}
      aside={
        <SegmentedControl
          aria-label={t('report/indicators')}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'table', label: t('report/table') },
            { value: 'chart', label: t('report/chart') },
          ]}
        />
      }
    >
      {shown === 'chart' ? (
        <Suspense fallback={<Loading />}>
          <IndicatorChart view={view} />
        </Suspense>
      ) : (
        <NodeTree view={view} paths={top} onMeasure={onMeasure} />
      )}
    </Section>
  )
}
