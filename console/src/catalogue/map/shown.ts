import { type Standing, standings } from '../../../../src/catalogue/as-of.ts'
import type { Say } from '../../words/words.ts'

/** What an edition is on a day, or that the catalogue cannot tell. */
export type Shown = Standing | 'cannotTell'

/** How many are what; undefined stands for those of which the catalogue cannot tell. */
export type Tally = ReadonlyMap<Standing | undefined, number>

/** In the order of `standings`, what cannot be told last; only what there is. */
export const tallied = (tally: Tally): readonly (readonly [Shown, number])[] =>
  [...standings, undefined].flatMap((s) => {
    const n = tally.get(s) ?? 0
    return n > 0 ? [[s ?? 'cannotTell', n] as const] : []
  })

export const shownSaid = ({ t }: Say, shown: Shown): string =>
  shown === 'cannotTell' ? t('catalogue/cannotTell') : t(`standingOf/${shown}`)

const colours: Readonly<Record<Shown, readonly [light: string, dark: string]>> = {
  'in-force': ['#3f8f63', '#4caf7a'],
  upcoming: ['#3a86bd', '#4fa3d8'],
  'in-preparation': ['#cf9428', '#d9a441'],
  replaced: ['#8a939c', '#7a838c'],
  withdrawn: ['#b5504c', '#d1635f'],
  cannotTell: ['#c3c9cf', '#4a525a'],
}

/** Never alone: a word stands beside it. */
export const colourOf = (shown: Shown, dark: boolean): string => colours[shown][dark ? 1 : 0]
