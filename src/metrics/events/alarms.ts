/** Something that happened: seconds from the beginning of its stream, start <= end. */
export interface TimedEvent {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** What a system raised: seconds from the beginning of the stream. A null score could not be read: such an alarm meets no event. */
export interface Alarm {
  readonly type: string
  readonly time: number
  readonly score: number | null | undefined
}

export interface AlarmRule {
  /** seconds before the start and after the end of an event in which an alarm is for it, both ends included */
  readonly before: number
  readonly after: number
  /** seconds after an alarm that counts in which a further one without event repeats it; 0: none does */
  readonly merge: number
  /**
   * `earliest`: events by their start, each takes the earliest alarm that is left. `maximum`: as many events as can be get one: alarms by their
   * time, each goes to the event without alarm whose window ends first (F. Glover, Naval Research Logistics Quarterly 14 (1967) 313-316).
   */
  readonly assignment: 'earliest' | 'maximum'
}

/** What became of the events and alarms of one type in one stream. */
export interface AlarmMatches {
  readonly type: string
  readonly events: number
  /** seconds from the start of the event to its alarm, below 0 where it came before; of the events that have one, by their start */
  readonly delays: readonly number[]
  /** alarms without event that are no repeats */
  readonly falseAlarms: number
  /** of the false alarms, those in the window of an event that had its alarm already */
  readonly inWindow: number
  readonly repeats: number
}

/** Matches the events and alarms of one stream, type by type, in the order of types. What comes out does not depend on the order of either. */
export function matchAlarms(
  events: readonly TimedEvent[],
  alarms: readonly Alarm[],
  rule: AlarmRule,
): readonly AlarmMatches[] {
  const types = [...new Set([...events, ...alarms].map((e) => e.type))].sort()
  return types.map((type) =>
    ofType(
      type,
      events.filter((e) => e.type === type).sort((a, b) => a.start - b.start || a.end - b.end),
      alarms.filter((a) => a.type === type).sort((a, b) => a.time - b.time || rank(b) - rank(a)),
      rule,
    ),
  )
}

/** Of alarms at one time the one with a score that can be read comes first, so that ties do not hang on the order of lines. */
const rank = ({ score }: Alarm) => (score === null ? 0 : 1)

function ofType(type: string, events: readonly TimedEvent[], alarms: readonly Alarm[], rule: AlarmRule): AlarmMatches {
  const eventOf = new Int32Array(alarms.length).fill(-1)
  if (rule.assignment === 'earliest') earliest(events, alarms, rule, eventOf)
  else maximum(events, alarms, rule, eventOf)
  const delays: [event: number, delay: number][] = []
  let [falseAlarms, inWindow, repeats] = [0, 0, 0]
  let last = Number.NEGATIVE_INFINITY
  for (const [a, { time }] of alarms.entries()) {
    const e = eventOf[a]!
    if (e >= 0) delays.push([e, time - events[e]!.start])
    else if (rule.merge > 0 && time - last <= rule.merge) {
      repeats++
      continue
    } else {
      falseAlarms++
      if (inAny(time, events, rule)) inWindow++
    }
    last = time
  }
  delays.sort((x, y) => x[0] - y[0])
  return { type, events: events.length, delays: delays.map(([, d]) => d), falseAlarms, inWindow, repeats }
}

function inAny(time: number, events: readonly TimedEvent[], rule: AlarmRule): boolean {
  for (const event of events) {
    if (event.start - rule.before > time) return false
    if (inside(time, event, rule)) return true
  }
  return false
}

const inside = (time: number, { start, end }: TimedEvent, { before, after }: AlarmRule) =>
  time >= start - before && time <= end + after

function earliest(events: readonly TimedEvent[], alarms: readonly Alarm[], rule: AlarmRule, eventOf: Int32Array): void {
  let from = 0
  for (const [e, event] of events.entries()) {
    // starts ascend, so what lies before this window lies before all that follow
    while (from < alarms.length && alarms[from]!.time < event.start - rule.before) from++
    for (let a = from; a < alarms.length && inside(alarms[a]!.time, event, rule); a++) {
      if (eventOf[a]! >= 0 || alarms[a]!.score === null) continue
      eventOf[a] = e
      break
    }
  }
}

function maximum(events: readonly TimedEvent[], alarms: readonly Alarm[], rule: AlarmRule, eventOf: Int32Array): void {
  let open: number[] = []
  let next = 0
  for (const [a, { time, score }] of alarms.entries()) {
    while (next < events.length && events[next]!.start - rule.before <= time) open.push(next++)
    open = open.filter((e) => inside(time, events[e]!, rule))
    if (score === null || open.length === 0) continue
    const best = open.reduce((x, y) => (events[y]!.end < events[x]!.end ? y : x))
    eventOf[a] = best
    open = open.filter((e) => e !== best)
  }
}
