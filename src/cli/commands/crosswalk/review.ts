import { existsSync, readFileSync } from 'node:fs'
import type { Mapping } from '../../../crosswalk/mapping.ts'
import { frameworkNamed } from '../../../crosswalk/named.ts'
import type { Relation } from '../../../crosswalk/relation.ts'
import { reviewersAgree, toSettle, type Votes } from '../../../crosswalk/review/agreement.ts'
import { candidates as candidatesOf } from '../../../crosswalk/review/candidates.ts'
import { readMappings } from '../../../exchange/crosswalk/own/mappings.ts'
import { failed, type Outcome, problem } from '../../../language/problem.ts'
import { say } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'
import { opened } from './open.ts'

/** Pairs of requirements for a reviewer to look at, the likest titles first. */
export async function candidates(
  source: string,
  target: string,
  o: { with: readonly string[]; top: number },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const open = await opened(o.with, [source, target])
  if (!open.ok) return c.refuse(open.problems)
  c.problems(open.warnings)
  const from = frameworkNamed(open.value.frameworks, source)
  const to = frameworkNamed(open.value.frameworks, target)
  if (!from.ok) return c.refuse(from.problems)
  if (!to.ok) return c.refuse(to.problems)
  const found = candidatesOf(from.value, to.value, o.top)
  if (c.json) {
    c.data(found)
    return exit.conforms
  }
  c.out(
    c.say(
      '候选，不是映射：只比较标题，须人工评审',
      'Candidates, not mappings: titles alone are compared, a person has to look',
    ),
  )
  const title = (f: typeof from.value, id: string) => say(f.requirements.find((r) => r.id === id)?.title, c.lang)
  let last = ''
  for (const x of found) {
    if (x.source !== last) c.out(`\n${x.source} ${title(from.value, x.source)}`)
    last = x.source
    const part = (n: number | undefined) => (n === undefined ? '–' : n.toFixed(2))
    c.out(`  ${x.score.toFixed(2)} (zh ${part(x.zh)}, en ${part(x.en)})  ${x.target} ${title(to.value, x.target)}`)
  }
  return exit.conforms
}

/** How far two reviewers agree: two tables of the same pairs. */
export async function agree(first: string, second: string, common: Common): Promise<number> {
  const c = new Console(common)
  const tables = [first, second].map(tableOf)
  const problems = tables.flatMap((t) => (t.ok ? [] : t.problems))
  if (problems.length > 0) return c.refuse(problems)
  const [a, b] = tables.map((t) => (t.ok ? relationsIn(t.value) : new Map<string, Relation>())) as [
    Map<string, Relation>,
    Map<string, Relation>,
  ]
  const shared = [...a.keys()].filter((pair) => b.has(pair))
  const votes: Votes = shared.map((pair) => [a.get(pair)!, b.get(pair)!])
  const kappa = reviewersAgree(votes)
  const settle = toSettle(votes).map((i) => ({ pair: shared[i]!, relations: votes[i]! }))
  const alone = a.size + b.size - 2 * shared.length
  if (c.json) c.data({ pairs: shared.length, alone, kappa, settle })
  else {
    c.out(
      c.say(
        `两人都看过 ${shared.length} 对，线性加权 kappa ${kappa === null ? '无法计算' : kappa.toFixed(3)}；只有一人看过 ${alone} 对`,
        `${shared.length} pairs seen by both, kappa with linear weights ${kappa === null ? 'cannot be told' : kappa.toFixed(3)}; ${alone} seen by one alone`,
      ),
    )
    for (const { pair, relations } of settle) c.out(`  ${pair}: ${relations.join(' / ')}`)
  }
  return exit.conforms
}

function tableOf(file: string): Outcome<readonly Mapping[]> {
  if (existsSync(file)) return readMappings(readFileSync(file, 'utf8'), file)
  return failed(problem('file-unreadable', { zh: `没有文件 ${file}`, en: `There is no file ${file}` }, { got: file }))
}

/** `related` is no vote: it does not say which relation holds. */
const relationsIn = (mappings: readonly Mapping[]): Map<string, Relation> =>
  new Map(
    mappings.flatMap((m) =>
      m.relation === 'related'
        ? []
        : [[`${[...m.source].sort().join(' + ')} → ${[...m.target].sort().join(' + ')}`, m.relation] as const],
    ),
  )
