import type { Parsed } from '../../../recognition/files/refusal.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { type Row, readTable } from '../../../recognition/files/table.ts'
import { eventOf, type TimedEvent } from './event.ts'

const columns = {
  t: { names: ['t', 'time', 'timestamp', '时间'] },
  type: { names: ['type', 'event', '类型', '事件'] },
  taskId: { names: ['taskid', 'task_id', '任务编号'], optional: true },
  task: { names: ['task', '任务'], optional: true },
  ok: { names: ['ok', 'success', '成功'], optional: true },
  mode: { names: ['mode', '模式'], optional: true },
  actor: { names: ['actor', '主体'], optional: true },
  cause: { names: ['cause', '原因'], optional: true },
  severity: { names: ['severity', '严重程度'], optional: true },
  optimalLen: { names: ['optimallen', 'optimal_len', 'shortest', '最短路径'], optional: true },
  actualLen: { names: ['actuallen', 'actual_len', 'travelled', '实际路径'], optional: true },
  latencyMs: { names: ['latencyms', 'latency_ms', '时延毫秒'], optional: true },
}
type Columns = keyof typeof columns

/** The canonical records of a table, in the order of time; rows that are none are refused and counted. */
export async function tableEvents(source: Source, file: string): Promise<readonly TimedEvent[]> {
  const events: TimedEvent[] = []
  for await (const event of readTable(source, file, columns, rowOf)) events.push(event)
  return events.sort((a, b) => a.at - b.at)
}

function rowOf(row: Row<Columns>): Parsed<TimedEvent> {
  return eventOf(Object.fromEntries((Object.keys(columns) as Columns[]).map((name) => [name, row.cell(name)])))
}
