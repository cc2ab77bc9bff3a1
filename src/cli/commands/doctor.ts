import { resolve } from 'node:path'
import { isError } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { examine, thisMachine } from '../../server/doctor/examine.ts'
import { placeFrom } from '../../server/place.ts'
import { type Common, Console } from '../console.ts'

const marks = { sound: '✓', warning: '⚠', wrong: '✗', skipped: '–' } as const

/** 0 where nothing is wrong, 1 where something is. */
export async function doctor(
  o: { readonly data: string; readonly deep?: boolean; readonly origin?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const findings = await examine({
    ...thisMachine,
    place: placeFrom(resolve(o.data), process.env),
    env: process.env,
    deep: o.deep === true,
    ...(o.origin ? { origin: o.origin } : {}),
  })
  const wrong = findings.filter(({ problems }) => problems.some(isError)).length
  if (c.json) c.data({ sound: wrong === 0, findings })
  else {
    for (const { state, title, problems } of findings) {
      const skipped = state === 'skipped' ? c.say('（未检查）', ' (not looked at)') : ''
      c.out(`${marks[state]} ${say(title, c.lang)}${skipped}`)
      c.problems(problems)
    }
    c.out(
      wrong === 0
        ? c.say('没有发现错误', 'Nothing is wrong')
        : c.say(`${wrong} 项有问题`, `${wrong} of these checks found something wrong`),
    )
  }
  return wrong === 0 ? 0 : 1
}
