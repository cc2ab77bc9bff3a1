import { Text, useComputedColorScheme } from '@mantine/core'
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { BackTest } from '../../../src/judge/back-test/document.ts'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

/** The share that passes over the threshold; the wanted rate is a line across. */
export function Curve({ of: { curve, place, wanted } }: { of: NonNullable<BackTest['search']> }) {
  const { t } = useWords()
  const scheme = useComputedColorScheme('light')
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(canvas.current!, undefined, { renderer: 'svg' })
    const ink = scheme === 'dark' ? '#e4e7ea' : '#1b1f24'
    const quiet = scheme === 'dark' ? '#3a4047' : '#d5dade'
    const axis = {
      axisLabel: { color: ink },
      nameTextStyle: { color: ink },
      splitLine: { lineStyle: { color: quiet } },
    }
    chart.setOption({
      animation: false,
      grid: { left: 56, right: 24, top: 24, bottom: 48 },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { ...axis, type: 'value', name: place, nameLocation: 'middle', nameGap: 30, scale: true },
      yAxis: { ...axis, type: 'value', min: 0, max: 1 },
      series: {
        type: 'line',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: scheme === 'dark' ? '#6fb3b8' : '#0f5c63', width: 2 },
        data: curve.map(({ value, rate }) => [Number(value), Number(rate)]),
        ...(wanted
          ? {
              markLine: {
                symbol: 'none',
                label: { color: ink },
                lineStyle: { color: ink },
                data: [{ yAxis: Number(wanted.rate) }],
              },
            }
          : {}),
      },
    })
    const size = new ResizeObserver(() => chart.resize())
    size.observe(canvas.current!)
    return () => {
      size.disconnect()
      chart.dispose()
    }
  }, [curve, place, wanted, scheme])
  const [first, last] = [curve[0], curve.at(-1)]
  const alt = t('backTests/curveAlt', {
    from: first?.value ?? '',
    to: last?.value ?? '',
    high: first?.rate ?? '',
    low: last?.rate ?? '',
  })
  return (
    <Section title={t('backTests/curve')}>
      <figure style={{ margin: 0 }}>
        <div ref={canvas} role="img" aria-label={alt} style={{ height: '20rem' }} />
        <Text component="figcaption" size="sm" c="dimmed">
          {alt}
        </Text>
      </figure>
    </Section>
  )
}
