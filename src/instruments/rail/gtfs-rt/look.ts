import { ProblemError, problem } from '../../../language/problem.ts'
import type { Looked } from '../../looked.ts'
import { Source } from '../../recognition/files/source.ts'
import { messagesOf } from './read/messages.ts'

/** What an archive of GTFS-realtime messages says of which lines. ProblemError: look-nothing, and where a file is missing. */
export async function lookAtMessages(folder: string, name: string): Promise<Looked> {
  const source = new Source(folder, 'running')
  const lines = new Map<string, { readonly trips: Set<string>; positions: number; updates: number }>()
  let [messages, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for await (const { message } of messagesOf(folder, source, [name])) {
    messages++
    // NaN, of a message that does not say when it was published, is neither
    if (message.time < first) first = message.time
    if (message.time > last) last = message.time
    for (const kind of ['positions', 'updates'] as const)
      for (const { route, trip } of message[kind]) {
        const line = lines.get(route) ?? { trips: new Set<string>(), positions: 0, updates: 0 }
        lines.set(route, line)
        line.trips.add(trip)
        line[kind]++
      }
  }
  if (messages === 0)
    throw new ProblemError([
      problem(
        'look-nothing',
        { zh: '里面没有能读的 GTFS-realtime 消息', en: 'it holds no GTFS-realtime message that can be read' },
        {
          place: { file: name },
          expected: '.pb | .pbf | .bin | .json, also .gz',
          next: { zh: '检查路径与文件', en: 'check the path and the files' },
        },
      ),
    ])
  const all = [...lines].sort(([a], [b]) => (a < b ? -1 : 1))
  const time = (t: number) => (Number.isFinite(t) ? new Date(t * 1000).toISOString() : '—')
  const has = (kind: 'positions' | 'updates') => all.some(([, l]) => l[kind] > 0)
  return {
    form: { zh: 'GTFS-realtime 消息', en: 'GTFS-realtime messages' },
    facts: [
      [{ zh: '消息', en: 'messages' }, String(messages)],
      [{ zh: '读不出的文件', en: 'files that are none' }, String(source.reading().refused)],
      [{ zh: '最早', en: 'earliest' }, time(first)],
      [{ zh: '最晚', en: 'latest' }, time(last)],
    ],
    table: {
      heads: [
        { zh: '线路', en: 'line' },
        { zh: '车次', en: 'trips' },
        { zh: '位置', en: 'positions' },
        { zh: '到站更新', en: 'trip updates' },
      ],
      numbers: [1, 2, 3],
      rows: all.map(([line, { trips, positions, updates }]) => [
        line === '' ? '—' : line,
        ...[trips.size, positions, updates].map(String),
      ]),
    },
    access: [
      'access:',
      `  running: { timetable: gtfs.zip, ${has('positions') ? 'positions' : 'updates'}: ${JSON.stringify(name)} }`,
      ...(has('updates')
        ? [`  predictions: { timetable: gtfs.zip, updates: ${JSON.stringify(name)}, calls: calls.csv }`]
        : []),
    ].join('\n'),
  }
}
