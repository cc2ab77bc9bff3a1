import { findStandard } from '../../../assessment/library.ts'
import {
  compareRequirement,
  counterparts,
  looserThanNational,
  requirementsOf,
} from '../../../language/diff/counterpart.ts'
import { directionNames, sayChange } from '../../../language/diff/say-change.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'

export interface NationalOptions {
  /** `local=national`, ids of requirements */
  readonly pair: readonly string[]
}

/**
 * Holds a local standard against the national one, requirement by requirement: 0 where none is looser, 1 where one is and may not be submitted, 2
 * where something cannot be read.
 */
export function national(local: string, other: string, o: NationalOptions, common: Common): number {
  const c = new Console(common)
  const [own, above] = [findStandard(local), findStandard(other)]
  if (!own.ok || !above.ok) return c.refuse([...(own.ok ? [] : own.problems), ...(above.ok ? [] : above.problems)])
  const [a, b] = [own.value.standard, above.value.standard]
  const pairs = o.pair.map((pair) => pair.split('=', 2) as [string, string])
  const found = counterparts(
    a,
    b,
    pairs.map(([x, y = '']) => [x, y] as const),
  )
  if (!found.ok) return c.refuse(found.problems)
  const compared = found.value.map((pair) => ({ pair, ...compareRequirement(pair.national, pair.local) }))
  const looser = looserThanNational(found.value)
  const alone = requirementsOf(a).length - found.value.length
  if (c.json) {
    c.data({
      compared: compared.map(({ pair, direction, changes }) => ({
        local: pair.local.id,
        national: pair.national.id,
        direction,
        changes,
      })),
      withoutCounterpart: alone,
      problems: looser,
    })
    return looser.length > 0 ? exit.doesNotConform : exit.conforms
  }
  for (const { pair, direction, changes } of compared) {
    const word = direction === 'equal' ? c.say('相同', 'equal') : say(directionNames[direction], c.lang)
    c.out(`${pair.local.id} ↔ ${pair.national.id}  ${word}`)
    for (const change of changes.filter((x) => x.direction !== 'equal')) c.out(`  ${say(sayChange(change), c.lang)}`)
  }
  c.problems(looser)
  c.out(
    c.say(
      `${compared.length} 条有对应，${alone} 条没有；${looser.length} 条宽于国家标准${looser.length > 0 ? '，不得报批' : ''}`,
      `${compared.length} with a counterpart, ${alone} without; ${looser.length} looser than the national one${looser.length > 0 ? ': it may not be submitted' : ''}`,
    ),
  )
  return looser.length > 0 ? exit.doesNotConform : exit.conforms
}
