import { shanghaiDistricts } from '../../../src/instruments/enterprise/filing/codes/district.ts'
import type { Text } from '../../../src/language/text.ts'

export interface District {
  readonly code: string
  readonly title: Text
  /** where its tile lies, from 1: roughly where the district lies on a map */
  readonly column: number
  readonly row: number
}

/** The last two digits of the codes, a word each; a point where there is no tile. */
const rows = ['. . . 51', '. 14 13', '. 07 06 09 10', '18 05 01 15', '17 04 12', '16 . 20']

/** The districts of Shanghai as tiles of the same size: the small ones in the middle are read as well as the large ones around. */
export const districts: readonly District[] = rows.flatMap((line, row) =>
  line.split(' ').flatMap((word, column) => {
    const code = `3101${word}`
    return word === '.' ? [] : [{ code, title: shanghaiDistricts[code]!, column: column + 1, row: row + 1 }]
  }),
)
