import type { Rule } from '../access.ts'
import { MODES, type Mode } from '../params.ts'
import { eventOf, type RawEvent, rawOf, type TimedEvent } from './event.ts'

/** One message of a topic that a rule names. */
export interface Message {
  readonly topic: string
  /** seconds since 1970 */
  readonly at: number
  /** place among the messages that were read, from 1 */
  readonly number: number
  /** decoded when asked; throws where it cannot be */
  readonly content: () => unknown
}

/** What a person's or an automat's control is called elsewhere: VDA 5050 among others. */
const MODE_WORDS: Readonly<Record<string, Mode>> = {
  AUTOMATIC: 'auto',
  AUTONOMOUS: 'auto',
  SEMIAUTOMATIC: 'semi',
  MANUAL: 'manual',
  SERVICE: 'service',
  TEACHIN: 'service',
  TELEOP: 'teleop',
  REMOTE: 'teleop',
}

/** Makes canonical events of messages, one after the other in the order of time, by what the subject says its topics mean. */
export class Mapping {
  readonly events: TimedEvent[] = []
  metres: number | null = null
  refused: { readonly topic: string; readonly number: number; readonly expected: string; readonly got: string }[] = []
  refusals = 0
  readonly #steps: ReadonlyMap<string, readonly ((m: Message) => void)[]>
  readonly #last: (() => void)[] = []

  constructor(rules: readonly Rule[]) {
    const steps = new Map<string, ((m: Message) => void)[]>()
    for (const rule of rules) steps.set(rule.topic, [...(steps.get(rule.topic) ?? []), this.#step(rule)])
    this.#steps = steps
  }

  take(message: Message): void {
    for (const step of this.#steps.get(message.topic) ?? []) step(message)
  }

  /** At the end of the log: what was going on ends with it. */
  end(): void {
    for (const last of this.#last) last()
    this.events.sort((a, b) => a.at - b.at)
  }

  #step(rule: Rule): (m: Message) => void {
    switch (rule.gives) {
      case 'events':
        return (m) => this.#record(m, rule.field)
      case 'mode':
        return this.#mode(rule.field, { ...MODE_WORDS, ...rule.words })
      case 'teleop':
        return this.#teleop(rule.gap)
      case 'tasks':
        return this.#tasks()
      case 'diagnostics':
        return this.#diagnostics()
      case 'distance':
        return this.#distance(rule.at)
      default:
        return this.#rising(rule.gives, rule.field)
    }
  }

  #refuse(m: Message, expected: string, got: unknown): void {
    this.refusals++
    if (this.refused.length < 20)
      this.refused.push({
        topic: m.topic,
        number: m.number,
        expected,
        got: (JSON.stringify(got, plain) ?? String(got)).slice(0, 80),
      })
  }

  #record(m: Message, field: string | undefined): void {
    const content = m.content()
    const found = field === undefined ? content : valueAt(content, field)
    // a ROS text message holds the record as JSON
    const held = isObject(found) && typeof found['data'] === 'string' && !('type' in found) ? found['data'] : found
    const raw = typeof held === 'string' ? parsed(held) : held
    const event = isObject(raw)
      ? eventOf(rawOf(raw as RawEvent), m.at)
      : { expected: 'a record: {type: …}', got: String(held) }
    if ('expected' in event) this.#refuse(m, event.expected, event.got)
    else this.events.push(event)
  }

  #mode(field: string, words: Readonly<Record<string, Mode>>): (m: Message) => void {
    let now: Mode | undefined
    return (m) => {
      const said = String(valueAt(m.content(), field))
      const mode = Object.hasOwn(words, said) ? words[said] : MODES.find((x) => x === said)
      if (mode === undefined) return this.#refuse(m, `${field}: ${[...MODES, ...Object.keys(words)].join(' | ')}`, said)
      if (mode !== now) this.events.push({ at: m.at, type: 'mode', mode })
      now = mode
    }
  }

  #teleop(gap: number): (m: Message) => void {
    let last: number | undefined
    const close = () => {
      if (last !== undefined) this.events.push({ at: last, type: 'mode', mode: 'auto' })
    }
    this.#last.push(close)
    return (m) => {
      if (last === undefined || m.at - last > gap) {
        close()
        this.events.push({ at: m.at, type: 'mode', mode: 'teleop' })
      }
      last = m.at
    }
  }

  #tasks(): (m: Message) => void {
    const known = new Map<string, 'running' | 'over'>()
    return (m) => {
      const list = valueAt(m.content(), 'status_list')
      if (!Array.isArray(list)) return this.#refuse(m, 'status_list', list)
      for (const goal of list as readonly unknown[]) {
        const second = isObject(valueAt(goal, 'goal_info'))
        const id = JSON.stringify(valueAt(goal, second ? 'goal_info.goal_id' : 'goal_id.id'), plain)
        const status = STATUS[second ? 'ros2' : 'ros1'][Number(valueAt(goal, 'status'))]
        const before = known.get(id)
        if (status === undefined || before === 'over' || (status === 'running' && before !== undefined)) continue
        known.set(id, status === 'running' ? 'running' : 'over')
        const task = id.slice(0, 500)
        if (status === 'running') this.events.push({ at: m.at, type: 'task.start', task })
        else
          this.events.push({ at: m.at, type: 'task.end', task, ...(status === 'off' ? {} : { ok: status === 'done' }) })
      }
    }
  }

  #diagnostics(): (m: Message) => void {
    const faulty = new Set<string>()
    return (m) => {
      const list = valueAt(m.content(), 'status')
      if (!Array.isArray(list)) return this.#refuse(m, 'status', list)
      for (const status of list as readonly unknown[]) {
        const cause = String(valueAt(status, 'name')).slice(0, 500)
        // STALE (3) says that nothing is known, and changes nothing
        const level = Number(valueAt(status, 'level'))
        if (level === 2 && !faulty.has(cause)) {
          faulty.add(cause)
          this.events.push({ at: m.at, type: 'fault', cause })
        } else if (level < 2 && faulty.delete(cause)) this.events.push({ at: m.at, type: 'recovery', cause })
      }
    }
  }

  #rising(type: 'estop' | 'intervention' | 'fault', field: string): (m: Message) => void {
    let on = false
    return (m) => {
      const value = valueAt(m.content(), field)
      if (typeof value !== 'boolean' && value !== 0 && value !== 1) return this.#refuse(m, `${field}: yes or no`, value)
      const now = Boolean(value)
      if (now && !on) this.events.push({ at: m.at, type })
      // a yes-no that falls back is the end of a fault; an emergency stop is released by a person, in the mode
      if (!now && on && type === 'fault') this.events.push({ at: m.at, type: 'recovery' })
      on = now
    }
  }

  #distance(field: string): (m: Message) => void {
    let last: readonly number[] | undefined
    return (m) => {
      const position = field === '.' ? m.content() : valueAt(m.content(), field)
      const point = ['x', 'y', 'z'].map((axis) => Number(valueAt(position, axis) ?? (axis === 'z' ? 0 : Number.NaN)))
      if (!point.every(Number.isFinite)) return this.#refuse(m, `${field}: x, y and maybe z in metres`, position)
      if (last === undefined) this.metres ??= 0
      else this.metres! += Math.sqrt(point.reduce((sum, x, i) => sum + (x - last![i]!) ** 2, 0))
      last = point
    }
  }
}

/** GoalStatus of action_msgs (ROS 2) and of actionlib_msgs (ROS 1). */
const STATUS: Readonly<Record<'ros1' | 'ros2', readonly ('running' | 'done' | 'failed' | 'off' | undefined)[]>> = {
  ros2: [undefined, undefined, 'running', undefined, 'done', 'off', 'failed'],
  ros1: [undefined, 'running', 'off', 'done', 'failed', 'failed', undefined, undefined, 'off', 'failed'],
}

const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(content: unknown, field: string): unknown {
  let value = content
  for (const name of field.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
