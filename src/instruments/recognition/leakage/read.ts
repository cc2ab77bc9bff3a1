import { ProblemError, problem } from '../../../language/problem.ts'
import { type Hashes, halvesOf } from '../../../metrics/hamming/hashes.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { type Row, readTable } from '../files/table.ts'

const columns = {
  id: { names: ['id', '编号'] },
  hash: { names: ['hash', 'phash', 'dhash', '散列值', '感知散列'] },
  sha256: { names: ['sha256'], optional: true },
} as const

/** Items of one set: they are held in memory. */
const MOST_ITEMS = 2 ** 22

/** Items of one set, in columns. */
export interface HashedItems extends Hashes {
  readonly ids: readonly string[]
  /** lower case; empty where the table has none */
  readonly sha256: readonly string[]
}

/** All items of some tables. ProblemError: leakage-too-large, and those of `readTable`. */
export async function itemsOf(files: readonly string[], source: Source): Promise<HashedItems> {
  const seen = new Set<string>()
  const ids: string[] = []
  const sha256: string[] = []
  const highs: number[] = []
  const lows: number[] = []
  const parse = (row: Row<keyof typeof columns>): Parsed<object> => {
    const [id, hash, content] = [row.cell('id'), row.cell('hash'), row.cell('sha256').toLowerCase()]
    const halves = halvesOf(hash)
    if (id === '' || id.length > 500) return { expected: 'id: a name of at most 500 characters' }
    if (halves === undefined) return { expected: 'hash: 16 hexadecimal digits', got: hash.slice(0, 80) }
    if (content !== '' && !/^[0-9a-f]{64}$/.test(content))
      return { expected: 'sha256: 64 hexadecimal digits', got: content.slice(0, 80) }
    if (seen.has(id)) return { expected: 'id: not listed before', got: id.slice(0, 80) }
    seen.add(id)
    ids.push(id)
    sha256.push(content)
    highs.push(halves[0])
    lows.push(halves[1])
    return seen
  }
  for (const file of files) {
    for await (const _ of readTable(source, file, columns, parse)) {
      if (ids.length > MOST_ITEMS) throw new ProblemError([tooLarge(file)])
    }
  }
  return { ids, sha256, high: Uint32Array.from(highs), low: Uint32Array.from(lows) }
}

function tooLarge(file: string) {
  return problem(
    'leakage-too-large',
    { zh: '样本太多，放不进一次测量。', en: 'There are too many items for one measure.' },
    {
      place: { file },
      expected: `at most ${MOST_ITEMS} items in a set`,
      next: { zh: '把测试集分成几个部分。', en: 'Measure the test items in parts.' },
    },
  )
}
