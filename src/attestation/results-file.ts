import { canonicalBytes } from '../language/canonical.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { byCodeUnit, concatBytes } from './bytes.ts'
import { readShaped } from './json-file.ts'
import { type ResultLine, resultLineShape } from './layout.ts'

const newline = Uint8Array.of(10)

/** `results/<measure>.jsonl`: one canonical JSON object a line, sorted by id, each line ended by a line feed. */
export function writeResults(lines: readonly ResultLine[]): Uint8Array {
  const sorted = [...lines].sort((a, b) => byCodeUnit(a.id, b.id))
  return concatBytes(sorted.flatMap((line) => [canonicalBytes(line), newline]))
}

/** Reads what `writeResults` wrote and nothing looser: canonical lines, ids strictly ascending. */
export function readResults(bytes: Uint8Array, file: string): Outcome<readonly ResultLine[]> {
  const lines: ResultLine[] = []
  let start = 0
  while (start < bytes.length) {
    const place = { file, line: lines.length + 1 }
    const end = bytes.indexOf(10, start)
    if (end < 0)
      return failed(
        problem(
          'results-cut',
          { zh: '结果文件的最后一行不完整', en: 'the last line of the results is not complete' },
          { place },
        ),
      )
    const line = readShaped(bytes.subarray(start, end), file, resultLineShape, place.line)
    if (!line.ok) return line
    const before = lines.at(-1)
    if (before && byCodeUnit(before.id, line.value.id) >= 0)
      return failed(
        problem(
          'results-order',
          { zh: '结果须按编号升序且不重复', en: 'results are sorted by id and no id comes twice' },
          { place, expected: `> ${before.id}`, got: line.value.id },
        ),
      )
    lines.push(line.value)
    start = end + 1
  }
  return done(lines)
}
