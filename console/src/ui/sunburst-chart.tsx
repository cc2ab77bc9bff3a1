import { Text, useComputedColorScheme } from '@mantine/core'
import { SunburstChart as Sunburst } from 'echarts/charts'
import { TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([Sunburst, TooltipComponent, SVGRenderer])

export interface Slice {
  readonly name: string
  /** what there is room for in the outer rings */
  readonly key: string
  /** what a reader is told who points at it */
  readonly said: string
  /** where nothing is given, the sum of its children */
  readonly value?: number
  readonly itemStyle: { readonly color: string; readonly decal?: object }
  /** where there is no room for words, `{ show: false }` */
  readonly label?: { readonly show: boolean }
  readonly children?: readonly Slice[]
}

/** A picture beside words that say the same: it is one image to whoever cannot see it. `data`: given again only where it has changed. */
export function SunburstChart({
  data,
  alt,
  onSlice,
}: {
  data: readonly Slice[]
  alt: string
  /** a slice was pressed; without it, pressing goes down into the slice */
  onSlice?: (key: string) => void
}) {
  const scheme = useComputedColorScheme('light')
  const place = useRef<HTMLDivElement>(null)
  const press = useRef(onSlice)
  press.current = onSlice
  const goesDown = onSlice === undefined
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
        data,
        sort: null,
        nodeClick: goesDown ? 'rootToNode' : false,
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
    chart.on('click', ({ data }) => {
      const { key } = (data ?? {}) as { key?: string }
      if (key) press.current?.(key)
    })
    const size = new ResizeObserver(() => chart.resize())
    size.observe(place.current!)
    return () => {
      size.disconnect()
      chart.dispose()
    }
  }, [data, scheme, goesDown])
  return (
    <figure style={{ margin: 0 }}>
      <div ref={place} role="img" aria-label={alt} style={{ height: 'min(34rem, 90vw)' }} />
      <Text component="figcaption" size="sm" c="dimmed">
        {alt}
      </Text>
    </figure>
  )
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
