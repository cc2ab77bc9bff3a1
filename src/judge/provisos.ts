import type { Exact } from '../language/exact.ts'
import type { Node, Scale } from '../language/standard.ts'
import type { Context } from './context.ts'
import { arith, monotone } from './ranges.ts'
import type { StepTrace } from './session.ts'
import { absorbing, truth } from './truths.ts'
import {
  both,
  hull,
  isPerhaps,
  least,
  most,
  type Num,
  nothing,
  range,
  unknown,
  whereApplies,
  whyOf,
  yes,
} from './values.ts'

/** Provisos, in the order written; each sees the result so far. */
export function adjust(
  node: Node,
  start: Num,
  c: Context,
  scale: Scale | undefined,
): { result: Num; steps: StepTrace[] } {
  let now = start
  const steps: StepTrace[] = []
  for (const step of node.adjust) {
    const here: Context = scale ? { ...c, level: now } : { ...c, value: now }
    const fired = step.when ? truth(c.evaluate(step.when, here)) : yes
    const before = now
    if (fired === yes || fired === unknown) {
      const why = fired === unknown ? whyOf(c.evaluate(step.when!, here)) : nothing
      const after = stepped(step, now, here)
      if (after) {
        const held = scale ? range(clamp(after.lo, scale), clamp(after.hi, scale), after.why) : after
        now =
          fired === yes && !isPerhaps(after)
            ? held
            : (hull(now, held, { k: 'any' }, both(why, isPerhaps(after) ? whyOf(after) : nothing)) as Num)
      }
    }
    steps.push({ fired, before, after: now })
  }
  return { result: now, steps }
}

function stepped(step: Node['adjust'][number], now: Num, c: Context): Num | undefined {
  if (step.does === 'round') return monotone(now, (x) => x.round(step.digits))
  const given = c.evaluate(step.amount, c)
  if (given.k !== 'num') return undefined
  return absorbing([given], moved(step.does, now, whereApplies(given))) as Num
}

function moved(does: 'at-most' | 'at-least' | 'add' | 'set', now: Num, amount: Num): Num {
  switch (does) {
    case 'at-most':
      return range(least(now.lo, amount.lo), least(now.hi, amount.hi), both(now.why, amount.why))
    case 'at-least':
      return range(most(now.lo, amount.lo), most(now.hi, amount.hi), both(now.why, amount.why))
    case 'add':
      return arith('+', now, amount)
    case 'set':
      return amount
  }
}

function clamp(x: Exact, scale: Scale): Exact {
  return most(scale.levels[0]!.number, least(scale.levels.at(-1)!.number, x))
}
