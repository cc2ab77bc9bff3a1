import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { isError, type Problem, ProblemError, problem } from '../../../language/problem.ts'
import { type Instrument, type Item, SetupError, type Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../../recognition/files/source.ts'
import { sectionOf } from '../access.ts'
import { LOG_ACCESS, type LogAccess, logAccess } from './access.ts'
import { type LogParams, type LogResult, logProduces } from './params.ts'
import { checkLog, readLog } from './read/read.ts'
import { logReducer } from './reduce.ts'

interface LogItem extends Item {
  readonly file: string
  readonly section: string
  readonly access: LogAccess
}

/** Reads what robots log, by its index where it has one: tasks, interventions, faults, modes, latencies, distance. */
export const log: Instrument<LogParams, LogItem, LogResult> = {
  ...logReducer,
  title: { zh: '机器人运行日志', en: 'robot logs' },
  method: {
    title: {
      zh: '把 ROS 1 包、MCAP 与事件表映射为统一的事件记录，再数任务、干预、故障与各模式时间；比率取 Clopper-Pearson，频率取泊松精确界',
      en: 'ROS 1 bags, MCAP and tables mapped to one form of event records; tasks, interventions, faults and time by mode; exact binomial and Poisson bounds',
    },
    source: 'Plumbline reference design; Garwood (1936); IEC 60605-4',
  },
  produces: logProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'log'),
  // what cannot be read may be what went wrong
  errorLimit: 0,
  async check(subject, params) {
    const problems: Problem[] = []
    try {
      const access = accessOf(subject, params)
      const topics = new Set<string>()
      for (const file of access.files) {
        try {
          const { reading, log } = await checkLog(subject.folder, params.section, file, access)
          problems.push(...refusalWarnings(reading))
          for (const topic of log) topics.add(topic)
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          problems.push(...error.problems)
        }
      }
      // a topic that is spelt wrong must not look like a robot that nobody ever had to help
      if (!problems.some(isError)) problems.push(...unheard(access, params.section, topics))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
    return problems
  },
  async *items(subject, params) {
    const access = accessOf(subject, params)
    const source = new Source(subject.folder, params.section)
    for (const [k, file] of access.files.entries()) {
      const { size } = await stat(await source.path(file))
      const id = idOf(k, file, size, access)
      // several measures of a standard read one log once
      yield { id, shares: `robot-log:${id}`, file, section: params.section, access }
    }
  },
  async measure({ file, section, access }, { subject }) {
    try {
      return await readLog(subject.folder, section, file, access)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const { code, text, got } = error.problems[0]!
      throw new SetupError({ code, text, ...(got === undefined ? {} : { detail: `${file}: ${got}` }) })
    }
  },
}

/** Another item when the file or what its topics mean has changed under a run that goes on. */
function idOf(k: number, file: string, size: number, { rules }: LogAccess): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([file, size, rules]))
    .digest('hex')
    .slice(0, 12)
  return `${String(k).padStart(4, '0')}-${hash}`
}

function accessOf(subject: Subject, { section }: LogParams): LogAccess {
  const access = sectionOf(subject, section, logAccess(subject.access[section]), LOG_ACCESS)
  if (!access.ok) throw new ProblemError(access.problems)
  return access.value
}

function unheard({ rules }: LogAccess, section: string, topics: ReadonlySet<string>): readonly Problem[] {
  return rules.flatMap(({ topic }, i) =>
    topics.has(topic)
      ? []
      : [
          problem(
            'robot-log-topics',
            { zh: '没有一个日志有这条规则所写的主题。', en: 'Not one log has the topic that this rule names.' },
            {
              place: { path: `access.${section}.rules.${i}` },
              expected: [...topics].sort().join(', ').slice(0, 500),
              got: topic,
              next: { zh: '改正主题，或去掉这条规则', en: 'mend the topic, or take the rule out' },
            },
          ),
        ],
  )
}
