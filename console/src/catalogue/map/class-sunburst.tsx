import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { Standing } from '../../../../src/catalogue/as-of.ts'
import type { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import { type Cell, standingOf } from '../../../../src/catalogue/system-map.ts'
import { Empty } from '../../ui/states.tsx'
import { SunburstChart } from '../../ui/sunburst-chart.tsx'
import { useWords } from '../../words/words.ts'
import { shownSaid, tallied } from './shown.ts'
import { StandingWords } from './standing-bar.tsx'
import { sunburst } from './sunburst.ts'

/** The same numbers as a picture; under it, in words, what the colours stand for. */
export function ClassSunburst({
  cells,
  catalogue,
  day,
  onClass,
}: {
  cells: readonly Cell[]
  catalogue: Catalogue
  day: number
  onClass: (code: string) => void
}) {
  const words = useWords()
  const { t, say, lang } = words
  const dark = useComputedColorScheme('light') === 'dark'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language alone
  const data = useMemo(() => {
    const name = ({ class: own }: Cell) => `${own.code} ${say(own.title)}`
    return sunburst(
      cells,
      {
        standingOf: (e) => standingOf(catalogue, e, day),
        ofClass: (cell) => `${name(cell)}: ${t('catalogue/counts', cell.counts)}`,
        ofPart: (cell, shown, n) => `${name(cell)}, ${shownSaid(words, shown)}: ${n}`,
      },
      dark,
    )
  }, [cells, catalogue, day, dark, lang])
  const all = new Map<Standing | undefined, number>()
  // each once, in however many classes it stands
  for (const edition of new Set(cells.flatMap((c) => c.editions))) {
    const standing = standingOf(catalogue, edition, day)
    all.set(standing, (all.get(standing) ?? 0) + 1)
  }
  if (data.length === 0) return <Empty title={t('catalogue/empty')} />
  return (
    <>
      <StandingWords of={all} />
      <SunburstChart
        data={data}
        alt={t('catalogue/sunburstAlt', {
          what: tallied(all)
            .map(([shown, n]) => `${shownSaid(words, shown)} ${n}`)
            .join(', '),
        })}
        onSlice={onClass}
      />
    </>
  )
}
