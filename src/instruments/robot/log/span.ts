import type { LogEvent, LogResult, Mode } from './params.ts'

/** What one log comes to. Seconds throughout. */
export interface Span {
  readonly tasks: readonly LogEvent[]
  /** metres of the ways of all tasks, also those called off */
  readonly ways: readonly number[]
  readonly decisions: readonly LogEvent[]
  /** seconds from what asked for it to the answer */
  readonly responses: readonly number[]
  readonly unanswered: number
  readonly modes: ReadonlyMap<Mode | 'unknown', number>
  /** when in the log a person stepped in */
  readonly interventions: readonly number[]
  readonly faults: number
  readonly recovered: { readonly robot: number; readonly human: number; readonly open: number }
  readonly estops: number
  /** time down by faults and emergency stops, service left out, and how often */
  readonly down: number
  readonly outages: number
}

/** A person has the robot, wholly or in part. */
export const HUMAN: ReadonlySet<string> = new Set(['semi', 'teleop', 'manual'])
/** Faults that do not stop the robot. */
const MILD: ReadonlySet<string> = new Set(['warning', 'warn', 'info', 'debug', '警告', '提示'])
const PLANNED: ReadonlySet<string> = new Set(['scheduled', 'planned', '计划', '计划内'])

type Stretch = readonly [from: number, to: number]

export function spanOf(log: LogResult, join: number): Span {
  const events = log.events
  const modes = modeStretches(log)
  const interventions = interventionsOf(events, join)
  const { responses, unanswered } = responsesOf(events)
  const { recovered, faults, down } = faultsOf(log, modes, interventions)
  const service = modes.filter(([mode]) => mode === 'service').map(([, stretch]) => stretch)
  const out = without(merged(down), merged(service))
  const time = new Map<Mode | 'unknown', number>()
  for (const [mode, [from, to]] of modes) time.set(mode, (time.get(mode) ?? 0) + to - from)
  return {
    tasks: events.filter((e) => e.type === 'task.end' && e.ok !== undefined),
    ways: events.flatMap((e) => (e.type === 'task.end' && e.travelled !== undefined ? [e.travelled] : [])),
    decisions: events.filter((e) => e.type === 'decision'),
    ...{ responses, unanswered, modes: time, interventions, faults, recovered },
    estops: events.filter((e) => e.type === 'estop').length,
    down: out.reduce((sum, [from, to]) => sum + to - from, 0),
    outages: out.length,
  }
}

/** Who had the robot when; before the first record of a mode it is unknown. */
function modeStretches({ events, seconds }: LogResult): readonly (readonly [Mode | 'unknown', Stretch])[] {
  const stretches: (readonly [Mode | 'unknown', Stretch])[] = []
  let [mode, from]: [Mode | 'unknown', number] = ['unknown', 0]
  for (const e of events) {
    if (e.type !== 'mode') continue
    if (e.t > from) stretches.push([mode, [from, e.t]])
    mode = e.mode!
    from = Math.max(from, e.t)
  }
  if (seconds > from) stretches.push([mode, [from, seconds]])
  return stretches
}

/** Changes from automatic to a person's mode that nobody had planned, and records of interventions that are no such change. */
function interventionsOf(events: readonly LogEvent[], join: number): readonly number[] {
  const changes: number[] = []
  let mode: Mode | undefined
  for (const e of events) {
    if (e.type !== 'mode') continue
    if (mode === 'auto' && HUMAN.has(e.mode!) && !PLANNED.has(e.cause ?? '')) changes.push(e.t)
    mode = e.mode
  }
  const free = [...changes]
  const own = events
    .filter((e) => e.type === 'intervention')
    .filter((e) => {
      const at = free.findIndex((t) => Math.abs(t - e.t) <= join)
      if (at < 0) return true
      // one change stands for one record
      free.splice(at, 1)
      return false
    })
  return [...changes, ...own.map((e) => e.t)].sort((a, b) => a - b)
}

/** A response that says its latency is believed; another is timed from the earliest waiting command of its task, or of no task. */
function responsesOf(events: readonly LogEvent[]): {
  readonly responses: readonly number[]
  readonly unanswered: number
} {
  const responses: number[] = []
  const waiting = new Map<string, number[]>()
  for (const e of events) {
    const key = e.task ?? ''
    if (e.type === 'command') waiting.set(key, [...(waiting.get(key) ?? []), e.t])
    if (e.type !== 'response') continue
    const asked = waiting.get(key)?.shift()
    if (e.latencyMs !== undefined) responses.push(e.latencyMs / 1000)
    else if (asked !== undefined) responses.push(e.t - asked)
  }
  return { responses, unanswered: [...waiting.values()].reduce((sum, all) => sum + all.length, 0) }
}

/**
 * A fault is open until a recovery of its cause (of any where the recovery names none), or until it comes again, and then it was not recovered.
 * Who recovered: the record says, else a person if one had the robot or stepped in between.
 */
function faultsOf(
  { events, seconds }: LogResult,
  modes: readonly (readonly [Mode | 'unknown', Stretch])[],
  interventions: readonly number[],
) {
  const open = new Map<string, LogEvent>()
  const recovered = { robot: 0, human: 0, open: 0 }
  const down: Stretch[] = []
  let faults = 0
  const close = (fault: LogEvent, to: number) => {
    if (fault.type === 'estop' || !MILD.has(fault.severity ?? 'error')) down.push([fault.t, to])
  }
  const byPerson = (from: number, to: number) =>
    interventions.some((t) => t >= from && t <= to) ||
    modes.some(([mode, [a, b]]) => HUMAN.has(mode) && a < to && b > from)
  for (const e of events) {
    const cause = e.cause ?? ''
    if (e.type === 'fault' || e.type === 'estop') {
      const key = `${e.type}:${cause}`
      const before = open.get(key)
      if (e.type === 'fault') faults++
      // the same again: the first one was never recovered from, and it is down since then
      if (before !== undefined) {
        if (e.type === 'fault') recovered.open++
        close(before, e.t)
      }
      open.set(key, e)
    } else if (e.type === 'recovery') {
      const key =
        [`fault:${cause}`, `estop:${cause}`].find((k) => open.has(k)) ??
        (cause === '' ? [...open.keys()][0] : undefined)
      const fault = key === undefined ? undefined : open.get(key)
      if (fault === undefined) continue
      open.delete(key!)
      close(fault, e.t)
      if (fault.type === 'estop') continue
      const person = e.actor === undefined ? byPerson(fault.t, e.t) : e.actor !== 'robot'
      recovered[person ? 'human' : 'robot']++
    } else if (e.type === 'mode' && e.mode === 'auto') {
      // back in automatic: whoever released the emergency stop, it is over
      for (const [key, stop] of open) {
        if (stop.type !== 'estop') continue
        open.delete(key)
        close(stop, e.t)
      }
    }
  }
  for (const fault of open.values()) {
    if (fault.type === 'fault') recovered.open++
    close(fault, seconds)
  }
  return { recovered, faults, down }
}

/** Stretches in order, without overlaps. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const out: [number, number][] = []
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

/** The stretches less others; both merged. A stretch that is cut away wholly is gone, one that is cut in two counts twice. */
function without(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap(([from, to]) => {
    const left: Stretch[] = []
    let at = from
    for (const [a, b] of others) {
      if (b <= at || a >= to) continue
      if (a > at) left.push([at, a])
      at = Math.max(at, b)
    }
    return at < to || (at === from && from === to) ? [...left, [at, to] as const] : left
  })
}
