import type { Looked } from '../../looked.ts'
import { Source } from '../../recognition/files/source.ts'
import type { Topic } from './read/opened.ts'
import { indexed, opened } from './read/read.ts'

/** Topics of a log by its index, and the rules that their types suggest. ProblemError: robot-log-unreadable, and those of files. */
export async function lookAtLog(folder: string, file: string): Promise<Looked> {
  const format = indexed(file)!
  const log = await opened(await new Source(folder, 'log').path(file), file, format)
  try {
    const rules = log.listing.flatMap((t) => (log.foreign.has(t.topic) ? [] : (ruleOf(t) ?? [])))
    return {
      form: format === 'bag' ? { zh: 'ROS 1 包', en: 'ROS 1 bag' } : { zh: 'MCAP 日志', en: 'MCAP log' },
      facts: [
        [{ zh: '开始', en: 'begins' }, new Date(Math.round(log.start * 1000)).toISOString()],
        [{ zh: '时长（s）', en: 'seconds' }, String(Math.round((log.end - log.start) * 1000) / 1000)],
        [{ zh: '主题', en: 'topics' }, String(log.topics.size)],
        [{ zh: '消息', en: 'messages' }, String(log.listing.reduce((sum, t) => sum + t.messages, 0))],
      ],
      table: {
        heads: [
          { zh: '主题', en: 'topic' },
          { zh: '类型', en: 'type' },
          { zh: '编码', en: 'encoding' },
          { zh: '消息', en: 'messages' },
        ],
        numbers: [3],
        rows: log.listing.map((t) => [
          t.topic,
          t.type,
          log.foreign.has(t.topic) ? `${t.encoding} ✗` : t.encoding,
          String(t.messages),
        ]),
      },
      access: [
        'access:',
        '  log:',
        `    files: [${JSON.stringify(file)}]`,
        ...(rules.length === 0
          ? ['    rules: []   # {topic: …, gives: events | mode | tasks | distance | …}']
          : ['    rules:']),
        ...rules.map((rule) => `      - ${rule}`),
      ].join('\n'),
    }
  } finally {
    await log.close()
  }
}

/** What messages of a type usually say; undefined where only the subject can tell. */
function ruleOf({ topic, type }: Topic): string | undefined {
  const name = JSON.stringify(topic)
  const kind = type.replace('/msg/', '/')
  const at = POSITIONS[kind]
  if (at !== undefined) return `{ topic: ${name}, gives: distance, at: ${at === '.' ? '"."' : at} }`
  if (/^(action_msgs|actionlib_msgs)\/GoalStatusArray$/.test(kind)) return `{ topic: ${name}, gives: tasks }`
  if (kind === 'diagnostic_msgs/DiagnosticArray') return `{ topic: ${name}, gives: diagnostics }`
  if (kind === 'sensor_msgs/Joy' || (/Twist(Stamped)?$/.test(kind) && /joy|teleop/i.test(topic)))
    return `{ topic: ${name}, gives: teleop, gap: 0.5 }`
  if (kind === 'std_msgs/Bool' && /stop/i.test(topic)) return `{ topic: ${name}, gives: estop, field: data }`
  if (kind === 'std_msgs/String' && /mode/i.test(topic)) return `{ topic: ${name}, gives: mode, field: data }`
  if (kind === 'std_msgs/String' && /event/i.test(topic)) return `{ topic: ${name}, gives: events }`
  return undefined
}

/** Where messages that tell a position have it. */
const POSITIONS: Readonly<Record<string, string>> = {
  'nav_msgs/Odometry': 'pose.pose.position',
  'geometry_msgs/PoseWithCovarianceStamped': 'pose.pose.position',
  'geometry_msgs/PoseStamped': 'pose.position',
  'foxglove.PoseInFrame': 'pose.position',
  'turtlesim/Pose': '.',
}
