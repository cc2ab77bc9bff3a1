import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { View } from '../../../src/exchange/text/view.ts'
import { SunburstChart } from '../ui/sunburst-chart.tsx'
import { useWords } from '../words/words.ts'
import { sunburst } from './sunburst.ts'

/** Angle is weight, shade is score. */
export function IndicatorChart({ view }: { view: View }) {
  const { t } = useWords()
  const dark = useComputedColorScheme('light') === 'dark'
  const data = useMemo(() => sunburst(view, dark), [view, dark])
  return <SunburstChart data={data} alt={t('report/chartAlt')} />
}
