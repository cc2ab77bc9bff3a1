import { findStandard } from '../../assessment/library.ts'
import { differences } from '../../language/diff/changes.ts'
import { sayChange } from '../../language/diff/say-change.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

/** What changed between two editions: 0 whatever it says; 2 when one cannot be read. */
export function diffStandards(from: string, to: string, common: Common): number {
  const c = new Console(common)
  const sides = [findStandard(from), findStandard(to)] as const
  const problems = sides.flatMap((s) => (s.ok ? [] : s.problems))
  const [a, b] = sides
  if (!a.ok || !b.ok) return c.refuse(problems)
  const [old, now] = [a.value.standard, b.value.standard]
  const changes = differences(old, now)
  const named = (s: typeof old) => ({ id: s.id, edition: s.edition, hash: s.hash, authority: s.authority })
  if (c.json)
    c.data({
      format: 'plumbline-diff/1',
      from: named(old),
      to: named(now),
      changes: changes.map((x) => ({ ...x, text: sayChange(x) })),
    })
  else if (changes.length === 0) c.out(c.say('没有差异', 'No difference'))
  else for (const x of changes) c.out(say(sayChange(x), c.lang))
  return exit.conforms
}
