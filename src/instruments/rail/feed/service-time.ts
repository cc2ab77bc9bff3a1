/** `H:MM:SS` of a service day as seconds; hours may go past 24, up to 99. Undefined for anything else. Source: GTFS Schedule Reference, field type Time. */
export function serviceSeconds(text: string): number | undefined {
  const found = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/.exec(text.trim())
  return found === null ? undefined : Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])
}

/** Seconds of a service day as a clock shows them, past 24:00 where it is the next morning. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

const days = new Map<string, string | undefined>()

/** `20260901` or `2026-09-01` as the second form; undefined where it is no day of the calendar. */
export function dayOf(text: string): string | undefined {
  // records of running say the same few days millions of times
  if (days.has(text)) return days.get(text)
  const day = calendarDay(text)
  if (days.size < 1000) days.set(text, day)
  return day
}

function calendarDay(text: string): string | undefined {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text.trim())
  if (found === null) return undefined
  const day = `${found[1]}-${found[2]}-${found[3]}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day
}

/** 0 Monday to 6 Sunday. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** Whether the machine knows this name of a time zone, such as Asia/Shanghai. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const starts = new Map<string, number>()

/**
 * Unix seconds at which a service day begins: noon minus 12 hours, which is not midnight on the days on which clocks change.
 * Source: GTFS Schedule Reference, field type Time.
 */
export function startOfService(day: string, zone: string): number {
  const key = `${day} ${zone}`
  let start = starts.get(key)
  if (start === undefined) {
    const noon = Date.parse(`${day}T12:00:00Z`) / 1000
    // clocks do not change at noon: the offset of the guess is that of the answer, but where it leads across a change at night
    let guess = noon - offsetAt(noon, zone)
    guess = noon - offsetAt(guess, zone)
    start = guess - 43_200
    starts.set(key, start)
  }
  return start
}

/** The service day that a moment belongs to where nothing says so: until 3 in the morning it is still the day before. */
export function serviceDayOf(unix: number, zone: string): string {
  return new Date((unix + offsetAt(unix, zone) - 3 * 3600) * 1000).toISOString().slice(0, 10)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone)
  if (found === undefined) {
    const two = '2-digit'
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
    found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts })
    clocks.set(zone, found)
  }
  return found
}

/** Seconds by which local time is ahead of UTC. */
function offsetAt(unix: number, zone: string): number {
  const parts = clockOf(zone).formatToParts(unix * 1000)
  const of = (type: string) => Number(parts.find((p) => p.type === type)!.value)
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local / 1000 - Math.floor(unix)
}
