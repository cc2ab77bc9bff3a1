import type { Axis } from '../../../assessment/report.ts'
import { normalQuantile } from '../../../metrics/normal.ts'
import { textWidth } from './labels.ts'

/** Positions along one axis, from 0 at its low end to 1 at its high end, and the values to print beside it. */
export interface Scale {
  /** undefined for what the scale has no place for: 0 on a log axis, 0 and 1 on a probit axis */
  readonly place: (value: number) => number | undefined
  readonly ticks: readonly number[]
}

const PROBIT_TICKS = [
  ...[1e-6, 1e-5, 1e-4, 1e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5],
  ...[0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999],
]

/** A scale that holds the axis' own range and all values it can place; a single value gets room on both sides. */
export function scaleOf(axis: Axis, values: readonly number[]): Scale {
  const warp = warps[axis.scale]
  const placed = [...(axis.range ?? []), ...values].map(warp).filter((v) => v !== undefined)
  if (placed.length === 0) return { place: () => undefined, ticks: [] }
  let [low, high] = placed.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [placed[0]!, placed[0]!])
  // values that differ by rounding alone are one value
  if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) [low, high] = roomAround(axis, low)
  const slack = (high - low) * 1e-9
  const inside = (tick: number) => {
    const at = warp(tick)
    return at !== undefined && at >= low - slack && at <= high + slack
  }
  return {
    place: (value) => {
      const at = warp(value)
      return at === undefined ? undefined : (at - low) / (high - low)
    },
    ticks: candidates(axis, low, high).filter(inside),
  }
}

/** Room on both sides of a single value; rates stay rates. */
function roomAround(axis: Axis, value: number): [number, number] {
  if (axis.scale !== 'linear' || !axis.percent) return [value - 0.5, value + 0.5]
  return value >= 0.5 ? [Math.max(0, value - 0.1), Math.max(1, value)] : [Math.min(0, value), value + 0.1]
}

const warps: Readonly<Record<Axis['scale'], (v: number) => number | undefined>> = {
  linear: (v) => (Number.isFinite(v) ? v : undefined),
  log: (v) => (v > 0 && Number.isFinite(v) ? Math.log10(v) : undefined),
  probit: (v) => (v > 0 && v < 1 ? normalQuantile(v) : undefined),
}

function candidates(axis: Axis, low: number, high: number): readonly number[] {
  if (axis.named !== undefined) return [...new Set(axis.named.map(([at]) => at))].sort((a, b) => a - b)
  if (axis.clock) return multiples(clockStep((high - low) / 5), low, high)
  switch (axis.scale) {
    case 'probit':
      return PROBIT_TICKS
    case 'log': {
      const [from, to] = [Math.floor(low), Math.ceil(high)]
      const each = Math.max(1, Math.ceil((to - from) / 6))
      return Array.from({ length: Math.floor((to - from) / each) + 1 }, (_, i) => Number(`1e${from + i * each}`))
    }
    case 'linear': {
      const nice = niceStep((high - low) / 5)
      const step = axis.whole ? Math.max(1, nice) : nice
      return multiples(step, low, high)
    }
  }
}

/** Whole multiples of a step, written shortly: 0.1 * 3 is not 0.3. */
function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Minutes that divide an hour, or whole hours, at least as long as the hours asked for. */
function clockStep(hours: number): number {
  return [5, 10, 15, 30, 60, 120, 180, 240].map((m) => m / 60).find((s) => s >= hours * (1 - 1e-9)) ?? Math.ceil(hours)
}

/** 1, 2 or 5 times a power of ten, at least as large as the step asked for. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  return [1, 2, 5, 10].map((k) => k * power).find((s) => s >= step * (1 - 1e-9))!
}

/** A value as an axis prints it. */
export function tickText(axis: Axis, value: number): string {
  const name = axis.named?.find(([at]) => at === value)?.[1]
  if (name !== undefined) return fitted(name)
  if (axis.clock) {
    const minutes = Math.round(value * 60)
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  }
  if (axis.percent) return `${Number((value * 100).toPrecision(6))} %`
  const short = Number(value.toPrecision(6))
  return short !== 0 && (Math.abs(short) >= 1e5 || Math.abs(short) < 1e-3) ? short.toExponential(0) : String(short)
}

/** What there is room for beside an upright axis. */
const ROOM = 52

function fitted(name: string): string {
  if (textWidth(name) <= ROOM) return name
  let cut = [...name]
  while (cut.length > 1 && textWidth(`${cut.join('')}…`) > ROOM) cut = cut.slice(0, -1)
  return `${cut.join('')}…`
}
