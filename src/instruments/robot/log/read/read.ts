import { ProblemError, problem } from '../../../../language/problem.ts'
import { hashOf } from '../../../recognition/files/parquet.ts'
import type { Reading } from '../../../recognition/files/refusal.ts'
import { Source } from '../../../recognition/files/source.ts'
import type { LogAccess, Rule } from '../access.ts'
import type { LogEvent, LogResult } from '../params.ts'
import { openBag } from './bag.ts'
import type { TimedEvent } from './event.ts'
import { openMcap } from './mcap.ts'
import type { OpenedLog } from './opened.ts'
import { Mapping } from './rules.ts'
import { tableEvents } from './table.ts'

/** Most events of one log: what is kept of each is in memory at once. */
const MOST = 2_000_000

export const indexed = (file: string) => /\.(bag|mcap)$/i.exec(file)?.[1]?.toLowerCase() as 'bag' | 'mcap' | undefined

/** What ROS 2 records by default before Iron: an SQLite database. */
const SQLITE = /\.db3$/i

/** One log whole. ProblemError: robot-log-unreadable, robot-log-topics, robot-log-encoding, robot-log-too-many, and those of files. */
export async function readLog(folder: string, section: string, file: string, { rules }: LogAccess): Promise<LogResult> {
  const source = new Source(folder, section)
  if (SQLITE.test(file)) throw sqlite(file)
  const format = indexed(file)
  if (format === undefined) {
    const found = await tableEvents(source, file)
    const [start, end] = [found[0]?.at ?? 0, found.at(-1)?.at ?? 0]
    const messages = found.length + source.reading().refused
    return {
      ...{ file, format: 'table', messages, metres: null, rules: [] },
      ...{ start: isoOf(start), seconds: rounded(end - start) },
      ...{ events: eventsFrom(file, found, start), intake: source.reading() },
    }
  }
  const path = await source.path(file)
  const log = await opened(path, file, format)
  try {
    const own = fitting(file, log, rules)
    const mapping = new Mapping(own)
    let messages = 0
    for await (const message of log.messages([...new Set(own.map((r) => r.topic))])) {
      messages++
      mapping.take({ ...message, number: messages })
      if (mapping.events.length > MOST) throw tooMany(file)
    }
    mapping.end()
    for (const r of mapping.refused) source.refuse(`${file} ${r.topic}`, r.number, r.expected, undefined, r.got)
    source.hashed(file, await hashOf(path))
    const reading = source.reading()
    return {
      ...{ file, format, messages, metres: mapping.metres === null ? null : rounded(mapping.metres), rules: own },
      ...{ start: isoOf(log.start), seconds: rounded(log.end - log.start) },
      events: eventsFrom(file, mapping.events, log.start),
      intake: { ...reading, refused: mapping.refusals },
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unreadableLog(file, format, error)
  } finally {
    await log.close()
  }
}

/** Whether a log can be read, by its index alone, and the topics it has; of a table every line. ProblemError: as `readLog`. */
export async function checkLog(
  folder: string,
  section: string,
  file: string,
  { rules }: LogAccess,
): Promise<{ readonly reading: Reading; readonly log: ReadonlySet<string> }> {
  const source = new Source(folder, section)
  if (SQLITE.test(file)) throw sqlite(file)
  const format = indexed(file)
  if (format === undefined) {
    await tableEvents(source, file)
    return { reading: source.reading(), log: new Set() }
  }
  const log = await opened(await source.path(file), file, format)
  try {
    fitting(file, log, rules)
  } finally {
    await log.close()
  }
  return { reading: source.reading(), log: log.topics }
}

/** Opens a log by its index. ProblemError: robot-log-unreadable. */
export async function opened(path: string, file: string, format: 'bag' | 'mcap'): Promise<OpenedLog> {
  try {
    return await (format === 'bag' ? openBag(path) : openMcap(path))
  } catch (error) {
    throw unreadableLog(file, format, error)
  }
}

/** The rules whose topics the log has. One log need not have all topics; a log that has none is not what the subject says. */
function fitting(file: string, log: OpenedLog, rules: readonly Rule[]): readonly Rule[] {
  const own = rules.filter((r) => log.topics.has(r.topic))
  if (own.length === 0)
    throw new ProblemError([
      problem(
        'robot-log-topics',
        { zh: '日志里没有规则所写的主题。', en: 'The log has none of the topics that the rules name.' },
        {
          place: { file },
          expected: rules.length === 0 ? 'rules: [{topic: …, gives: …}]' : rules.map((r) => r.topic).join(', '),
          got: [...log.topics].sort().join(', ').slice(0, 500),
          next: {
            zh: '在 access 的 rules 里写明每个主题的含义',
            en: 'say in the rules of the access what each topic means',
          },
        },
      ),
    ])
  const foreign = own.find((r) => r.gives !== 'teleop' && log.foreign.has(r.topic))
  if (foreign !== undefined)
    throw new ProblemError([
      problem(
        'robot-log-encoding',
        { zh: '这个主题的消息编码读不了。', en: 'Messages of this topic are in an encoding that is not read.' },
        {
          place: { file, path: foreign.topic },
          expected: 'json | protobuf | ros1 (ros1msg) | cdr (ros2msg)',
          got: log.foreign.get(foreign.topic)!,
          next: {
            zh: '转换成所列编码之一，或导出为事件表',
            en: 'convert to one of these, or export a table of events',
          },
        },
      ),
    ])
  return own
}

function eventsFrom(file: string, events: readonly TimedEvent[], start: number): readonly LogEvent[] {
  if (events.length > MOST) throw tooMany(file)
  return events.map(({ at, ...event }) => ({ t: rounded(at - start), ...event }))
}

/** To the microsecond: what is finer is not in the clock of a log. */
const rounded = (x: number) => Math.round(x * 1e6) / 1e6

const isoOf = (seconds: number) => new Date(Math.min(8.64e12, Math.round(seconds * 1000))).toISOString()

function tooMany(file: string) {
  return new ProblemError([
    problem(
      'robot-log-too-many',
      { zh: '这个日志里的事件太多。', en: 'This log has too many events.' },
      { place: { file }, expected: `<= ${MOST}`, next: { zh: '把日志分成几段。', en: 'Cut the log into parts.' } },
    ),
  ])
}

function sqlite(file: string) {
  return new ProblemError([
    problem(
      'robot-log-unreadable',
      { zh: 'ROS 2 的 SQLite 日志（.db3）读不了。', en: 'ROS 2 logs in SQLite (.db3) are not read.' },
      {
        place: { file },
        expected: '.mcap | .bag | .csv | .tsv | .jsonl | .parquet',
        got: '.db3',
        next: {
          zh: '先用 ros2 bag convert 转换为 MCAP（输出选项里写 storage_id: mcap）',
          en: 'convert it to MCAP with ros2 bag convert (storage_id: mcap in its output options)',
        },
      },
    ),
  ])
}

function unreadableLog(file: string, format: 'bag' | 'mcap', error: unknown) {
  return new ProblemError([
    problem(
      'robot-log-unreadable',
      { zh: '日志读不出来。', en: 'The log cannot be read.' },
      {
        place: { file },
        expected: format === 'bag' ? 'a ROS 1 bag, version 2.0, with its index' : 'an MCAP file with its summary',
        got: String((error as Error).message ?? error).slice(0, 200),
        next:
          format === 'bag'
            ? { zh: '没有索引的包先用 rosbag reindex 修复', en: 'repair a bag without index with rosbag reindex' }
            : { zh: '没有摘要的文件先用 mcap recover 修复', en: 'repair a file without summary with mcap recover' },
      },
    ),
  ])
}
