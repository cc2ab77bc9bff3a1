import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { type Amount, headMeasures, type MicroRow } from './row.ts'

/**
 * Reports that add up from the beginning of the year (`2025Q1`, `2025Q2` = first half, …) to single quarters: each less the one before it.
 * Heads are what they are at the end of a quarter and stay. A quarter that follows one that is missing has no amount of its own: unknown.
 * A sum that falls from one quarter to the next is refused: it is a mistake of a report, not a negative quarter.
 */
export function singleQuarters(rows: readonly MicroRow[]): Outcome<readonly MicroRow[]> {
  const at = new Map(rows.map((r) => [`${r.id} ${r.period}`, r]))
  const out: MicroRow[] = []
  for (const row of rows) {
    const quarter = /^(\d{4})Q([1-4])$/.exec(row.period)
    if (!quarter || quarter[2] === '1') {
      out.push(row)
      continue
    }
    const earlier = at.get(`${row.id} ${quarter[1]}Q${Number(quarter[2]) - 1}`)
    const amounts = { ...row.amounts }
    for (const name of Object.keys(amounts) as Amount[]) {
      if ((headMeasures as readonly string[]).includes(name)) continue
      const [now, then] = [row.amounts[name], earlier?.amounts[name]]
      amounts[name] = now === null || then === null || then === undefined ? null : now - then
      if (now !== null && typeof then === 'number' && now < then)
        return failed(
          problem(
            'sum-falls',
            {
              zh: '累计数比上一季度的累计数小，无法得出当季数',
              en: 'What has added up since January is less than a quarter before, so that this quarter cannot be told',
            },
            {
              place: { path: `${row.id} ${row.period} ${name}` },
              expected: `>= ${then}`,
              got: `${now}`,
              next: { zh: '请更正其中一期的填报', en: 'correct one of the two reports' },
            },
          ),
        )
    }
    out.push({ ...row, amounts })
  }
  return done(out)
}
