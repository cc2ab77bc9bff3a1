import type { Axis } from '../../../assessment/report.ts'
import { say } from '../../../language/text.ts'
import type { View } from '../../text/view.ts'
import { type Html, html } from '../markup.ts'
import { type Scale, tickText } from './scale.ts'

export const WIDTH = 480
export const HEIGHT = 340
export const LEFT = 62
export const RIGHT = 16
export const TOP = 14
export const BOTTOM = 50

/** Grid, ticks and titles of two axes. */
export function axes(view: View, xAxis: Axis, x: Scale, yAxis: Axis, y: Scale): Html {
  const [right, bottom] = [WIDTH - RIGHT, HEIGHT - BOTTOM]
  return html`${spaced(x, 42, right - LEFT).map(({ tick, at }) => {
    const px = round(LEFT + at * (right - LEFT))
    return html`<path class="grid" d="M${px} ${TOP}V${bottom}"/><text class="tick" text-anchor="middle" x="${px}" y="${bottom + 16}">${tickText(xAxis, tick)}</text>`
  })}${spaced(y, 18, bottom - TOP).map(({ tick, at }) => {
    const py = round(bottom - at * (bottom - TOP))
    return html`<path class="grid" d="M${LEFT} ${py}H${right}"/><text class="tick" text-anchor="end" x="${LEFT - 6}" y="${py + 3.5}">${tickText(yAxis, tick)}</text>`
  })}<path class="frame" d="M${LEFT} ${TOP}V${bottom}H${right}"/><text class="axis" text-anchor="middle" x="${(LEFT + right) / 2}" y="${HEIGHT - 10}">${say(xAxis.title, view.lang)}</text>${
    // names say themselves what stands there, and need its room
    yAxis.named === undefined &&
    html`<text class="axis" text-anchor="middle" transform="rotate(-90 13 ${(TOP + bottom) / 2})" x="13" y="${(TOP + bottom) / 2}">${say(yAxis.title, view.lang)}</text>`
  }`
}

/** Ticks that leave at least `gap` units between their texts. */
export function spaced(scale: Scale, gap: number, length: number): { tick: number; at: number }[] {
  const kept: { tick: number; at: number }[] = []
  for (const tick of scale.ticks) {
    const at = scale.place(tick)!
    const last = kept.at(-1)
    if (last === undefined || (at - last.at) * length >= gap) kept.push({ tick, at })
  }
  return kept
}

export const round = (value: number) => Math.round(value * 100) / 100
