import type { Standing } from '../../../../src/catalogue/as-of.ts'
import type { Edition } from '../../../../src/catalogue/edition.ts'
import type { Cell } from '../../../../src/catalogue/system-map.ts'
import type { Slice } from '../../ui/sunburst-chart.tsx'
import { type Branch, branchesOf } from './branches.ts'
import { colourOf, type Shown, tallied } from './shown.ts'

export interface Told {
  readonly standingOf: (edition: Edition) => Standing | undefined
  /** of a class: its name and how much is in it */
  readonly ofClass: (cell: Cell) => string
  /** of those in a class itself that are one thing on the day */
  readonly ofPart: (cell: Cell, shown: Shown, n: number) => string
}

/**
 * Classes inside, and at the rim of each what its editions are on the day; those that stand in the class itself beside its parts. An edition that
 * stands in two classes is in both. `cells`: a tree in reading order, as `systemMap` gives it; what has nothing is left out.
 */
export function sunburst(cells: readonly Cell[], told: Told, dark: boolean): readonly Slice[] {
  const level = (branches: readonly Branch[]): readonly Slice[] =>
    branches.flatMap(({ cell, below }) => {
      if (cell.editions.length === 0) return []
      const inside = new Set(below.flatMap((b) => b.cell.editions))
      const tally = new Map<Standing | undefined, number>()
      for (const edition of cell.editions) {
        if (inside.has(edition)) continue
        const standing = told.standingOf(edition)
        tally.set(standing, (tally.get(standing) ?? 0) + 1)
      }
      const rim = tallied(tally).map(
        ([shown, value]): Slice => ({
          name: `${cell.class.code} ${shown}`,
          key: '',
          said: told.ofPart(cell, shown, value),
          value,
          label: { show: false },
          itemStyle: { color: colourOf(shown, dark) },
        }),
      )
      const { code } = cell.class
      return [
        {
          name: code,
          key: code,
          said: told.ofClass(cell),
          itemStyle: { color: dark ? '#343a41' : '#e3e6ea' },
          children: [...level(below), ...rim],
        },
      ]
    })
  return level(branchesOf(cells))
}
