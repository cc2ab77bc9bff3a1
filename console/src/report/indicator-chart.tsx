import { Text, useComputedColorScheme } from '@mantine/core'
import { SunburstChart } from 'echarts/charts'
import { TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { View } from '../../../src/exchange/text/view.ts'
import { useWords } from '../words/words.ts'
import { sunburst } from './sunburst.ts'

use([SunburstChart, TooltipComponent, SVGRenderer])

/** Angle is weight, shade is score. */
export function IndicatorChart({ view }: { view: View }) {
  const { t } = useWords()
  const scheme = useComputedColorScheme('light')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(place.current!, undefined, { renderer: 'svg' })
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const ink = scheme === 'dark' ? '#e4e7ea' : '#1b1f24'
    chart.setOption({
      animation: !still,
      tooltip: { confine: true, formatter: ({ data }: { data?: { said?: string } }) => escaped(data?.said ?? '') },
      series: {
        type: 'sunburst',
        radius: ['14%', '95%'],
        data: sunburst(view, scheme === 'dark'),
        sort: null,
        nodeClick: 'rootToNode',
        label: {
          color: ink,
          fontSize: 12,
          minAngle: 8,
          rotate: 0,
          formatter: ({ data }: { data?: { key?: string } }) => data?.key ?? '',
        },
        itemStyle: { borderColor: scheme === 'dark' ? '#14171a' : '#ffffff', borderWidth: 1.5 },
        emphasis: { focus: 'ancestor' },
      },
    })
    const size = new ResizeObserver(() => chart.resize())
    size.observe(place.current!)
    return () => {
      size.disconnect()
      chart.dispose()
    }
  }, [view, scheme])
  return (
    <figure style={{ margin: 0 }}>
      <div ref={place} role="img" aria-label={t('report/chartAlt')} style={{ height: 'min(34rem, 90vw)' }} />
      <Text component="figcaption" size="sm" c="dimmed">
        {t('report/chartAlt')}
      </Text>
    </figure>
  )
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
