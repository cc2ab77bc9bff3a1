import { Table, Text, useComputedColorScheme } from '@mantine/core'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { Scroll } from '../ui/scroll.tsx'
import { useWords } from '../words/words.ts'
import { type Shown, useShown } from './shown.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export interface Series {
  readonly name: string
  /** one for each period */
  readonly values: readonly Shown[]
}

/** A line for each group over the periods, and the same as a table. Where a value is withheld the line has a gap. */
export function Trend({
  name,
  periods,
  series,
}: {
  name: string
  periods: readonly string[]
  series: readonly Series[]
}) {
  const { t } = useWords()
  const shown = useShown()
  const scheme = useComputedColorScheme('light')
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(canvas.current!, undefined, { renderer: 'svg' })
    const ink = scheme === 'dark' ? '#e4e7ea' : '#1b1f24'
    const quiet = scheme === 'dark' ? '#3a4047' : '#d5dade'
    const colours =
      scheme === 'dark'
        ? ['#6fb3b8', '#e0a458', '#b7a3e0', '#8fbf7f', '#e08a8a', '#9aa7b4']
        : ['#0f5c63', '#a65f00', '#6a4fb3', '#3f7a2d', '#b03a3a', '#56616c']
    const axis = { axisLabel: { color: ink }, splitLine: { lineStyle: { color: quiet } } }
    chart.setOption({
      animation: false,
      color: colours,
      grid: { left: 64, right: 24, top: 44, bottom: 32 },
      legend: { textStyle: { color: ink }, top: 0, type: 'plain' },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { ...axis, type: 'category', data: [...periods], boundaryGap: false },
      yAxis: { ...axis, type: 'value', min: 0, axisLabel: { color: ink, formatter: (v: number) => shown(v) } },
      series: series.map((s, i) => ({
        name: s.name,
        type: 'line',
        symbol: ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'][i % 6],
        symbolSize: 8,
        lineStyle: { width: 2, type: (['solid', 'dashed', 'dotted'] as const)[Math.floor(i / 6) % 3] },
        data: s.values.map((v) => (typeof v === 'number' ? v : null)),
      })),
    })
    const size = new ResizeObserver(() => chart.resize())
    size.observe(canvas.current!)
    return () => {
      size.disconnect()
      chart.dispose()
    }
  }, [periods, series, scheme, shown])
  return (
    <>
      <div ref={canvas} role="img" aria-label={`${name} ${t('industry/trendAlt')}`} style={{ height: '18rem' }} />
      <Scroll name={name}>
        <Table aria-label={name} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {periods.map((p) => (
                <Table.Th key={p} className="num">
                  {p}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {series.map((s) => (
              <Table.Tr key={s.name}>
                <Table.Th scope="row">{s.name}</Table.Th>
                {s.values.map((v, i) => (
                  <Table.Td key={periods[i]} className="num">
                    {shown(v)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
      {series.some((s) => s.values.includes('*')) && (
        <Text size="sm" c="dimmed">
          {t('industry/gap')}
        </Text>
      )}
    </>
  )
}
