import type { EventResult, RailEventParams } from './params.ts'

export const eventClasses = ['small', 'medium', 'interruptions', 'general', 'major', 'unclassed'] as const
export type EventClass = (typeof eventClasses)[number]

/**
 * The one class of an event, the heaviest that it belongs to; undefined for force majeure and for delays that are too short.
 * A delay of `long` minutes and more that interrupts no two sections, and an interruption beyond the longest, stand in no class of the rule: they are
 * named as such and not guessed. Source: 交运规〔2022〕3号, 评价规范.
 */
export function classOf(event: EventResult, params: RailEventParams): EventClass | undefined {
  const { delay, severity, interrupted, sections } = event
  if (event.forceMajeure) return undefined
  if (severity === 'major') return 'major'
  if (severity === 'general') return 'general'
  if (delay < Number(params.small)) return undefined
  if (delay < Number(params.medium)) return 'small'
  if (delay < Number(params.long)) return 'medium'
  const wide = interrupted && sections !== null && sections >= params.sections
  return wide && delay <= Number(params.interruption) ? 'interruptions' : 'unclassed'
}
