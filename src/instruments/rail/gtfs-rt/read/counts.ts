import { numberOf } from '../../../recognition/files/cell.ts'
import type { Parsed } from '../../../recognition/files/refusal.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { readTable } from '../../../recognition/files/table.ts'
import type { CountResult } from '../params.ts'

const columns = {
  line: { names: ['line', 'route', 'route_id', '线路'] },
  tolerance: { names: ['tolerance', 'tolerance_s', '容差', '容差秒'] },
  onTime: { names: ['on_time', 'ontime', '正点', '正点列次'] },
  observed: { names: ['observed', 'analysed', 'analyzed', '分析列次', '实际列次'] },
  scheduled: { names: ['scheduled', 'planned', '计划列次'] },
}

/** Published counts: how many of the trains that were looked at were on time, at which tolerance (seconds), and how many were planned. */
export async function readCounts(source: Source, file: string): Promise<readonly CountResult[]> {
  const counts: CountResult[] = []
  for await (const count of readTable(source, file, columns, (row): Parsed<CountResult> => {
    const whole = (name: 'onTime' | 'observed' | 'scheduled') =>
      /^\d{1,12}$/.test(row.cell(name)) ? Number(row.cell(name)) : Number.NaN
    const tolerance = row.cell('tolerance')
    const seconds = numberOf(tolerance)
    if (row.cell('line') === '') return { expected: 'line' }
    if (seconds === undefined || seconds < 0)
      return { expected: 'tolerance: seconds; a share of trains on time means nothing without it', got: tolerance }
    const [onTime, observed, scheduled] = [whole('onTime'), whole('observed'), whole('scheduled')]
    if (!(onTime <= observed && observed <= scheduled))
      return {
        expected: 'whole numbers, on_time <= observed <= scheduled',
        got: `${row.cell('onTime')} ${row.cell('observed')} ${row.cell('scheduled')}`,
      }
    return { kind: 'count', line: row.cell('line'), tolerance: seconds, onTime, observed, scheduled }
  }))
    counts.push(count)
  return counts
}
