import { numberOf } from '../../../recognition/files/cell.ts'
import { ACTORS, EVENT_TYPES, type LogEvent, MODES } from '../params.ts'

/** A record as a log has it, before it is known to be one: texts, numbers, yes-no under the canonical names. */
export type RawEvent = Readonly<Record<string, unknown>>

/** Times in seconds since 1970; the place is added by whoever reads. */
export type TimedEvent = Omit<LogEvent, 't'> & { readonly at: number }

/** How messages of ROS and Protobuf name what is more than one word. */
const SNAKE = {
  taskId: 'task_id',
  optimalLen: 'optimal_len',
  actualLen: 'actual_len',
  latencyMs: 'latency_ms',
} as const

/** A record as a message has it. Messages of ROS and proto3 cannot leave a field out: 0 of a length or latency says nothing under these names. */
export function rawOf(message: RawEvent): RawEvent {
  const said = { ...message }
  for (const [name, snake] of Object.entries(SNAKE)) if (message[snake]) said[name] ??= message[snake]
  return said
}

const yes = new Set(['1', 'true', 'yes', 'ok', 'success', '是', '成功'])
const no = new Set(['0', 'false', 'no', 'failure', 'failed', '否', '失败'])

/** The canonical record, or what was expected instead. `at` is the time where the record itself has none. */
export function eventOf(raw: RawEvent, at?: number): TimedEvent | { readonly expected: string; readonly got?: string } {
  const text = (name: string) => {
    const value = raw[name]
    return value === null || value === undefined ? '' : String(value).trim().slice(0, 500)
  }
  const time = at ?? secondsOf(text('t'))
  if (time === undefined)
    return { expected: 't: ISO 8601 with its zone, or seconds, ms, µs or ns since 1970', got: text('t') }
  const type = EVENT_TYPES.find((name) => name === text('type'))
  if (type === undefined) return { expected: `type: ${EVENT_TYPES.join(' | ')}`, got: text('type') }
  const mode = MODES.find((m) => m === text('mode'))
  if (mode === undefined && (type === 'mode' || text('mode') !== ''))
    return { expected: `mode: ${MODES.join(' | ')}`, got: text('mode') }
  const actor = ACTORS.find((a) => a === text('actor'))
  if (actor === undefined && (type === 'decision' || text('actor') !== ''))
    return { expected: `actor: ${ACTORS.join(' | ')}`, got: text('actor') }
  const said = text('ok').toLowerCase()
  if (said !== '' && !yes.has(said) && !no.has(said)) return { expected: 'ok: yes | no', got: said }
  const numbers: Record<string, number> = {}
  for (const [name, from] of [
    ['shortest', 'optimalLen'],
    ['travelled', 'actualLen'],
    ['latencyMs', 'latencyMs'],
  ] as const) {
    if (text(from) === '') continue
    const value = numberOf(text(from))
    if (value === undefined || value < 0) return { expected: `${from}: a number from 0`, got: text(from) }
    numbers[name] = value
  }
  const task = text('taskId') || text('task')
  return {
    at: time,
    type,
    ...(task === '' ? {} : { task }),
    ...(said === '' ? {} : { ok: yes.has(said) }),
    ...(mode === undefined ? {} : { mode }),
    ...(actor === undefined ? {} : { actor }),
    ...(text('cause') === '' ? {} : { cause: text('cause') }),
    ...(text('severity') === '' ? {} : { severity: text('severity').toLowerCase() }),
    ...numbers,
  }
}

/** Seconds since 1970 of a time as text: by its size a number is seconds, milliseconds, microseconds or nanoseconds. */
export function secondsOf(text: string): number | undefined {
  const value = numberOf(text)
  if (value !== undefined) {
    if (value < 0) return undefined
    if (value < 1e11) return value
    if (value < 1e14) return value / 1e3
    if (value < 1e17) return value / 1e6
    return value / 1e9
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms / 1000
}
